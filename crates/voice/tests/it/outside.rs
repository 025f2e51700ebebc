//! A customer and a line outside (VC13), or a phone of ours (VC12).

use acd::{
    Callee, CustomerHears, DialFailure, EndReason, ExternalLine, ExternalNews, Fact, PhoneId,
    Progress, Wanted,
};
use media::{CloseReason, Digit, LegId, PromptId, Source};
use sip::Cause;
use voice::{
    Action, Input, LineEvent, OutsideAction, PROBE_MAX, QUIET_MAX, QUIET_ON_HOLD_MAX, external_leg,
};

use crate::rig::{
    ANN, CALLED, CONTACT, Line, MUSIC, RING_BACK, Rig, SHOWN, TONE, customer, talking,
};

const OUTSIDE: Callee = Callee::Customer { customer: CALLED, number: SHOWN };
const LOBBY: Callee = Callee::Phone { phone: PhoneId(uuid::Uuid::from_u64_pair(12, 0)) };

pub(crate) fn external() -> LegId {
    external_leg(CONTACT)
}

pub(crate) fn wanted(line: ExternalLine) -> Wanted {
    Wanted::External { callee: OUTSIDE, line }
}

impl Rig {
    /// Ann has handed the customer to a line outside that has said nothing yet.
    fn handed() -> Self {
        let mut rig = Self::talking();
        rig.want(wanted(ExternalLine::Dialling));
        rig
    }

    /// The two talk.
    fn joined() -> Self {
        let mut rig = Self::handed();
        rig.outside(LineEvent::Answered);
        rig.flowing(external());
        rig.want(wanted(ExternalLine::Talking));
        rig.facts.clear();
        rig
    }

    /// What the line outside reports, where it can.
    pub(crate) fn outside(&mut self, event: LineEvent) -> Vec<Action> {
        match (event, self.outside) {
            (LineEvent::EarlyLeg, Some(Line::Dialled)) => {
                self.plane.entry(external()).or_insert(Source::Silence);
            }
            (LineEvent::Answered, Some(Line::Dialled)) => {
                self.outside = Some(Line::Answered);
                self.plane.entry(external()).or_insert(Source::Silence);
            }
            (LineEvent::Failed(_), Some(Line::Dialled))
            | (LineEvent::HungUp | LineEvent::Broken(_), Some(Line::Answered)) => {
                self.outside = Some(Line::LeftByCustomer);
            }
            (LineEvent::Rings, Some(Line::Dialled))
            | (LineEvent::Probed | LineEvent::OnHold(_), Some(Line::Answered)) => {}
            _ => return Vec::new(),
        }
        self.input(Input::Outside(event))
    }

    pub(crate) fn carry_out_outside(&mut self, action: OutsideAction) {
        let live = matches!(self.outside, Some(Line::Dialled | Line::Answered));
        match action {
            OutsideAction::Call { callee } => {
                assert!(!live, "one line outside at a time");
                assert!([OUTSIDE, LOBBY].contains(&callee), "{callee:?}");
                self.outside = Some(Line::Dialled);
            }
            OutsideAction::HangUp(cause) => {
                assert!(live, "hung up once");
                self.outside = Some(Line::HungUp(cause));
            }
            OutsideAction::Probe | OutsideAction::SendKey(_) => {
                assert_eq!(self.outside, Some(Line::Answered));
            }
            OutsideAction::CloseLeg => {
                assert!(self.plane.remove(&external()).is_some(), "closed once, while open");
            }
        }
    }

    /// I19: the customer and who is outside hear each other, and nobody else hears anybody.
    pub(crate) fn check_outside(&self, line: ExternalLine) {
        for (leg, hears) in &self.plane {
            let allowed = match *hears {
                Source::Silence => *leg != customer() || self.outside == Some(Line::Answered),
                MUSIC | RING_BACK => *leg == customer(),
                TONE => line == ExternalLine::Warned && [customer(), external()].contains(leg),
                Source::Leg(other) if *leg == customer() => other == external(),
                Source::Leg(other) => {
                    *leg == external() && other == customer() && line != ExternalLine::Dialling
                }
                Source::Prompt { .. } | Source::Two(..) => false,
            };
            assert!(allowed, "{leg:?} hears {hears:?} with {line:?} outside");
        }
        self.check_ends();
    }
}

fn news(news: ExternalNews) -> Fact {
    Fact::External { contact: CONTACT, news }
}

fn hear(rig: &Rig) -> [Option<Source>; 3] {
    [rig.hears(rig.phones[&ANN]), rig.customer_hears(), rig.hears(external())]
}

#[test]
fn vc13_music_then_the_ringing_then_who_answers() {
    let mut rig = Rig::handed();
    assert_eq!(hear(&rig), [Some(Source::Silence), Some(MUSIC), None]);
    rig.outside(LineEvent::Rings);
    assert_eq!(rig.customer_hears(), Some(RING_BACK));
    rig.outside(LineEvent::Answered);
    let there = Some(Source::Leg(external()));
    assert_eq!(
        hear(&rig),
        [Some(Source::Silence), there, Some(Source::Silence)],
        "not on disk yet"
    );
    rig.want(wanted(ExternalLine::Talking));
    assert_eq!(hear(&rig), [Some(Source::Silence), there, Some(Source::Leg(customer()))]);
    let rings = news(ExternalNews::Progressed { progress: Progress::Ringing });
    assert_eq!(rig.facts, [rings, news(ExternalNews::Answered)]);
}

#[test]
fn vc13_a_sound_of_the_far_ends_own_replaces_the_tone() {
    let mut rig = Rig::handed();
    rig.outside(LineEvent::EarlyLeg);
    assert_eq!(rig.customer_hears(), Some(MUSIC), "a promise of sound is no sound");
    rig.flowing(external());
    assert_eq!(rig.customer_hears(), Some(Source::Leg(external())));
    rig.outside(LineEvent::Rings);
    assert_eq!(rig.customer_hears(), Some(Source::Leg(external())));
}

#[test]
fn vc14_a_line_that_comes_to_nothing_leaves_music_and_is_not_called_again() {
    let mut rig = Rig::handed();
    rig.outside(LineEvent::EarlyLeg);
    rig.outside(LineEvent::Rings);
    let actions = rig.outside(LineEvent::Failed(DialFailure::Busy));
    assert!(actions.contains(&Action::Outside(OutsideAction::CloseLeg)), "{actions:?}");
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    assert_eq!(rig.facts.last(), Some(&news(ExternalNews::Failed { why: DialFailure::Busy })));
    assert_eq!(rig.want(wanted(ExternalLine::Dialling)), []);
    rig.want(Wanted::Waiting);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    rig.want(wanted(ExternalLine::Dialling));
    assert_eq!(rig.outside, Some(Line::Dialled), "another one is");
}

#[test]
fn vc13_a_line_that_is_wanted_no_more_is_taken_back() {
    let mut rig = Rig::handed();
    rig.outside(LineEvent::Rings);
    rig.want(Wanted::Waiting);
    assert_eq!(rig.outside, Some(Line::HungUp(Cause::NORMAL_CLEARING)));
    assert_eq!(rig.customer_hears(), Some(MUSIC));
}

#[test]
fn vc13_either_side_that_hangs_up_ends_the_other() {
    let mut rig = Rig::joined();
    rig.line(LineEvent::HungUp);
    assert_eq!(rig.outside, Some(Line::HungUp(Cause::NORMAL_CLEARING)));
    assert_eq!(rig.facts, [Fact::CustomerHungUp { contact: CONTACT }]);
    rig.end(EndReason::TransferredOut);
    assert!(rig.call.is_over());

    let mut rig = Rig::joined();
    rig.outside(LineEvent::HungUp);
    assert_eq!(rig.facts, [news(ExternalNews::HungUp)]);
    assert_eq!(rig.customer_hears(), Some(MUSIC), "until the core has heard of it");
    rig.end(EndReason::TransferredOut);
    assert_eq!(rig.line, Line::HungUp(Cause::NORMAL_CLEARING));
    assert!(rig.call.is_over());
}

#[test]
fn vc14_a_far_end_that_dies_is_probed_and_given_up() {
    let mut rig = Rig::joined();
    rig.quiet(external());
    assert_eq!(rig.pass(QUIET_MAX), [Action::Outside(OutsideAction::Probe)]);
    rig.pass(PROBE_MAX);
    assert_eq!(rig.outside, Some(Line::HungUp(Cause::Q850(102))));
    assert_eq!(rig.facts, [news(ExternalNews::Lost)]);
    assert_eq!(rig.customer_hears(), Some(MUSIC));

    let mut rig = Rig::joined();
    rig.closed(external(), CloseReason::Lost);
    assert_eq!(rig.facts, [news(ExternalNews::Lost)]);
    assert_eq!(rig.customer_hears(), Some(MUSIC));
}

#[test]
fn vc13_both_are_told_once_that_the_talk_will_be_ended() {
    let mut rig = Rig::joined();
    rig.want(wanted(ExternalLine::Warned));
    assert_eq!(hear(&rig)[1..], [Some(TONE); 2]);
    let over = |leg| media::Event::PromptEnded { leg, prompt: PromptId::BEEP, play: 0 };
    rig.input(Input::Media(over(customer())));
    rig.input(Input::Media(over(external())));
    let joined = [Some(Source::Leg(external())), Some(Source::Leg(customer()))];
    assert_eq!(hear(&rig)[1..], joined);
    assert_eq!(rig.want(wanted(ExternalLine::Warned)), []);
}

#[test]
fn vc13_keys_go_to_the_line_outside_and_are_kept_nowhere() {
    let mut rig = Rig::joined();
    let five = Digit::from_char('5').unwrap();
    let actions = rig.line(LineEvent::Key(five));
    assert_eq!(actions, [Action::Outside(OutsideAction::SendKey(five))]);
    assert_eq!(rig.keys, "");
}

#[test]
fn vc13_a_customer_who_comes_back_talks_with_an_agent_again() {
    let mut rig = Rig::joined();
    rig.want(talking(ANN, CustomerHears::Agent));
    let ann = rig.phones[&ANN];
    rig.flowing(ann);
    assert_eq!(hear(&rig), [Some(Source::Leg(customer())), Some(Source::Leg(ann)), None]);
}

#[test]
fn vc12_the_customer_hears_music_until_the_phone_answers_and_then_whoever_is_there() {
    let mut rig = Rig::talking();
    rig.want(Wanted::External { callee: LOBBY, line: ExternalLine::Dialling });
    rig.outside(LineEvent::Rings);
    assert_eq!(rig.plane[&customer()], MUSIC, "how it rings there is nobody's news");
    assert_eq!(rig.facts, [], "and nothing is told of it");
    rig.outside(LineEvent::Answered);
    rig.flowing(external());
    assert_eq!(rig.facts, [news(ExternalNews::Answered)]);
    rig.want(Wanted::External { callee: LOBBY, line: ExternalLine::Talking });
    assert_eq!(rig.plane[&customer()], Source::Leg(external()));
    assert_eq!(rig.plane[&external()], Source::Leg(customer()));
}

#[test]
fn vc12_whom_a_phone_of_ours_puts_on_hold_hears_music_and_the_phone_is_asked_whether_it_is_there() {
    let mut rig = Rig::talking();
    rig.want(Wanted::External { callee: LOBBY, line: ExternalLine::Dialling });
    rig.outside(LineEvent::Answered);
    rig.flowing(external());
    rig.want(Wanted::External { callee: LOBBY, line: ExternalLine::Talking });
    rig.facts.clear();
    rig.outside(LineEvent::OnHold(true));
    assert_eq!(rig.customer_hears(), Some(MUSIC));
    assert_eq!(rig.pass(QUIET_MAX), [], "a phone on hold may be silent for long");
    rig.outside(LineEvent::OnHold(false));
    assert_eq!(rig.customer_hears(), Some(Source::Leg(external())));
    assert_eq!(rig.pass(QUIET_ON_HOLD_MAX), [], "the plane would miss it");

    rig.outside(LineEvent::OnHold(true));
    assert_eq!(rig.pass(QUIET_ON_HOLD_MAX), [Action::Outside(OutsideAction::Probe)]);
    rig.outside(LineEvent::Probed);
    assert_eq!(rig.pass(QUIET_ON_HOLD_MAX), [Action::Outside(OutsideAction::Probe)]);
    rig.pass(PROBE_MAX);
    assert_eq!(rig.facts, [news(ExternalNews::Lost)], "F36");
    assert_eq!(rig.outside, Some(Line::HungUp(Cause::Q850(102))));
}
