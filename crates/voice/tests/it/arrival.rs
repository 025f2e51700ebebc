//! From the first ring to the queue.

use std::time::Duration;

use acd::{CallFault, EndReason, Fact, Wanted};
use sip::Rejection;
use voice::{ARRIVAL_MAX, Action, Input, LineEvent};

use crate::rig::{CONTACT, GREETING, Line, MUSIC, NOTICE, Rig, customer};

#[test]
fn a_call_rings_and_is_answered_only_when_the_core_wants_it() {
    let mut rig = Rig::ringing();
    assert_eq!(rig.line, Line::Calling);
    rig.input(Input::Arrived);
    assert_eq!(rig.line, Line::Calling);
    rig.want(Wanted::Greeting);
    assert_eq!((rig.line, rig.customer_hears()), (Line::Answered, Some(GREETING)));
}

#[test]
fn the_end_of_the_greeting_is_told_once_and_music_follows() {
    let mut rig = Rig::ringing();
    rig.want(Wanted::Greeting);
    let (leg, prompt) = (customer(), media::PromptId::GREETING);
    let ended = media::Event::PromptEnded { leg, prompt, play: 0 };
    rig.input(Input::Media(ended));
    assert_eq!(rig.facts, [Fact::GreetingEnded { contact: CONTACT }]);
    rig.want(Wanted::Waiting);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    rig.input(Input::Media(ended));
    assert_eq!(rig.facts.len(), 1, "late, and of no interest any more");
}

#[test]
fn vc43_the_end_of_the_notice_is_told_and_that_of_the_greeting_is_not_taken_for_it() {
    let mut rig = Rig::ringing();
    rig.want(Wanted::Greeting);
    rig.want(Wanted::Notice);
    assert_eq!(rig.customer_hears(), Some(NOTICE));
    let (leg, play) = (customer(), 0);
    let ended = |prompt| Input::Media(media::Event::PromptEnded { leg, prompt, play });
    rig.input(ended(media::PromptId::GREETING));
    assert_eq!(rig.facts, [], "the notice is still to be heard");
    rig.input(ended(media::PromptId::NOTICE));
    assert_eq!(rig.facts, [Fact::NoticeEnded { contact: CONTACT }]);
}

#[test]
fn a_call_that_the_core_cannot_take_is_turned_away_and_leaves_no_fact() {
    let mut rig = Rig::ringing();
    rig.input(Input::NotTaken { with: Rejection::NotFound });
    assert_eq!(rig.line, Line::Rejected(Rejection::NotFound));
    assert!(rig.call.is_over());
    assert_eq!(rig.facts, []);
}

#[test]
fn rt05_a_full_queue_is_busy() {
    let mut rig = Rig::ringing();
    rig.input(Input::Arrived);
    rig.end(EndReason::QueueFull);
    assert_eq!(rig.line, Line::Rejected(Rejection::Busy));
    assert!(rig.call.is_over());
}

#[test]
fn f38_a_hang_up_that_overtakes_the_arrival_is_told_after_it() {
    let mut rig = Rig::ringing();
    rig.line(LineEvent::HungUp);
    assert_eq!(rig.facts, [], "the core does not know the contact yet");
    rig.input(Input::Arrived);
    assert_eq!(rig.facts, [Fact::CustomerHungUp { contact: CONTACT }]);
    assert_eq!(rig.want(Wanted::Waiting), [], "nobody is there to answer");
    rig.end(EndReason::LeftInQueue);
    assert!(rig.call.is_over());
}

#[test]
fn an_effect_that_overtakes_the_answer_to_the_arrival_counts_as_it() {
    let mut rig = Rig::ringing();
    rig.want(Wanted::Waiting);
    rig.line(LineEvent::HungUp);
    assert_eq!(rig.facts, [Fact::CustomerHungUp { contact: CONTACT }]);
    assert_eq!(rig.input(Input::Arrived), []);
}

#[test]
fn an_arrival_that_cannot_be_stored_in_time_is_turned_away_and_ends_when_it_is() {
    let mut rig = Rig::ringing();
    rig.pass(ARRIVAL_MAX.saturating_sub(Duration::from_millis(1)));
    assert_eq!(rig.line, Line::Calling);
    rig.pass(Duration::from_millis(1));
    assert!(matches!(rig.line, Line::Rejected(Rejection::Unavailable { .. })), "{:?}", rig.line);
    assert_eq!(rig.facts, []);
    rig.input(Input::Arrived);
    let broke = Fact::CallBroke { contact: CONTACT, fault: CallFault::LegsLost };
    assert_eq!(rig.facts, [broke]);
    assert_eq!(rig.end(EndReason::SystemFault), Vec::<Action>::new());
    assert!(rig.call.is_over());
}
