//! VC30: two members, or one and a phone of ours, and no line to anybody outside.

use std::collections::BTreeMap;
use std::time::Instant;

use acd::{
    Callee, DialFailure, EndReason, ExternalLine, ExternalNews, Fact, Fence, InternalHears,
    InternalLine, PhoneId, Wanted,
};
use media::{LegId, Source};
use voice::{AGENT_GRACE, Action, Call, Input, LineEvent, MemberLegs, OutsideAction, external_leg};

use crate::rig::{ANN, BOB, CONTACT, MUSIC, RING_BACK, noon};

const ANNS: LegId = LegId(101);
const BOBS: LegId = LegId(102);

/// What each leg hears, and what the core was told.
struct Two {
    call: Call,
    now: Instant,
    hears: BTreeMap<LegId, Source>,
    facts: Vec<Fact>,
}

impl Two {
    /// Ann calls, and it rings for Bob.
    fn ringing() -> Self {
        let call = Call::internal(CONTACT);
        let (hears, facts) = (BTreeMap::new(), Vec::new());
        let mut two = Self { call, now: noon(), hears, facts };
        two.want(InternalLine::Ringing { fence: Fence(1) }, [InternalHears::Colleague; 2]);
        two
    }

    fn talking() -> Self {
        let mut two = Self::ringing();
        two.flows(ANNS);
        two.want(InternalLine::Connecting, [InternalHears::Colleague; 2]);
        two.flows(BOBS);
        two.want(InternalLine::Talking, [InternalHears::Colleague; 2]);
        two
    }

    fn want(&mut self, line: InternalLine, [caller_hears, callee_hears]: [InternalHears; 2]) {
        let rings = matches!(line, InternalLine::Ringing { .. });
        let wanted =
            Wanted::Internal { caller: ANN, callee: BOB, line, caller_hears, callee_hears };
        let consultant = (!rings).then_some(BOBS);
        let phones = MemberLegs { agent: Some(ANNS), consultant };
        self.input(Input::Wanted { wanted, phones, flow: None });
    }

    fn flows(&mut self, leg: LegId) {
        self.input(Input::Media(media::Event::Flowing { leg }));
    }

    fn input(&mut self, input: Input) {
        let actions = self.call.handle(input, self.now);
        self.take(actions);
    }

    fn take(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Listen { leg, to } => drop(self.hears.insert(leg, to)),
                Action::Fact(fact) => self.facts.push(fact),
                Action::AwaitFlow { .. } => {}
                other => unreachable!("nobody is outside, and yet {other:?}"),
            }
        }
    }

    fn heard(&self) -> [Source; 2] {
        [ANNS, BOBS].map(|leg| self.hears.get(&leg).copied().unwrap_or(Source::Silence))
    }
}

#[test]
fn vc30_the_caller_hears_it_ring_and_then_the_two_hear_each_other() {
    let mut two = Two::ringing();
    assert_eq!(two.heard(), [RING_BACK, Source::Silence]);
    two.want(InternalLine::Connecting, [InternalHears::Colleague; 2]);
    assert_eq!(two.heard(), [Source::Silence; 2]);
    two.flows(BOBS);
    assert!(two.facts.contains(&Fact::AgentHeard { contact: CONTACT, member: BOB }));
    let two = Two::talking();
    assert_eq!(two.heard(), [Source::Leg(BOBS), Source::Leg(ANNS)]);
    assert!(!two.facts.contains(&Fact::AgentSilent { contact: CONTACT, member: ANN }));
}

#[test]
fn vc30_on_hold_there_is_music_and_muted_nothing() {
    let mut two = Two::talking();
    two.want(InternalLine::Talking, [InternalHears::Silence, InternalHears::Music]);
    assert_eq!(two.heard(), [Source::Silence, MUSIC]);
    two.want(InternalLine::Talking, [InternalHears::Colleague; 2]);
    assert_eq!(two.heard(), [Source::Leg(BOBS), Source::Leg(ANNS)]);
}

#[test]
fn vc51_a_caller_who_was_never_heard_is_missing_once_the_two_talk() {
    let mut two = Two::ringing();
    two.want(InternalLine::Connecting, [InternalHears::Colleague; 2]);
    two.flows(BOBS);
    two.want(InternalLine::Talking, [InternalHears::Colleague; 2]);
    assert!(two.facts.contains(&Fact::AgentSilent { contact: CONTACT, member: ANN }));
    assert_eq!(two.heard(), [Source::Leg(BOBS), MUSIC]);
}

#[test]
fn vc51_who_loses_the_phone_is_replaced_by_music_and_comes_back() {
    let mut two = Two::talking();
    two.input(Input::Phone { member: BOB, leg: None });
    assert_eq!(two.heard()[0], Source::Silence);
    two.now += AGENT_GRACE;
    let actions = two.call.handle_timeout(two.now);
    two.take(actions);
    assert_eq!(two.heard()[0], MUSIC);
    assert!(two.facts.contains(&Fact::AgentSilent { contact: CONTACT, member: BOB }));
    let again = LegId(103);
    two.input(Input::Phone { member: BOB, leg: Some(again) });
    two.flows(again);
    assert_eq!(two.heard()[0], Source::Leg(again));
    assert_eq!(two.hears.get(&again), Some(&Source::Leg(ANNS)));
}

#[test]
fn vc30_its_end_silences_both_and_hangs_up_on_nobody() {
    let mut two = Two::talking();
    let wanted = Wanted::Ended { reason: Some(EndReason::Answered) };
    two.input(Input::Wanted { wanted, phones: MemberLegs::default(), flow: None });
    assert_eq!(two.heard(), [Source::Silence; 2]);
    assert!(two.call.is_over());
}

/// Ann, and the phone in the lobby.
struct AtPhone(Two);

const LOBBY: PhoneId = PhoneId(uuid::Uuid::from_u64_pair(12, 0));

impl AtPhone {
    fn ringing() -> Self {
        let call = Call::internal(CONTACT);
        let (hears, facts) = (BTreeMap::new(), Vec::new());
        let mut it = Self(Two { call, now: noon(), hears, facts });
        let actions = it.want(ExternalLine::Dialling, [InternalHears::Colleague; 2]);
        let phone = Callee::Phone { phone: LOBBY };
        assert_eq!(actions, [OutsideAction::Call { callee: phone }]);
        it
    }

    fn talking() -> Self {
        let mut it = Self::ringing();
        it.0.flows(ANNS);
        it.outside(LineEvent::Answered);
        assert!(it.0.facts.contains(&told(ExternalNews::Answered)));
        it.want(ExternalLine::Talking, [InternalHears::Colleague; 2]);
        it
    }

    /// What is to be done about the phone.
    fn want(
        &mut self,
        line: ExternalLine,
        [caller_hears, phone_hears]: [InternalHears; 2],
    ) -> Vec<OutsideAction> {
        let wanted = Wanted::AtPhone { caller: ANN, phone: LOBBY, line, caller_hears, phone_hears };
        let phones = MemberLegs { agent: Some(ANNS), consultant: None };
        self.input(Input::Wanted { wanted, phones, flow: None })
    }

    fn outside(&mut self, event: LineEvent) -> Vec<OutsideAction> {
        self.input(Input::Outside(event))
    }

    fn input(&mut self, input: Input) -> Vec<OutsideAction> {
        let actions = self.0.call.handle(input, self.0.now);
        let is_phones = |action: &Action| matches!(action, Action::Outside(_));
        let (at_phone, others) = actions.into_iter().partition(is_phones);
        self.0.take(others);
        let of_phone = |action| match action {
            Action::Outside(action) => Some(action),
            _ => None,
        };
        Vec::into_iter(at_phone).filter_map(of_phone).collect()
    }

    fn heard(&self) -> [Source; 2] {
        let heard = |leg| self.0.hears.get(&leg).copied().unwrap_or(Source::Silence);
        [ANNS, external_leg(CONTACT)].map(heard)
    }
}

const fn told(news: ExternalNews) -> Fact {
    Fact::External { contact: CONTACT, news }
}

#[test]
fn vc30_a_phone_is_called_and_whoever_lifts_it_and_the_caller_hear_each_other() {
    let mut it = AtPhone::ringing();
    assert_eq!(it.heard(), [RING_BACK, Source::Silence]);
    it.outside(LineEvent::Rings);
    assert_eq!(it.heard(), [RING_BACK, Source::Silence]);
    let mut it = AtPhone::talking();
    assert_eq!(it.heard(), [Source::Leg(external_leg(CONTACT)), Source::Leg(ANNS)]);
    it.want(ExternalLine::Talking, [InternalHears::Colleague, InternalHears::Music]);
    assert_eq!(it.heard(), [Source::Leg(external_leg(CONTACT)), MUSIC]);
    it.want(ExternalLine::Talking, [InternalHears::Silence, InternalHears::Music]);
    assert_eq!(it.heard(), [Source::Silence, MUSIC]);
    it.want(ExternalLine::Talking, [InternalHears::Colleague, InternalHears::Silence]);
    assert_eq!(it.heard(), [Source::Leg(external_leg(CONTACT)), Source::Silence]);
}

#[test]
fn vc30_a_phone_that_takes_no_call_or_hangs_up_is_told_of() {
    let mut it = AtPhone::ringing();
    assert_eq!(it.outside(LineEvent::Failed(DialFailure::Busy)), []);
    assert!(it.0.facts.contains(&told(ExternalNews::Failed { why: DialFailure::Busy })));
    let mut it = AtPhone::talking();
    assert_eq!(it.outside(LineEvent::HungUp), [OutsideAction::CloseLeg]);
    assert!(it.0.facts.contains(&told(ExternalNews::HungUp)));
    assert_eq!(it.heard()[0], Source::Silence, "nobody is there");
}

#[test]
fn vc30_the_phone_is_let_go_of_with_the_call() {
    for mut it in [AtPhone::ringing(), AtPhone::talking()] {
        let wanted = Wanted::Ended { reason: Some(EndReason::Cancelled) };
        let phones = MemberLegs::default();
        let actions = it.input(Input::Wanted { wanted, phones, flow: None });
        assert!(matches!(actions.first(), Some(OutsideAction::HangUp(_))), "{actions:?}");
        assert_eq!(it.heard()[0], Source::Silence);
        assert!(it.0.call.is_over());
    }
}

#[test]
fn vc51_who_is_at_the_phone_hears_music_while_the_caller_is_lost() {
    let mut it = AtPhone::talking();
    it.input(Input::Phone { member: ANN, leg: None });
    it.0.now += AGENT_GRACE;
    let actions = it.0.call.handle_timeout(it.0.now);
    it.0.take(actions);
    assert_eq!(it.heard()[1], MUSIC);
    assert!(it.0.facts.contains(&Fact::AgentSilent { contact: CONTACT, member: ANN }));
}
