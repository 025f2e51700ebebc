//! The simulator itself: one seed is one day, and what is broken is noticed by name.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acd::{ContactEnded, EndReason, Event, Fact, Input, Label, NotRoutable, OfferEnd, Verdict};
use stage::simulator::{Failure, Outcome, Sabotage, Wish, pass};
use store::JournalEntry;
use uuid::Uuid;

fn day(seed: u64, wish: Wish) -> Result<Outcome, Box<Failure>> {
    let folder = std::env::temp_dir().join(format!("rapport-day-{}", Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
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

/// A planted bug is noticed in one of a few days, and by the rule that it breaks.
fn is_noticed(sabotage: Sabotage, by: &str) {
    let wish = Wish { told: true, sabotage: Some(sabotage) };
    let failure = (1..=SEEDS_MAX).find_map(|seed| day(seed, wish).err());
    assert!(failure.is_some(), "{by}: nobody noticed it");
    let failure = failure.unwrap();
    assert!(failure.what.starts_with(by), "{by} should have noticed it, not {}", failure.what);
    assert!(failure.step > 0 && !failure.timeline.is_empty(), "a failure tells what led to it");
    let again = day(failure.seed, wish).unwrap_err();
    assert_eq!(
        (again.step, again.what),
        (failure.step, failure.what),
        "the seed is the bug report"
    );
}

const SEEDS_MAX: u64 = 4;
/// Which rule meets it first depends on the day.
const ANY: &str = "";

fn is_noticed_in_a_decision(sabotage: fn(&mut JournalEntry), by: &str) {
    is_noticed(Sabotage::Decided(sabotage), by);
}

#[test]
fn i01_an_offer_to_two_agents_is_noticed() {
    is_noticed_in_a_decision(
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
fn i03_an_offer_to_one_whose_label_forbids_it_is_noticed() {
    is_noticed_in_a_decision(
        |entry| {
            for event in &mut entry.events {
                let Event::OfferMade(made) = event else { continue };
                let mut all = made.decision.candidates.iter();
                let other = all.find(|candidate| {
                    matches!(
                        candidate.verdict,
                        Verdict::NotRoutable { why: NotRoutable::Label { .. } }
                    )
                });
                let Some(other) = other.map(|candidate| candidate.member) else { continue };
                made.member = other;
                return;
            }
        },
        "I03",
    );
}

#[test]
fn i05_an_offer_that_never_ends_is_noticed() {
    is_noticed_in_a_decision(
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
    is_noticed_in_a_decision(
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
    is_noticed_in_a_decision(
        |entry| entry.events.retain(|event| !matches!(event, Event::StatusChanged(_))),
        "I09",
    );
}

#[test]
fn i10_after_call_work_that_does_not_come_is_noticed() {
    is_noticed_in_a_decision(
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
    is_noticed_in_a_decision(
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

/// What was acknowledged and is not on the disk is missed at the next look into the books.
#[test]
fn i13_a_message_acknowledged_but_not_kept_is_noticed() {
    is_noticed(Sabotage::Kept(|batch| drop(batch.messages.pop())), "the record of");
}

#[test]
fn vc40_a_key_that_is_not_masked_while_the_recording_is_paused_is_noticed() {
    is_noticed_in_a_decision(
        |entry| {
            for event in &mut entry.events {
                if let Event::KeyPressed(pressed) = event {
                    pressed.masked = false;
                }
            }
        },
        "VC40",
    );
}

#[test]
fn vc20_a_key_acknowledged_but_not_kept_is_noticed() {
    is_noticed(
        Sabotage::Kept(|batch| {
            batch.keys.pop();
        }),
        "the record of",
    );
}

#[test]
fn i27_an_answer_given_but_not_kept_is_noticed() {
    is_noticed(Sabotage::Kept(|batch| drop(batch.answers.pop())), "I27");
}

#[test]
fn op04_a_contact_lost_at_a_restart_is_noticed() {
    is_noticed(
        Sabotage::Found(|found| {
            let arrived = found.events.iter().rev().find_map(|event| match event {
                Event::ContactArrived(arrived) => Some(arrived.contact),
                _ => None,
            });
            found.events.retain(|event| arrived.is_none() || event.contact() != arrived);
        }),
        ANY,
    );
}

/// A call that the restart forgets to end is found without a comparison of states.
#[test]
fn i06_a_call_forgotten_by_a_restart_is_noticed() {
    is_noticed_in_a_decision(
        |entry| {
            if !matches!(entry.input, Input::Fact { fact: Fact::ProcessLost { .. } }) {
                return;
            }
            let ended =
                entry.events.iter().position(|event| matches!(event, Event::ContactEnded(_)));
            if let Some(at) = ended {
                entry.events.remove(at);
            }
        },
        ANY,
    );
}
