//! Every play of `scenarios/` on the pure stage.

use stage::pure;
use stage::{Play, StageName, plays};

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
