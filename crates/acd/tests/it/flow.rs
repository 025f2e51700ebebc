//! VC41: a flow answers a call. What callers hear and choose, the plays tell; here is what they cannot see.

use acd::{
    ConfigChange, ContactState, EndReason, Event, Fact, FlowMoved, Input, KEYS_MAX, Millis,
    Priority,
};
use flow::{Key, Meaning, Outcome, RUN_MAX, Turn};

use crate::center::{
    Center, contact, customer, fact, flow_id, flow_version, group, number, put_flow,
    put_flow_number, put_group, put_hours, put_member, voice_group,
};

/// The first call of a flow's number, in the menu.
fn center() -> Center {
    let groups = [voice_group(1, [1]), voice_group(2, [1])].map(put_group);
    let flow = [put_flow(1), put_hours(true), put_flow_number()];
    let mut center = Center::new([put_member(1)].into_iter().chain(groups).chain(flow));
    call(&mut center, 1);
    center
}

fn call(center: &mut Center, id: u64) -> Vec<Event> {
    let (contact, customer, number) = (contact(id), customer(id), number(4));
    center.feed(fact(Fact::CallArrived { contact, customer, number }))
}

fn press(center: &mut Center, key: char) -> Vec<Event> {
    let meaning = Key::from_char(key).map(Meaning::Option);
    center.feed(fact(Fact::KeyPressed { contact: contact(1), meaning, masked: false }))
}

fn change(center: &mut Center, change: ConfigChange) {
    center.feed(Input::Config { change });
}

fn reason(events: &[Event]) -> Option<EndReason> {
    events.iter().find_map(|event| match event {
        Event::ContactEnded(ended) => Some(ended.reason),
        _ => None,
    })
}

fn waits_in(center: &Center, id: u64) -> Option<(u64, Priority)> {
    let call = center.acd.contact(contact(id)).unwrap();
    let queued = call.queued.filter(|_| matches!(call.state, ContactState::Waiting(_)))?;
    let group = (1..=2).find(|id| group(*id) == queued.group)?;
    Some((group, queued.priority))
}

#[test]
fn vc41_the_queue_has_the_priority_of_the_flow_or_of_the_number() {
    let mut center = center();
    press(&mut center, '1');
    assert_eq!(waits_in(&center, 1), Some((2, Priority::NORMAL)));
    let mut center = self::center();
    // Nothing comes, not even the end of the prompts: the run goes on by itself, question by question.
    while waits_in(&center, 1).is_none() {
        let due = center.acd.next_deadline().unwrap();
        center.wait(due.since(center.now));
    }
    assert_eq!(waits_in(&center, 1), Some((1, Priority(10))));
}

#[test]
fn vc41_who_is_in_a_version_goes_on_in_it_and_nobody_else_gets_it() {
    let mut center = center();
    change(&mut center, put_flow(2));
    assert!(center.acd.flow(flow_version(1)).is_some(), "somebody is in it");
    call(&mut center, 2);
    let version =
        |center: &Center, id| center.acd.contact(contact(id))?.run().map(flow::Run::version);
    assert_eq!(version(&center, 1), Some(flow_version(1)));
    assert_eq!(version(&center, 2), Some(flow_version(2)));
    center.feed(fact(Fact::CustomerHungUp { contact: contact(1) }));
    change(&mut center, put_flow(3));
    assert!(center.acd.flow(flow_version(1)).is_none(), "nobody walks it any more");
    assert!(center.acd.flow(flow_version(2)).is_some());
    change(&mut center, ConfigChange::FlowRemoved { id: flow_id(1) });
    assert!(center.acd.flow(flow_version(3)).is_none());
    call(&mut center, 3);
    assert_eq!(waits_in(&center, 3), Some((1, Priority::NORMAL)), "the number's group");
}

#[test]
fn vc41_what_comes_late_is_no_answer_to_what_is_asked_now() {
    let mut center = center();
    let run = *center.acd.contact(contact(1)).unwrap().run().unwrap();
    let input = flow::Input::PromptsEnded { turn: Turn(run.turn().0 - 1) };
    assert_eq!(center.feed(fact(Fact::Flow { contact: contact(1), input })), []);
    let input = flow::Input::PromptsEnded { turn: run.turn() };
    assert_ne!(center.feed(fact(Fact::Flow { contact: contact(1), input })), []);
    assert_eq!(center.feed(fact(Fact::Flow { contact: contact(1), input })), [], "once");
    assert_eq!(center.feed(fact(Fact::Flow { contact: contact(9), input })), [], "a stranger");
}

#[test]
fn vc41_a_key_beyond_those_that_are_told_is_pressed_all_the_same() {
    let mut center = center();
    for _ in 0..KEYS_MAX {
        let (contact, meaning) = (contact(1), Some(Meaning::Unasked));
        center.feed(fact(Fact::KeyPressed { contact, meaning, masked: false }));
    }
    press(&mut center, '1');
    assert_eq!(waits_in(&center, 1), Some((2, Priority::NORMAL)));
}

#[test]
fn vc41_words_that_were_left_are_the_end_of_the_call_and_so_is_an_answer_elsewhere() {
    let ends = |key, inputs: &dyn Fn(Turn) -> flow::Input| {
        let mut center = center();
        press(&mut center, key);
        let mut events = vec![];
        while let Some(run) = center.acd.contact(contact(1)).and_then(acd::Contact::run).copied() {
            let input = inputs(run.turn());
            events.extend(center.feed(fact(Fact::Flow { contact: contact(1), input })));
            let input = flow::Input::PromptsEnded { turn: run.turn() };
            events.extend(center.feed(fact(Fact::Flow { contact: contact(1), input })));
        }
        reason(&events)
    };
    let words = |turn| flow::Input::RecordingEnded { turn };
    assert_eq!(ends('3', &words), Some(EndReason::Voicemail));
    let answered = |turn| flow::Input::TransferAnswered { turn };
    assert_eq!(ends('4', &answered), Some(EndReason::TransferredOut));
}

#[test]
fn vc41_a_flow_that_takes_too_long_leaves_the_number_s_group() {
    let mut center = center();
    // Digits, cleared over and over: no try is ever lost.
    press(&mut center, '2');
    let until = center.now.after(RUN_MAX);
    let mut ended = None;
    while ended.is_none() {
        center.wait(Millis::from_secs(1));
        let (contact, meaning) = (contact(1), Some(Meaning::Clear));
        center.feed(fact(Fact::KeyPressed { contact, meaning, masked: true }));
        ended = waits_in(&center, 1);
        assert!(center.now <= until.after(Millis::from_secs(2)), "never endless");
    }
    assert_eq!(ended, Some((1, Priority::NORMAL)));
}

#[test]
fn vc41_the_run_has_one_end_in_the_journal() {
    let mut center = center();
    let events = center.feed(fact(Fact::CustomerHungUp { contact: contact(1) }));
    let ends = events.iter().filter_map(|event| match event {
        Event::FlowMoved(FlowMoved { step: flow::Event::Ended(ended), .. }) => Some(ended.outcome),
        _ => None,
    });
    assert_eq!(ends.collect::<Vec<_>>(), [Outcome::CustomerLeft]);
    assert_eq!(reason(&events), Some(EndReason::LeftInFlow));
}
