//! VC20: a flow in the middle of a talk. What agents and customers see of it, the plays tell.

use acd::{
    Aside, Command, ConfigChange, CustomerHears, EndReason, Event, Fact, Group, Input, Millis,
    RECORDING_PAUSE_MAX, Recording, RecordingPolicy, Refused, Talk, TransferTo, Wanted,
};
use flow::{Key, Listening, Meaning, Outcome, RUN_MAX};

use crate::center::{
    Center, command, contact, fact, flow_id, flow_version, group, member, put_aside, put_group,
    put_member, put_number, voice_group,
};

const CARD: u64 = 2;
const CHOICE: u64 = 3;

/// Member 1 talks with the first customer, and is recorded.
fn talking() -> Center {
    let recording = Group { recording: RecordingPolicy::On, ..voice_group(1, [1]) };
    let number = put_number(1, 1, acd::Greeting::None);
    let mut center = Center::new(
        [put_member(1), put_member(2), put_group(recording), number].into_iter().chain(put_aside()),
    );
    center.online(1);
    center.call(1);
    center.feed(fact(Fact::NoticeEnded { contact: contact(1) }));
    let (contact, fence) = (contact(1), center.acd.offer(contact(1)).unwrap().fence);
    center.feed(command(1, Command::Accept { contact, fence }));
    center.feed(fact(Fact::AgentHeard { contact, member: member(1) }));
    center
}

fn start(center: &mut Center, flow: u64) -> Result<Vec<Event>, Refused> {
    tries(center, 1, Command::StartSelfService { contact: contact(1), flow: flow_id(flow) })
}

fn tries(center: &mut Center, by: u64, act: Command) -> Result<Vec<Event>, Refused> {
    let outputs = center.acd.handle(command(by, act), center.now)?;
    center.acd.check();
    Ok(outputs.into_iter().filter_map(crate::center::event).collect())
}

fn press(center: &mut Center, meaning: Meaning, masked: bool) -> Vec<Event> {
    let told = Fact::KeyPressed { contact: contact(1), meaning: Some(meaning), masked };
    let events = center.feed(fact(told));
    center.acd.check();
    events
}

fn talk(center: &Center) -> Talk {
    *center.acd.contact(contact(1)).unwrap().talk().unwrap()
}

fn aside(center: &Center) -> (CustomerHears, Option<Aside>, Recording) {
    match center.acd.wanted(contact(1)) {
        Wanted::Talking { customer_hears, self_service, recording, .. } => {
            (customer_hears, self_service, recording)
        }
        other => unreachable!("{other:?}"),
    }
}

fn outcome(center: &Center) -> Option<Outcome> {
    talk(center).self_service.unwrap().run.outcome()
}

#[test]
fn vc20_the_customer_walks_the_flow_and_hears_the_hold_prompt_at_its_end() {
    let mut center = talking();
    start(&mut center, CARD).unwrap();
    let (hears, inside, _) = aside(&center);
    assert_eq!(hears, CustomerHears::Flow);
    let walk = inside.unwrap().walk.unwrap();
    assert_eq!((walk.version, inside.unwrap().listening), (flow_version(CARD), Listening::Nobody));
    for _ in 0..4 {
        press(&mut center, Meaning::Digit, true);
    }
    let turn = center.acd.contact(contact(1)).unwrap().run().unwrap().turn();
    let input = flow::Input::PromptsEnded { turn };
    center.feed(fact(Fact::Flow { contact: contact(1), input }));
    assert_eq!(outcome(&center), Some(Outcome::Finished));
    let (hears, inside, _) = aside(&center);
    assert_eq!((hears, inside.unwrap().walk), (CustomerHears::Music, None));
    assert_eq!(press(&mut center, Meaning::Unasked, true).len(), 1, "told, and nothing else");
    tries(&mut center, 1, Command::TakeBack { contact: contact(1) }).unwrap();
    assert_eq!(aside(&center), (CustomerHears::Agent, None, talk(&center).recording));
}

#[test]
fn vc20_a_flow_may_bring_the_customer_back_by_itself() {
    let mut center = talking();
    start(&mut center, CHOICE).unwrap();
    let one = Key::from_char('1').map(Meaning::Option).unwrap();
    let events = press(&mut center, one, false);
    assert!(matches!(events.last(), Some(Event::SelfServiceEnded(_))), "{events:?}");
    assert_eq!(talk(&center).self_service, None);
}

#[test]
fn vc20_what_the_group_does_not_offer_is_not_started() {
    let mut center = talking();
    assert_eq!(start(&mut center, 9), Err(Refused::UnknownFlow));
    assert_eq!(start(&mut center, 4), Err(Refused::FlowNotAllowed), "a survey");
    let none = Group { self_service: [].into(), ..voice_group(1, [1]) };
    center.feed(Input::Config { change: put_group(none) });
    assert_eq!(start(&mut center, CARD), Err(Refused::FlowNotAllowed));
    let back = Command::TakeBack { contact: contact(1) };
    assert_eq!(tries(&mut center, 1, back), Err(Refused::NotInFlow));
    let theirs = Command::StartSelfService { contact: contact(1), flow: flow_id(CARD) };
    assert_eq!(tries(&mut center, 2, theirs), Err(Refused::NotYourContact));
}

#[test]
fn vc20_in_a_flow_nothing_reaches_for_the_customer() {
    let mut center = talking();
    let contact = contact(1);
    let reaching = [
        Command::Hold { contact },
        Command::SendKeys { contact },
        Command::Transfer { contact, to: TransferTo::Group(group(1)) },
        Command::StartSelfService { contact, flow: flow_id(CARD) },
        Command::ResumeRecording { contact },
    ];
    start(&mut center, CARD).unwrap();
    for act in reaching {
        assert_eq!(tries(&mut center, 1, act), Err(Refused::InFlow), "{act:?}");
    }
    let mute = Command::Mute { contact };
    tries(&mut center, 1, mute).unwrap();
    tries(&mut center, 1, Command::PauseRecording { contact }).unwrap();
    assert_eq!(aside(&center).0, CustomerHears::Flow);
    tries(&mut center, 1, Command::TakeBack { contact }).unwrap();
    assert_eq!(aside(&center).0, CustomerHears::Silence, "the agent is muted still");
}

#[test]
fn vc20_a_flow_that_is_through_can_be_started_again_and_ends_a_hold() {
    let mut center = talking();
    let contact = contact(1);
    tries(&mut center, 1, Command::Hold { contact }).unwrap();
    start(&mut center, CARD).unwrap();
    assert_eq!(talk(&center).hold_since, None);
    center.wait(Millis::from_secs(60 * 60));
    assert_eq!(outcome(&center), Some(Outcome::Finished), "nobody pressed a key");
    let events = start(&mut center, CARD).unwrap();
    assert!(events.iter().any(|event| matches!(event, Event::SelfServiceEnded(_))), "{events:?}");
    assert_eq!(aside(&center).0, CustomerHears::Flow);
}

#[test]
fn vc20_nothing_is_kept_while_a_secret_is_keyed() {
    let mut center = talking();
    let contact = contact(1);
    start(&mut center, CARD).unwrap();
    assert!(matches!(aside(&center).2, Recording::Paused { until: None, .. }));
    center.wait(RECORDING_PAUSE_MAX.max(RUN_MAX));
    assert!(matches!(aside(&center).2, Recording::Paused { .. }), "no pause ends in there");
    tries(&mut center, 1, Command::TakeBack { contact }).unwrap();
    assert!(matches!(aside(&center).2, Recording::On { .. }));
    start(&mut center, CHOICE).unwrap();
    assert!(matches!(aside(&center).2, Recording::On { .. }), "no secret is keyed there");
}

#[test]
fn vc20_a_pause_that_the_agent_has_made_goes_on_beyond_the_flow() {
    let mut center = talking();
    let contact = contact(1);
    tries(&mut center, 1, Command::PauseRecording { contact }).unwrap();
    start(&mut center, CARD).unwrap();
    center.wait(Millis::from_secs(3));
    tries(&mut center, 1, Command::TakeBack { contact }).unwrap();
    assert!(matches!(aside(&center).2, Recording::Paused { until: Some(_), .. }));
    center.wait(RECORDING_PAUSE_MAX);
    assert!(matches!(aside(&center).2, Recording::On { .. }));
}

#[test]
fn f39_whoever_ends_the_talk_ends_the_flow_before_it() {
    let ends: [(Input, EndReason, Outcome); 3] = [
        (
            fact(Fact::CustomerHungUp { contact: contact(1) }),
            EndReason::EndedByCustomer,
            Outcome::CustomerLeft,
        ),
        (
            command(1, Command::HangUp { contact: contact(1) }),
            EndReason::EndedByAgent,
            Outcome::TakenBack,
        ),
        (
            fact(Fact::ProcessLost { back: crate::center::NOON }),
            EndReason::SystemFault,
            Outcome::TakenBack,
        ),
    ];
    for (input, expected, how) in ends {
        let mut center = talking();
        start(&mut center, CARD).unwrap();
        center.wait(Millis::from_secs(2));
        let events = center.feed(input);
        center.acd.check();
        let steps: Vec<&str> = events.iter().filter_map(name).collect();
        assert_eq!(steps, ["over", "back", "left", "ended", "work"], "{events:?}");
        let over = events.iter().find_map(|event| match event {
            Event::FlowMoved(moved) => Some(moved.step),
            _ => None,
        });
        assert!(matches!(over, Some(flow::Event::Ended(ended)) if ended.outcome == how));
        assert_eq!(center.acd.end_reason(contact(1)), Some(expected));
    }
}

fn name(event: &Event) -> Option<&'static str> {
    match event {
        Event::FlowMoved(_) => Some("over"),
        Event::SelfServiceEnded(_) => Some("back"),
        Event::MemberLeft(_) => Some("left"),
        Event::ContactEnded(_) => Some("ended"),
        Event::AcwStarted(_) => Some("work"),
        _ => None,
    }
}

/// The customer is not made to wait for somebody whom they do not wait for.
#[test]
fn vc51_an_agent_who_is_lost_meanwhile_loses_the_call_at_the_flow_s_end() {
    let mut center = talking();
    let contact = contact(1);
    start(&mut center, CARD).unwrap();
    center.feed(fact(Fact::AgentSilent { contact, member: member(1) }));
    assert_eq!(aside(&center).0, CustomerHears::Flow);
    center.feed(fact(Fact::BrowserQuiet { member: member(1), last_frame: center.now }));
    let lost = center.now.after(Millis::from_secs(60));
    let mut back_at = None;
    while back_at.is_none() {
        center.wait(Millis::from_secs(1));
        center.acd.check();
        let call = center.acd.contact(contact).unwrap();
        back_at = call.talk().is_none().then_some(center.now);
        assert!(call.talk().is_none_or(|talk| talk.is_in_flow() || center.now < lost));
    }
    assert!(center.acd.queue_place(contact).is_some(), "at the head of its group");
}

#[test]
fn vc20_a_version_that_somebody_walks_is_kept() {
    let mut center = talking();
    start(&mut center, CARD).unwrap();
    center.feed(Input::Config { change: ConfigChange::FlowRemoved { id: flow_id(CARD) } });
    assert!(center.acd.flow(flow_version(CARD)).is_some());
    tries(&mut center, 1, Command::TakeBack { contact: contact(1) }).unwrap();
    center.feed(Input::Config { change: ConfigChange::FlowRemoved { id: flow_id(CARD) } });
    assert!(center.acd.flow(flow_version(CARD)).is_none());
    assert_eq!(start(&mut center, CARD), Err(Refused::UnknownFlow));
}
