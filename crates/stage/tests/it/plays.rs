//! Every play of `scenarios/` on the pure stage.

use stage::{Play, StageName, permission_table, plays, pure};

#[test]
fn every_play_that_plays_on_the_pure_stage_is_as_it_says() {
    let plays = plays(&super::scenarios()).unwrap();
    let pure: Vec<&Play> =
        plays.iter().filter(|play| play.stages.contains(&StageName::Pure)).collect();
    assert!(pure.len() >= 100, "only {} plays were found", pure.len());
    let failed = pure.into_iter().filter_map(|play| pure::play(play).err());
    let failed: Vec<String> = failed.map(|problem| problem.to_string()).collect();
    assert!(failed.is_empty(), "{} plays failed:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn st01_every_cell_of_the_table_holds_on_the_pure_stage() {
    let cells = permission_table::plays().unwrap();
    assert_eq!(cells.len(), 36, "six labels and six columns");
    let failed = cells.iter().filter_map(|play| pure::play(play).err());
    let failed: Vec<String> = failed.map(|problem| problem.to_string()).collect();
    assert!(failed.is_empty(), "{} cells failed:\n{}", failed.len(), failed.join("\n"));
}
