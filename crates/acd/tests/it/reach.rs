//! What counts from the last frame and not from the moment in which its absence was noticed (ST10, VC51).

use acd::{
    AudioChanged, Browser, Chosen, Command, ContactState, Event, Fact, Greeting, Millis,
    OfflineWhy, Refused, Timestamp,
};

use crate::center::{
    Center, command, contact, fact, member, put_group, put_member, put_number, voice_group,
};

#[test]
fn st10_forty_five_seconds_count_from_the_last_frame() {
    let mut center = center();
    center.wait(Millis::from_secs(10));
    let last_frame = Timestamp(center.now.0 - 10_000);
    center.feed(fact(Fact::BrowserQuiet { member: member(1), last_frame }));
    center.wait(Millis(34_999));
    assert_eq!(chosen(&center), Chosen::Available);
    center.wait(Millis(1));
    assert_eq!(chosen(&center), Chosen::Offline { why: OfflineWhy::ConnectionLost });
}

#[test]
fn st10_a_last_frame_of_the_future_is_now() {
    let mut center = center();
    center.feed(fact(Fact::BrowserQuiet { member: member(1), last_frame: Timestamp(u64::MAX) }));
    let browser = center.acd.agent(member(1)).unwrap().browser;
    assert_eq!(browser, Browser::Quiet { since: center.now });
}

#[test]
fn vc51_the_minute_counts_from_the_loss_whoever_noticed_it_first() {
    let mut center = talking();
    let loss = center.now;
    center.wait(Millis::from_secs(5));
    center.feed(fact(Fact::AgentSilent { contact: contact(1), member: member(1) }));
    center.wait(Millis::from_secs(5));
    center.feed(fact(Fact::BrowserQuiet { member: member(1), last_frame: loss }));
    center.wait(Millis(49_999));
    assert!(center.acd.voice_contact_of(member(1)).is_some(), "a minute is not over");
    center.wait(Millis(1));
    let call = center.acd.contact(contact(1)).unwrap();
    assert!(matches!(call.state, ContactState::Waiting(_)), "{:?}", call.state);
}

#[test]
fn vc51_a_quiet_browser_alone_takes_no_call_away() {
    let mut center = talking();
    let last_frame = center.now;
    center.feed(fact(Fact::BrowserQuiet { member: member(1), last_frame }));
    center.wait(Millis::from_secs(600));
    assert!(center.acd.voice_contact_of(member(1)).is_some(), "both still hear each other");
    center.feed(fact(Fact::CustomerHungUp { contact: contact(1) }));
    center.feed(fact(Fact::DeadlineReached));
    let offline = Chosen::Offline { why: OfflineWhy::ConnectionLost };
    assert_eq!(chosen(&center), offline, "the grace had passed when the call was over");
}

/// A state of before this rule may hold one.
#[test]
fn ac06_a_call_that_rings_where_no_sound_is_cannot_be_accepted() {
    let mut center = center();
    center.call(1);
    center.acd.apply(&Event::AudioChanged(AudioChanged { member: member(1), ready: false }));
    let (contact, fence) = (contact(1), center.acd.offer(contact(1)).unwrap().fence);
    let accept = command(1, Command::Accept { contact, fence });
    assert_eq!(center.acd.handle(accept, center.now).unwrap_err(), Refused::NoAudio);
}

fn center() -> Center {
    let mut center = Center::new([
        put_member(1),
        put_group(voice_group(1, [1])),
        put_number(1, 1, Greeting::None),
    ]);
    center.online(1);
    center
}

fn talking() -> Center {
    let mut center = center();
    center.call(1);
    let (contact, fence) = (contact(1), center.acd.offer(contact(1)).unwrap().fence);
    center.feed(command(1, Command::Accept { contact, fence }));
    center.feed(fact(Fact::AgentHeard { contact, member: member(1) }));
    center
}

fn chosen(center: &Center) -> Chosen {
    center.acd.agent(member(1)).unwrap().chosen
}
