//! Every play of `scenarios/` on the pure stage.

use std::panic::{AssertUnwindSafe, catch_unwind};

use stage::pure::Pure;
use stage::stage::perform;
use stage::{Play, StageName, plays};

#[test]
fn every_play_that_plays_on_the_pure_stage_is_as_it_says() {
    let plays = plays(&super::scenarios()).unwrap();
    let pure: Vec<&Play> =
        plays.iter().filter(|play| play.stages.contains(&StageName::Pure)).collect();
    assert!(pure.len() >= 100, "only {} plays were found", pure.len());
    let failed: Vec<String> = pure.into_iter().filter_map(failure).collect();
    assert!(failed.is_empty(), "{} plays failed:\n{}", failed.len(), failed.join("\n"));
}

/// A broken invariant ends its own play only.
fn failure(play: &Play) -> Option<String> {
    let played = catch_unwind(AssertUnwindSafe(|| perform(play, &mut Pure::new())));
    match played {
        Ok(Ok(())) => None,
        Ok(Err(problem)) => Some(problem.to_string()),
        Err(broken) => {
            let sentence = broken.downcast::<String>().map_or_else(
                |other| {
                    other.downcast::<&str>().map_or_else(|_| String::new(), |it| (*it).to_owned())
                },
                |it| *it,
            );
            Some(format!("{}: {sentence}", play.file))
        }
    }
}
