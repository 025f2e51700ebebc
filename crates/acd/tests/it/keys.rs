//! VC20, RC01: keys that the customer presses are counted, each in its place, and not told where they must not be kept.

use acd::{
    Command, Event, Fact, Greeting, Group, KEYS_MAX, KeyPressed, Millis, RECORDING_PAUSE_MAX,
    RecordingPolicy,
};

use crate::center::{
    Center, command, contact, fact, member, put_group, put_member, put_number, voice_group,
};

/// A group that records; the first call has come and rings at its only member's once it has heard the notice.
fn center() -> Center {
    let recording = Group { recording: RecordingPolicy::On, ..voice_group(1, [1]) };
    let mut center =
        Center::new([put_member(1), put_group(recording), put_number(1, 1, Greeting::Played)]);
    center.online(1);
    center.call(1);
    center
}

fn talks(center: &mut Center) {
    center.feed(fact(Fact::GreetingEnded { contact: contact(1) }));
    center.feed(fact(Fact::NoticeEnded { contact: contact(1) }));
    let (contact, fence) = (contact(1), center.acd.offer(contact(1)).unwrap().fence);
    center.feed(command(1, Command::Accept { contact, fence }));
    center.feed(fact(Fact::AgentHeard { contact, member: member(1) }));
}

/// The place of the key, and whether it is masked; `None` where nothing was told.
fn presses(center: &mut Center) -> Option<(u32, bool)> {
    let (contact, meaning, masked) = (contact(1), None, false);
    let told = center.feed(fact(Fact::KeyPressed { contact, meaning, masked }));
    match told.as_slice() {
        [Event::KeyPressed(KeyPressed { place, masked, .. })] => Some((*place, *masked)),
        [] => None,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn vc20_keys_are_counted_in_whatever_state_the_call_is() {
    let mut center = center();
    assert_eq!(presses(&mut center), Some((1, false)), "in the greeting");
    center.feed(fact(Fact::GreetingEnded { contact: contact(1) }));
    assert_eq!(presses(&mut center), Some((2, false)), "in the notice");
    talks(&mut center);
    assert_eq!(presses(&mut center), Some((3, false)), "in the talk");
    center.feed(fact(Fact::CustomerHungUp { contact: contact(1) }));
    assert_eq!(presses(&mut center), None, "I06: nothing after the end");
}

#[test]
fn vc20_what_is_pressed_while_the_recording_is_paused_is_masked() {
    let mut center = center();
    talks(&mut center);
    center.feed(command(1, Command::PauseRecording { contact: contact(1) }));
    assert_eq!(presses(&mut center), Some((1, true)));
    center.feed(command(1, Command::ResumeRecording { contact: contact(1) }));
    assert_eq!(presses(&mut center), Some((2, false)));
    center.feed(command(1, Command::PauseRecording { contact: contact(1) }));
    center.wait(RECORDING_PAUSE_MAX);
    assert_eq!(presses(&mut center), Some((3, false)), "the pause is over by itself");
}

#[test]
fn a_thousand_keys_of_one_call_are_told_and_no_more() {
    let mut center = center();
    for place in 1..=KEYS_MAX {
        assert_eq!(presses(&mut center), Some((place, false)));
        center.wait(Millis(1));
    }
    assert_eq!(presses(&mut center), None);
}
