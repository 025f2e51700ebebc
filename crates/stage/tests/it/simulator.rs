//! The simulator itself: one seed is one day, and what is broken is noticed by name.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acd::{ContactEnded, EndReason, Event, Label, OfferEnd, Verdict};
use stage::simulator::{Failure, Outcome, Sabotage, Wish, pass};
use uuid::Uuid;

fn day(seed: u64, wish: Wish) -> Result<Outcome, Box<Failure>> {
    let folder = std::env::temp_dir().join(format!("rapport-day-{}", Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let day = runtime.block_on(pass(seed, &folder, wish));
    std::fs::remove_dir_all(&folder).unwrap();
    day
}

#[test]
fn a_seed_is_one_journal() {
    for seed in [3, 4] {
        let (first, again) = (day(seed, Wish::default()), day(seed, Wish::default()));
        let (first, again) = (first.unwrap(), again.unwrap());
        assert_eq!(first.digest, again.digest, "seed {seed}");
        assert!(first.entries > 500, "{} entries are no day", first.entries);
    }
    assert_ne!(day(3, Wish::default()).unwrap().digest, day(4, Wish::default()).unwrap().digest);
}

/// What `sabotage` does to the events between the store and the auditor is noticed.
fn is_noticed(sabotage: Sabotage, by: &str) {
    let failure = day(1, Wish { told: true, sabotage: Some(sabotage) }).unwrap_err();
    assert!(failure.what.starts_with(by), "{by} should have noticed it, not {}", failure.what);
    assert_eq!(failure.seed, 1);
    assert!(!failure.timeline.is_empty(), "a failure tells what led to it");
}

#[test]
fn i01_an_offer_to_two_agents_is_noticed() {
    is_noticed(
        |entry| {
            let made = entry.events.iter().position(|event| matches!(event, Event::OfferMade(_)));
            let Some(at) = made else { return };
            let Event::OfferMade(mut second) = entry.events[at].clone() else { return };
            let mut others = second.decision.candidates.iter();
            let other = others.find(|candidate| candidate.verdict == Verdict::Eligible);
            let Some(other) = other.map(|candidate| candidate.member) else { return };
            second.member = other;
            second.fence.0 += 1;
            entry.events.insert(at + 1, Event::OfferMade(second));
        },
        "I01",
    );
}

#[test]
fn i05_an_offer_that_never_ends_is_noticed() {
    is_noticed(
        |entry| {
            entry.events.retain(|event| {
                !matches!(event, Event::OfferEnded(ended) if ended.end == OfferEnd::Accepted)
            });
        },
        "I05",
    );
}

#[test]
fn i06_a_contact_that_ends_twice_is_noticed() {
    is_noticed(
        |entry| {
            let ended = entry.events.iter().find_map(|event| match event {
                Event::ContactEnded(ended) => Some(*ended),
                _ => None,
            });
            let reason = EndReason::SystemFault;
            entry
                .events
                .extend(ended.map(|ended| Event::ContactEnded(ContactEnded { reason, ..ended })));
        },
        "I06",
    );
}

#[test]
fn i09_a_status_that_nobody_told_is_noticed() {
    is_noticed(
        |entry| entry.events.retain(|event| !matches!(event, Event::StatusChanged(_))),
        "I09",
    );
}

#[test]
fn i10_after_call_work_that_does_not_come_is_noticed() {
    is_noticed(
        |entry| {
            entry.events.retain(|event| match event {
                Event::AcwStarted(_) => false,
                Event::StatusChanged(changed) => changed.to != Label::AfterCallWork,
                _ => true,
            });
        },
        "I10",
    );
}

#[test]
fn i13_a_hole_between_messages_is_noticed() {
    is_noticed(
        |entry| {
            for event in &mut entry.events {
                if let Event::MessageAdded(added) = event {
                    added.sequence += u64::from(added.sequence > 2);
                }
            }
        },
        "I13",
    );
}
