//! VC30: two members, and no line to anybody outside.

use std::collections::BTreeMap;
use std::time::Instant;

use acd::{EndReason, Fact, Fence, InternalHears, InternalLine, Wanted};
use media::{LegId, Source};
use voice::{AGENT_GRACE, Action, Call, Input, MemberLegs};

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
