//! What cannot happen by today's commands alone, but by an outbound call, and is decided here already (ST07).

use acd::{
    Actor, AfterAcw, Chosen, Command, ConfigChange, Event, Fact, Greeting, Input, Label, Millis,
    Settings, StatusChosen,
};

use crate::center::{
    Center, channel, chat_group, command, contact, customer, fact, member, put_channel, put_group,
    put_member, put_number, settings, voice_group,
};

#[test]
fn st07_after_the_work_of_one_who_was_busy_comes_available() {
    assert_eq!(after_work(settings()), Chosen::Available);
}

#[test]
fn st07_or_what_they_were_before() {
    let previous = Settings { after_acw: AfterAcw::Previous, ..settings() };
    assert_eq!(after_work(previous), Chosen::Busy);
}

#[test]
fn st10_sessions_go_back_after_two_minutes_even_from_one_who_talks() {
    let mut center = talking(settings());
    let last_frame = center.now;
    center.feed(fact(Fact::BrowserQuiet { member: member(1), last_frame }));
    center.wait(Millis(119_999));
    assert_eq!(center.acd.sessions_of(member(1)).count(), 1);
    center.wait(Millis(1));
    assert_eq!(center.acd.sessions_of(member(1)).count(), 0);
    assert_eq!(center.acd.label(member(1)), Some(Label::InLine), "the call goes on");
}

/// What is chosen when the work after a call is over that began while Busy.
fn after_work(settings: Settings) -> Chosen {
    let mut center = talking(settings);
    let busy = StatusChosen { member: member(1), to: Chosen::Busy, actor: Actor::Oneself };
    center.acd.apply(&Event::StatusChosen(busy));
    center.wait(Millis::from_secs(2));
    center.feed(command(1, Command::HangUp { contact: contact(1) }));
    assert_eq!(center.acd.label(member(1)), Some(Label::AfterCallWork));
    center.wait(Millis::from_secs(30));
    center.acd.agent(member(1)).unwrap().chosen
}

/// Member 1 with a session and in a call.
fn talking(settings: Settings) -> Center {
    let mut center = Center::new([
        ConfigChange::SettingsPut { settings },
        put_member(1),
        put_group(voice_group(1, [1])),
        put_group(chat_group(2, [1])),
        put_number(1, 1, Greeting::None),
        put_channel(1, 2),
    ]);
    center.online(1);
    let start = Command::StartSession { contact: contact(2), channel: channel(1) };
    center.feed(Input::Command { by: acd::By::Customer(customer(2)), command: start });
    center.call(1);
    let (contact, fence) = (contact(1), center.acd.offer(contact(1)).unwrap().fence);
    center.feed(command(1, Command::Accept { contact, fence }));
    center.feed(fact(Fact::AgentHeard { contact, member: member(1) }));
    center
}
