//! No play falls between the stages.

use std::collections::BTreeSet;

use stage::act::Act;
use stage::play::Step;
use stage::{StageName, plays};

#[test]
fn every_play_plays_on_the_pure_stage_and_names_no_stage_twice() {
    for play in plays(&super::scenarios()).unwrap() {
        let stages: BTreeSet<StageName> = play.stages.iter().copied().collect();
        assert!(stages.contains(&StageName::Pure), "{}: not even the pure stage", play.file);
        assert_eq!(stages.len(), play.stages.len(), "{}: a stage twice", play.file);
    }
}

#[test]
fn each_stage_has_plays() {
    let plays = plays(&super::scenarios()).unwrap();
    for stage in [StageName::Pure, StageName::Live, StageName::Browser] {
        let here = plays.iter().any(|play| play.stages.contains(&stage));
        assert!(here, "nothing plays on the stage {stage:?}");
    }
}

/// Sockets and threads are late by some of them.
#[test]
fn a_live_play_counts_no_milliseconds() {
    for play in plays(&super::scenarios()).unwrap() {
        let live = play.stages.contains(&StageName::Live);
        for line in play.lines.iter().filter(|_| live) {
            if let Step::Do(Act::Wait { span }) = line.step {
                assert_eq!(span.0 % 1000, 0, "{}:{}: {}", play.file, line.number, line.text);
            }
        }
    }
}
