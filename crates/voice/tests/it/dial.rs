//! VC06: a call of our own, until it is answered or comes to nothing.

use acd::{CustomerHears, DialFailure, EndReason, Fact, Progress};
use media::{CloseReason, Source};
use sip::Cause;
use voice::{Action, LineEvent, UNHEARD_MAX, dial_failure};

use crate::rig::{ANN, BOB, CONTACT, Line, RING_BACK, Rig, customer, talking};

const RINGS: Fact = Fact::CallProgressed { contact: CONTACT, progress: Progress::Ringing };
const SOUNDS: Fact = Fact::CallProgressed { contact: CONTACT, progress: Progress::EarlyMedia };
const ANSWERED: Fact = Fact::CallAnswered { contact: CONTACT };

#[test]
fn vc06_the_agent_hears_it_ring_and_then_the_customer() {
    let mut rig = Rig::dialling();
    let ann = rig.phones[&ANN];
    rig.flowing(ann);
    assert_eq!(rig.hears(ann), Some(Source::Silence), "nobody has said that it rings");
    rig.line(LineEvent::Rings);
    assert_eq!(rig.hears(ann), Some(RING_BACK));
    rig.line(LineEvent::Rings);
    rig.far_end_answers();
    assert_eq!(rig.hears(ann), Some(Source::Leg(customer())));
    assert_eq!(rig.customer_hears(), Some(Source::Silence), "the talk is not on disk yet");
    rig.want(talking(ANN, CustomerHears::Agent));
    assert_eq!(rig.customer_hears(), Some(Source::Leg(ann)));
    let heard = Fact::AgentHeard { contact: CONTACT, member: ANN };
    assert_eq!(rig.facts, [heard, RINGS, ANSWERED]);
}

#[test]
fn vc06_a_sound_of_the_far_ends_own_replaces_our_tone() {
    let mut rig = Rig::dialling();
    let ann = rig.phones[&ANN];
    rig.early_leg();
    rig.line(LineEvent::Rings);
    assert_eq!(rig.hears(ann), Some(RING_BACK), "a promise of sound is no sound");
    rig.flowing(customer());
    assert_eq!(rig.hears(ann), Some(Source::Leg(customer())));
    rig.line(LineEvent::Rings);
    assert_eq!(rig.hears(ann), Some(Source::Leg(customer())), "it never goes back to the tone");
    assert_eq!(rig.facts, [RINGS, SOUNDS]);
}

#[test]
fn vc06_sound_that_came_before_the_answer_is_not_missed_after_it() {
    let mut rig = Rig::dialling();
    rig.early_leg();
    rig.flowing(customer());
    rig.far_end_answers();
    assert_eq!(rig.pass(UNHEARD_MAX * 2), [], "there is nothing to probe");
}

#[test]
fn vc06_a_call_that_fails_is_over_and_says_why() {
    let mut rig = Rig::dialling();
    let ann = rig.phones[&ANN];
    rig.early_leg();
    rig.line(LineEvent::Rings);
    let actions = rig.line(LineEvent::Failed(DialFailure::Busy));
    let why = Fact::CallFailed { contact: CONTACT, why: DialFailure::Busy };
    assert!(actions.contains(&Action::CloseLeg), "its sound is released: {actions:?}");
    assert_eq!(rig.facts, [RINGS, why]);
    assert_eq!(rig.hears(ann), Some(Source::Silence));
    rig.end(EndReason::Busy);
    assert!(rig.call.is_over());
}

#[test]
fn vc06_the_agent_who_hangs_up_takes_the_call_back() {
    let mut rig = Rig::dialling();
    rig.line(LineEvent::Rings);
    rig.end(EndReason::Cancelled);
    assert_eq!(rig.line, Line::HungUp(Cause::NORMAL_CLEARING));
    assert_eq!(rig.hears(rig.phones[&ANN]), Some(Source::Silence));
    assert!(rig.call.is_over());
}

#[test]
fn vc06_a_lost_early_leg_takes_the_call_with_it() {
    let mut rig = Rig::dialling();
    rig.early_leg();
    let actions = rig.closed(customer(), CloseReason::Lost);
    assert!(actions.iter().any(|action| matches!(action, Action::HangUp(_))), "{actions:?}");
}

#[test]
fn vc51_an_agent_who_was_never_heard_is_missing_from_the_answer_on() {
    let mut rig = Rig::dialling();
    rig.far_end_answers();
    let silent = Fact::AgentSilent { contact: CONTACT, member: ANN };
    assert_eq!(rig.facts, [ANSWERED, silent]);
    assert_eq!(rig.hears(rig.phones[&BOB]), Some(Source::Silence));
}

#[test]
fn vc06_each_refusal_has_a_plain_reason() {
    for (status, why) in [
        (486, DialFailure::Busy),
        (600, DialFailure::Busy),
        (603, DialFailure::Rejected),
        (403, DialFailure::Rejected),
        (404, DialFailure::InvalidNumber),
        (484, DialFailure::InvalidNumber),
        (604, DialFailure::InvalidNumber),
        (480, DialFailure::NoAnswer),
        (503, DialFailure::NoLine),
        (500, DialFailure::NoLine),
        (488, DialFailure::NoLine),
        (401, DialFailure::NoLine),
    ] {
        assert_eq!(dial_failure(status, false), why, "{status}");
    }
    assert_eq!(dial_failure(408, true), DialFailure::NoAnswer);
    assert_eq!(dial_failure(408, false), DialFailure::NoLine, "the trunk said nothing");
}
