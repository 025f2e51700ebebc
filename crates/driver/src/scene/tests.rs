//! The law of the pictures (I16), over random days: what a client has folded in is what a fresh one would see, whenever it
//! came, and however often it was gone in between.

mod client;
mod day;
mod internal;
mod moves;
mod tape;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use self::day::Day;
use self::moves::{Move, commits};
use crate::push::Audience;

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
    for _ in 0..1_000 {
        let commits = commits().new_tree(&mut runner).unwrap().current();
        met.extend(day_of(commits).met);
    }
    for name in [
        "me",
        "call",
        "session",
        "message",
        "gone missed",
        "gone declined",
        "gone customer-left",
        "gone ended",
        "gone passed-on",
        "gone unanswered",
        "gone customer-silent",
        "gone transferred",
        "gone consult-over",
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

/// W18: the clients in TypeScript fold what these were sent.
#[test]
fn i16_the_days_that_the_screens_fold_are_days_of_this_server() {
    let members = recordings(|audience| matches!(audience, Audience::Member(_)));
    let customers = recordings(|audience| matches!(audience, Audience::Customer(_)));
    let days = json!({ "members": members, "customers": customers });
    let kept =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/packages/live/src/days.gen.json");
    let fresh = std::env::current_exe().unwrap().with_file_name("days.gen.json");
    fs::write(&fresh, format!("{days}\n")).unwrap();
    let known = fs::read_to_string(&kept).unwrap_or_default();
    // The order of fields is not part of what is sent.
    assert!(
        serde_json::from_str::<Value>(&known).is_ok_and(|known| known == days),
        "what clients are sent has changed: copy {} to {}",
        fresh.display(),
        kept.display()
    );
}

/// The first of the same hundred days, and of the others those whose client met what none before it did.
fn recordings(wanted: impl Fn(Audience) -> bool + Copy) -> Vec<Value> {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    let mut kept = Vec::new();
    for _ in 0..100 {
        let day = day_of(commits().new_tree(&mut runner).unwrap().current());
        let Some(client) = day.richest(wanted) else { continue };
        if kept.len() < DAYS_MIN || !client.met.is_subset(&met) {
            met.extend(client.met.iter().cloned());
            kept.push(client.tape.recorded());
        }
    }
    kept
}

/// A kind of change may be met in more than one way.
const DAYS_MIN: usize = 8;

fn day_of(commits: Vec<Vec<Move>>) -> Day {
    let mut day = Day::new();
    for moves in commits {
        day.commit(moves);
        day.compare();
    }
    day
}
