//! VC22: a customer is asked after the talk, once and only where that was wanted.

use acd::{
    Command, ContactState, EndReason, Event, Fact, Group, Input, Millis, Refused, SurveyWhen,
    Wanted,
};
use flow::{Meaning, Way};

use crate::center::{
    Center, command, contact, fact, flow_id, member, put_aside, put_group, put_member, put_number,
    voice_group,
};

fn talking(group: Group) -> Center {
    let number = put_number(1, 1, acd::Greeting::None);
    let mut center =
        Center::new([put_member(1), put_group(group), number].into_iter().chain(put_aside()));
    center.online(1);
    center.call(1);
    let (contact, fence) = (contact(1), center.acd.offer(contact(1)).unwrap().fence);
    center.feed(command(1, Command::Accept { contact, fence }));
    center.feed(fact(Fact::AgentHeard { contact, member: member(1) }));
    center.wait(Millis::from_secs(5));
    center
}

fn by_button() -> Center {
    talking(voice_group(1, [1]))
}

fn asks(center: &mut Center) -> Result<(), Refused> {
    let ask = command(1, Command::AskSatisfaction { contact: contact(1) });
    center.acd.handle(ask, center.now).map(drop)
}

fn hangs_up(center: &mut Center) -> Vec<Event> {
    let events = center.feed(command(1, Command::HangUp { contact: contact(1) }));
    center.acd.check();
    events
}

fn is_asked(center: &Center) -> bool {
    let state = center.acd.contact(contact(1)).map(|call| &call.state);
    matches!(state, Some(ContactState::Surveyed(_)))
}

#[test]
fn vc22_the_customer_is_asked_while_the_agent_is_at_work_already() {
    let mut center = by_button();
    asks(&mut center).unwrap();
    hangs_up(&mut center);
    assert!(is_asked(&center));
    assert!(matches!(center.acd.wanted(contact(1)), Wanted::InFlow { .. }));
    assert_eq!(center.acd.label(member(1)), Some(acd::Label::AfterCallWork));
    let score = Meaning::Score(4);
    let told = Fact::KeyPressed { contact: contact(1), meaning: Some(score), masked: false };
    let events = center.feed(fact(told));
    let scored = events.iter().any(|event| match event {
        Event::FlowMoved(moved) => {
            matches!(moved.step, flow::Event::Left(left) if left.way == Way::Scored(4))
        }
        _ => false,
    });
    assert!(scored, "{events:?}");
    center.wait(Millis::from_secs(60 * 60));
    assert_eq!(center.acd.end_reason(contact(1)), Some(EndReason::EndedByAgent));
}

#[test]
fn vc22_nobody_is_asked_without_a_word_or_twice() {
    let mut center = by_button();
    hangs_up(&mut center);
    assert_eq!(center.acd.end_reason(contact(1)), Some(EndReason::EndedByAgent));
    let mut center = by_button();
    asks(&mut center).unwrap();
    assert_eq!(asks(&mut center), Err(Refused::SurveyGiven));
    let mut center = talking(Group { survey_when: SurveyWhen::Always, ..voice_group(1, [1]) });
    assert_eq!(asks(&mut center), Err(Refused::SurveyGiven));
    hangs_up(&mut center);
    assert!(is_asked(&center));
}

#[test]
fn vc22_a_group_without_a_survey_asks_nobody() {
    let mut center = talking(Group { survey: None, ..voice_group(1, [1]) });
    assert_eq!(asks(&mut center), Err(Refused::FlowNotAllowed));
    let mut center = talking(Group { survey: Some(flow_id(2)), ..voice_group(1, [1]) });
    assert_eq!(asks(&mut center), Err(Refused::FlowNotAllowed), "that is a self-service");
    let mut center = talking(Group { survey: Some(flow_id(9)), ..voice_group(1, [1]) });
    assert_eq!(asks(&mut center), Err(Refused::UnknownFlow));
    let mut center = by_button();
    asks(&mut center).unwrap();
    center.feed(Input::Config { change: acd::ConfigChange::FlowRemoved { id: flow_id(4) } });
    hangs_up(&mut center);
    assert_eq!(center.acd.end_reason(contact(1)), Some(EndReason::EndedByAgent));
}

#[test]
fn vc22_who_hung_up_is_asked_nothing_and_who_hangs_up_now_has_ended_nothing() {
    let mut center = by_button();
    asks(&mut center).unwrap();
    center.feed(fact(Fact::CustomerHungUp { contact: contact(1) }));
    assert_eq!(center.acd.end_reason(contact(1)), Some(EndReason::EndedByCustomer));
    let mut center = by_button();
    asks(&mut center).unwrap();
    hangs_up(&mut center);
    center.feed(fact(Fact::CustomerHungUp { contact: contact(1) }));
    assert_eq!(center.acd.end_reason(contact(1)), Some(EndReason::EndedByAgent));
    assert_eq!(center.acd.agent(member(1)).unwrap().acw.map(|acw| acw.contact), Some(contact(1)));
}

#[test]
fn vc22_a_customer_who_is_asked_belongs_to_nobody() {
    let mut center = by_button();
    asks(&mut center).unwrap();
    hangs_up(&mut center);
    for act in [
        Command::HangUp { contact: contact(1) },
        Command::Hold { contact: contact(1) },
        Command::AskSatisfaction { contact: contact(1) },
    ] {
        let outcome = center.acd.handle(command(1, act), center.now);
        assert_eq!(outcome, Err(Refused::NotYourContact), "{act:?}");
    }
}
