//! The laws of a run, over random flows. Each step is held against them by [`Caller`].

use std::collections::BTreeSet;

use flow::{Event, Flow, HoursId, Outcome, RUN_MAX, validate};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::json;
use uuid::Uuid;

use crate::caller::{Caller, NOON};
use crate::faults::references;
use crate::random::{Move, any_flow, moves, sound_flow};

/// On a day that is open, closed or a holiday.
fn begin(flow: Flow, day: usize) -> Caller {
    let hours = [
        json!({ "zone": "UTC", "week": { "tuesday": [{ "from": "00:00", "to": "24:00" }] } }),
        json!({ "zone": "UTC" }),
        json!({ "zone": "UTC", "holidays": { "2026-01-06": [] } }),
    ];
    let hours = serde_json::from_value(hours[day % hours.len()].clone()).unwrap();
    Caller::at(flow, [(HoursId(Uuid::from_u128(1)), hours)].into(), NOON)
}

fn play(flow: Flow, moves: &[Move]) -> Caller {
    let mut caller = begin(flow, moves.len());
    for one in moves {
        one.happen(&mut caller);
    }
    caller
}

/// Only time passes. How many deadlines it took.
fn let_time_pass(caller: &mut Caller) -> usize {
    let mut deadlines = 0;
    while caller.run.outcome().is_none() {
        caller.wait_out();
        deadlines += 1;
        assert!(deadlines < 50_000, "it never ends: {:?}", caller.run);
    }
    deadlines
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_happens_in_any_flow_breaks_a_run(flow in any_flow(), moves in moves()) {
        let mut caller = play(flow, &moves);
        let last = caller.now;
        let_time_pass(&mut caller);
        prop_assert!(caller.now <= NOON.after(RUN_MAX).max(last), "it ends in time");
    }

    #[test]
    fn a_sound_flow_passes_and_is_never_broken(flow in sound_flow(), moves in moves()) {
        prop_assert_eq!(validate(&flow, &references()), vec![], "{:?}", flow);
        let mut caller = play(flow, &moves);
        let_time_pass(&mut caller);
        prop_assert_ne!(caller.run.outcome(), Some(Outcome::Broken));
    }

    #[test]
    fn a_caller_who_does_nothing_comes_to_an_end_and_nowhere_twice(flow in sound_flow()) {
        let nodes = flow.nodes.len();
        let mut caller = begin(flow, nodes);
        let_time_pass(&mut caller);
        let left: Vec<_> = caller.journal.iter().filter_map(|event| match event {
            Event::Left(left) => Some(left.node),
            _ => None,
        }).collect();
        prop_assert_eq!(left.iter().collect::<BTreeSet<_>>().len(), left.len());
        prop_assert!(usize::from(caller.run.visits()) <= nodes);
    }

    #[test]
    fn a_flow_is_read_as_it_was_written(flow in any_flow()) {
        let text = serde_json::to_string(&flow).unwrap();
        prop_assert_eq!(serde_json::from_str::<Flow>(&text).unwrap(), flow);
    }

    /// Drafts come from outside: whatever is in them, they are judged, and twice the same.
    #[test]
    fn any_flow_is_judged(flow in any_flow()) {
        let faults = validate(&flow, &references());
        prop_assert_eq!(&validate(&flow, &references()), &faults);
        for fault in &faults {
            prop_assert!(fault.node.is_none_or(|node| flow.nodes.contains_key(&node)));
        }
    }
}

/// What random callers never meet proves nothing.
#[test]
fn random_callers_meet_every_way_and_every_end() {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..400 {
        let flow = sound_flow().new_tree(&mut runner).unwrap().current();
        let moves = moves().new_tree(&mut runner).unwrap().current();
        let mut caller = play(flow, &moves);
        let_time_pass(&mut caller);
        for event in &caller.journal {
            let json = serde_json::to_value(event).unwrap();
            let words = ["flow", "way", "outcome", "doing"].into_iter();
            met.extend(words.filter_map(|word| Some(format!("{word} {}", json[word].as_str()?))));
        }
    }
    for expected in [
        "way next",
        "way option",
        "way entered",
        "way scored",
        "way silent",
        "way wrong",
        "way open",
        "way closed",
        "way holiday",
        "way case",
        "way otherwise",
        "way failed",
        "outcome queued",
        "outcome transferred-out",
        "outcome hung-up",
        "outcome taken-back",
        "outcome customer-left",
        "outcome gave-up",
    ] {
        assert!(met.contains(expected), "{expected} is not among {met:?}");
    }
}
