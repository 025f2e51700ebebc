//! The law of the pictures (I16), over random days: what a client has folded in is what a fresh one would see, whenever it
//! came, and however often it was gone in between.

mod client;
mod day;
mod moves;

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use self::day::Day;
use self::moves::{Move, commits};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn i16_every_folded_picture_is_the_fresh_picture(commits in commits()) {
        day_of(commits);
    }
}

/// A law that nothing ever tests is no law.
#[test]
fn the_days_meet_every_change_and_every_way_back() {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..200 {
        let commits = commits().new_tree(&mut runner).unwrap().current();
        met.extend(day_of(commits).met);
    }
    for name in [
        "me",
        "call",
        "session",
        "message",
        "contact-gone",
        "group",
        "directory changes",
        "page session waiting",
        "page session open",
        "page session ended",
        "page message",
        "page call greeting",
        "page call talking",
        "page call on-hold",
        "page call ended",
        "resumed",
        "not resumed",
    ] {
        assert!(met.contains(name), "no day met {name}: {met:?}");
    }
}

fn day_of(commits: Vec<Vec<Move>>) -> Day {
    let mut day = Day::new();
    for moves in commits {
        day.commit(moves);
        day.compare();
    }
    day
}
