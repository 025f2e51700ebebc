//! What the core remembers of the past has a bound, and does its work within it.

use acd::{
    By, Command, EndReason, Event, Fact, Greeting, Input, Millis, RECENT_MESSAGES_MAX,
    RECENTLY_ENDED_MAX, Refused, Wanted,
};

use crate::center::{
    Center, channel, chat_group, command, contact, customer, fact, message, put_channel, put_group,
    put_member, put_number, voice_group,
};

#[test]
fn dk13_a_message_sent_again_keeps_its_first_answer() {
    let mut center = chat();
    let sent = center.feed(say(7));
    assert!(matches!(sent[..], [Event::MessageAdded(_)]));
    assert_eq!(center.feed(say(7)), [], "F56: the second one is no event");
    assert_eq!(center.acd.message_sequence(contact(1), message(7)), Some(1));
}

#[test]
fn dk13_only_the_last_messages_are_remembered() {
    let mut center = chat();
    let max = u64::try_from(RECENT_MESSAGES_MAX).unwrap();
    for id in 0..=max {
        center.feed(say(id));
    }
    assert_eq!(
        center.acd.message_sequence(contact(1), message(0)),
        None,
        "the oldest is forgotten"
    );
    assert_eq!(center.acd.message_sequence(contact(1), message(1)), Some(2));
    assert_eq!(center.acd.message_sequence(contact(1), message(max)), Some(max + 1));
}

#[test]
fn i06_an_ended_contact_is_remembered_for_late_commands_and_then_forgotten() {
    let mut center = voice();
    center.call(1);
    center.feed(fact(Fact::CustomerHungUp { contact: contact(1) }));
    let late = |center: &mut Center| {
        let hang_up = command(1, Command::HangUp { contact: contact(1) });
        center.acd.handle(hang_up, center.now).unwrap_err()
    };
    let reason = Some(EndReason::LeftInQueue);
    assert_eq!(late(&mut center), Refused::ContactEnded);
    assert_eq!(center.acd.wanted(contact(1)), Wanted::Ended { reason });
    for id in 1..=u64::try_from(RECENTLY_ENDED_MAX).unwrap() {
        center.call(id + 1);
        center.feed(fact(Fact::CustomerHungUp { contact: contact(id + 1) }));
    }
    assert_eq!(late(&mut center), Refused::UnknownContact);
    assert_eq!(center.acd.wanted(contact(1)), Wanted::Ended { reason: None });
}

#[test]
fn st10_a_browser_never_heard_of_again_leaves_no_deadline_behind() {
    let mut center = voice();
    center.online(1);
    let (member, last_frame) = (crate::center::member(1), center.now);
    center.feed(fact(Fact::BrowserQuiet { member, last_frame }));
    center.wait(Millis::from_secs(119));
    assert!(center.acd.next_deadline().is_some());
    center.wait(Millis::from_secs(1));
    assert_eq!(center.acd.next_deadline(), None);
}

fn voice() -> Center {
    Center::new([put_member(1), put_group(voice_group(1, [1])), put_number(1, 1, Greeting::None)])
}

fn chat() -> Center {
    let mut center = Center::new([put_member(1), put_group(chat_group(2, [1])), put_channel(1, 2)]);
    let start = Command::StartSession { contact: contact(1), channel: channel(1) };
    center.feed(Input::Command { by: By::Customer(customer(1)), command: start });
    center
}

fn say(id: u64) -> Input {
    let say = Command::SendMessage { contact: contact(1), message: message(id), size: 5 };
    Input::Command { by: By::Customer(customer(1)), command: say }
}
