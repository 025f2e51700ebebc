//! VC15: what becomes of the legs while somebody outside is asked.

use acd::{ConsultStage, ConsultWith, CustomerHears, ExternalLine, ExternalNews, Fact};
use media::{Digit, Source};
use voice::{Action, LineEvent, OutsideAction};

use crate::outside::{external, wanted};
use crate::rig::{ANN, CONTACT, Line, MUSIC, RING_BACK, Rig, asking_outside, customer, talking};

/// Ann asks outside, and nothing has come from there.
fn calling() -> Rig {
    let mut rig = Rig::talking();
    rig.want(asking_outside(ConsultStage::Ringing, ConsultWith::Consultant, false));
    rig
}

/// She talks with them about the customer, who hears music.
fn asked() -> Rig {
    let mut rig = calling();
    rig.outside(LineEvent::Answered);
    rig.flowing(external());
    rig.want(asking_outside(ConsultStage::Talking, ConsultWith::Consultant, false));
    rig.facts.clear();
    rig
}

/// What Ann, who is outside, and the customer hear.
fn hear(rig: &Rig) -> [Option<Source>; 3] {
    [rig.hears(rig.phones[&ANN]), rig.hears(external()), rig.customer_hears()]
}

#[test]
fn vc15_the_agent_hears_how_the_call_goes_and_then_who_answers() {
    let mut rig = calling();
    assert_eq!(rig.outside, Some(Line::Dialled));
    assert_eq!(hear(&rig), [Some(Source::Silence), None, Some(MUSIC)]);
    rig.outside(LineEvent::Rings);
    assert_eq!(hear(&rig), [Some(RING_BACK), None, Some(MUSIC)]);
    rig.outside(LineEvent::Answered);
    let there = Some(Source::Leg(external()));
    assert_eq!(hear(&rig), [there, Some(Source::Silence), Some(MUSIC)], "not on disk yet");
    rig.want(asking_outside(ConsultStage::Talking, ConsultWith::Consultant, false));
    let ann = Some(Source::Leg(rig.phones[&ANN]));
    assert_eq!(hear(&rig), [there, ann, Some(MUSIC)]);
}

#[test]
fn vc15_the_far_ends_own_sound_is_for_the_agent_alone() {
    let mut rig = calling();
    rig.outside(LineEvent::EarlyLeg);
    rig.flowing(external());
    let there = Some(Source::Leg(external()));
    assert_eq!(hear(&rig), [there, Some(Source::Silence), Some(MUSIC)]);
}

#[test]
fn vc15_swapped_merged_and_left_alone_with_the_customer() {
    let mut rig = asked();
    let ann = rig.phones[&ANN];
    let leg = |leg| Some(Source::Leg(leg));
    rig.want(asking_outside(ConsultStage::Talking, ConsultWith::Customer, false));
    assert_eq!(hear(&rig), [leg(customer()), Some(MUSIC), leg(ann)]);
    rig.want(asking_outside(ConsultStage::Talking, ConsultWith::All, false));
    let two = |one, other| Some(Source::Two(one, other));
    let three = [two(customer(), external()), two(customer(), ann), two(ann, external())];
    assert_eq!(hear(&rig), three);
    rig.want(asking_outside(ConsultStage::Talking, ConsultWith::All, true));
    let muted = [two(customer(), external()), leg(customer()), leg(external())];
    assert_eq!(hear(&rig), muted, "who is muted is heard by nobody");
    let actions = rig.want(wanted(ExternalLine::Talking));
    assert!(!actions.iter().any(|it| matches!(it, Action::Outside(_))), "the line is the same one");
    assert_eq!(hear(&rig), [Some(Source::Silence), leg(customer()), leg(external())]);
}

#[test]
fn vc15_cancelled_the_line_outside_ends_and_the_two_talk() {
    let mut rig = asked();
    let actions = rig.want(talking(ANN, CustomerHears::Agent));
    let hung_up = |it: &Action| matches!(it, Action::Outside(OutsideAction::HangUp(_)));
    assert!(actions.iter().any(hung_up));
    let both = [Some(Source::Leg(customer())), None, Some(Source::Leg(rig.phones[&ANN]))];
    assert_eq!(hear(&rig), both);
}

#[test]
fn vc15_who_is_outside_and_hangs_up_is_told_and_heard_no_more() {
    let mut rig = asked();
    rig.want(asking_outside(ConsultStage::Talking, ConsultWith::All, false));
    rig.outside(LineEvent::HungUp);
    assert_eq!(rig.facts, [Fact::External { contact: CONTACT, news: ExternalNews::HungUp }]);
    let both = [Some(Source::Leg(customer())), None, Some(Source::Leg(rig.phones[&ANN]))];
    assert_eq!(hear(&rig), both, "the two others go on at once");
}

#[test]
fn vc15_what_the_customer_presses_is_not_for_who_is_asked() {
    let mut rig = asked();
    rig.line(LineEvent::Key(Digit::from_char('5').unwrap()));
    assert_eq!(rig.keys, "5");
}
