//! Whatever happened before, arranging what is wanted now ends right. The rig checks after each step who may hear whom, that
//! nothing is released twice and that no order goes to a leg that is not there.

use std::time::Duration;

use acd::{
    ConsultStage, ConsultWith, Consulted, Consulting, CustomerHears, DialFailure, EndReason,
    ExternalLine, Fence, MemberId, Recording, Timestamp, Wanted,
};
use flow::Listening;
use media::{CloseReason, LegId, PromptId, Source};
use proptest::prelude::*;
use voice::{Input, LineEvent, LineKind};

use crate::outside::{external, wanted};
use crate::rig::{
    ANN, BOB, Line, MUSIC, RING_BACK, Rig, aside, asking_outside, consulting, consulting_muted,
    customer, in_flow, recorded, talking,
};

#[derive(Clone, Copy, Debug)]
enum Step {
    Arrived,
    Want(Wanted),
    HangUp,
    CustomerFlows,
    CustomerQuiet,
    AgentFlows(MemberId),
    AgentQuiet(MemberId),
    Reload(MemberId),
    Lost(MemberId),
    NoPhone(MemberId),
    PageClosed,
    PageOpened,
    Probed,
    Outside(LineEvent),
    OutsideFlows,
    OutsideQuiet,
    OutsideLost,
    Wait(u64),
}

fn member() -> impl Strategy<Value = MemberId> {
    prop_oneof![Just(ANN), Just(BOB)]
}

fn hears() -> impl Strategy<Value = CustomerHears> {
    prop_oneof![
        Just(CustomerHears::Agent),
        Just(CustomerHears::Silence),
        Just(CustomerHears::Music)
    ]
}

fn listening() -> impl Strategy<Value = Listening> {
    prop_oneof![3 => Just(Listening::Nobody), 1 => Just(Listening::Agent)]
}

fn recording() -> impl Strategy<Value = Recording> {
    (1..3_u64, any::<bool>()).prop_map(|(since, paused)| {
        let (since, until) = (Timestamp(since), Some(Timestamp(9)));
        if paused { Recording::Paused { since, until } } else { Recording::On { since } }
    })
}

fn consult() -> impl Strategy<Value = Wanted> {
    let with = || {
        prop_oneof![
            Just(ConsultWith::Consultant),
            Just(ConsultWith::Customer),
            Just(ConsultWith::All)
        ]
    };
    prop_oneof![
        1 => Just(consulting(ConsultStage::Ringing, ConsultWith::Consultant)),
        1 => Just(consulting(ConsultStage::Connecting, ConsultWith::Consultant)),
        4 => (with(), any::<(bool, bool)>())
            .prop_map(|(with, muted)| consulting_muted(ConsultStage::Talking, with, muted)),
        2 => Just(asking_outside(ConsultStage::Ringing, ConsultWith::Consultant, false)),
        4 => (with(), any::<bool>())
            .prop_map(|(with, muted)| asking_outside(ConsultStage::Talking, with, muted)),
    ]
}

fn live() -> impl Strategy<Value = Wanted> {
    prop_oneof![
        1 => Just(Wanted::Greeting),
        3 => (0..6_u32).prop_map(in_flow),
        2 => Just(Wanted::Waiting),
        1 => Just(Wanted::Ringing { member: ANN, fence: Fence(1) }),
        2 => member().prop_map(|member| Wanted::Connecting { member, tone: false }),
        4 => (member(), hears()).prop_map(|(member, hears)| talking(member, hears)),
        3 => (member(), listening(), prop::option::of(0..6_u32))
            .prop_map(|(member, listening, turn)| aside(member, listening, turn)),
        3 => (member(), recording()).prop_map(|(member, recording)| recorded(member, recording)),
        5 => consult(),
        4 => external_line().prop_map(wanted),
    ]
}

fn external_line() -> impl Strategy<Value = ExternalLine> {
    prop_oneof![
        3 => Just(ExternalLine::Dialling),
        3 => Just(ExternalLine::Talking),
        1 => Just(ExternalLine::Warned),
    ]
}

fn outside() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => Just(Step::Outside(LineEvent::Rings)),
        1 => Just(Step::Outside(LineEvent::EarlyLeg)),
        4 => Just(Step::Outside(LineEvent::Answered)),
        1 => Just(Step::Outside(LineEvent::Failed(DialFailure::Busy))),
        1 => Just(Step::Outside(LineEvent::HungUp)),
        1 => Just(Step::Outside(LineEvent::Probed)),
        1 => any::<bool>().prop_map(|holds| Step::Outside(LineEvent::OnHold(holds))),
        2 => Just(Step::OutsideFlows),
        1 => Just(Step::OutsideQuiet),
        1 => Just(Step::OutsideLost),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::Arrived),
        8 => live().prop_map(Step::Want),
        1 => Just(Step::HangUp),
        2 => Just(Step::CustomerFlows),
        2 => Just(Step::CustomerQuiet),
        4 => member().prop_map(Step::AgentFlows),
        2 => member().prop_map(Step::AgentQuiet),
        2 => member().prop_map(Step::Reload),
        1 => member().prop_map(Step::Lost),
        1 => member().prop_map(Step::NoPhone),
        1 => Just(Step::PageClosed),
        1 => Just(Step::PageOpened),
        1 => Just(Step::Probed),
        6 => outside(),
        2 => (0..40_u64).prop_map(Step::Wait),
    ]
}

fn kind() -> impl Strategy<Value = LineKind> {
    prop_oneof![3 => Just(LineKind::Trunk), 1 => Just(LineKind::Page)]
}

fn play(rig: &mut Rig, step: Step) {
    let phone = |rig: &Rig, member| rig.phones.get(&member).copied();
    match step {
        Step::Arrived => drop(rig.input(Input::Arrived)),
        Step::Want(wanted) => drop(rig.want(wanted)),
        Step::HangUp => drop(rig.line(LineEvent::HungUp)),
        Step::CustomerFlows => drop(rig.flowing(customer())),
        Step::CustomerQuiet => drop(rig.quiet(customer())),
        Step::AgentFlows(member) => drop(phone(rig, member).map(|leg| rig.flowing(leg))),
        Step::AgentQuiet(member) => drop(phone(rig, member).map(|leg| rig.quiet(leg))),
        Step::Reload(member) => drop(rig.phone(member)),
        Step::Lost(member) => {
            drop(phone(rig, member).map(|leg| rig.closed(leg, CloseReason::Lost)));
        }
        Step::NoPhone(member) => rig.no_phone(member),
        Step::PageClosed => drop(rig.line(LineEvent::PageClosed)),
        Step::PageOpened => drop(rig.line(LineEvent::PageOpened)),
        Step::Probed => drop(rig.line(LineEvent::Probed)),
        Step::Outside(event) => drop(rig.outside(event)),
        Step::OutsideFlows => drop(rig.hears(external()).map(|_| rig.flowing(external()))),
        Step::OutsideQuiet => drop(rig.hears(external()).map(|_| rig.quiet(external()))),
        Step::OutsideLost => {
            let lost = CloseReason::Lost;
            drop(rig.hears(external()).map(|_| rig.closed(external(), lost)));
        }
        Step::Wait(secs) => drop(rig.pass(Duration::from_secs(secs))),
    }
}

/// What the legs must do, written down apart from the code under test.
fn assert_obeyed(rig: &Rig, wanted: Wanted) {
    if let Wanted::Talking { consult: Some(consult), .. } = wanted {
        return assert_consulted(rig, consult);
    }
    let (member, customer_hears, inside) = match wanted {
        Wanted::Talking { member, customer_hears, self_service, .. } => {
            (Some(member), Some(customer_hears), self_service)
        }
        _ => (None, None, None),
    };
    let turn = match wanted {
        Wanted::InFlow { turn, .. } => Some(turn),
        _ => inside.and_then(|inside| inside.walk).map(|walk| walk.turn),
    };
    let phone = member.map(|member| rig.phones[&member]);
    if let Some(heard) = rig.customer_hears() {
        match (wanted, customer_hears) {
            (_, Some(CustomerHears::Agent)) => assert_eq!(heard, Source::Leg(phone.unwrap())),
            (_, Some(CustomerHears::Silence)) => assert_eq!(heard, Source::Silence),
            (_, Some(CustomerHears::Music))
            | (Wanted::Waiting | Wanted::Ringing { .. } | Wanted::Connecting { .. }, None) => {
                assert_eq!(heard, MUSIC);
            }
            (_, Some(CustomerHears::Flow)) | (Wanted::InFlow { .. }, None)
                if turn.is_some_and(|turn| turn.0.is_multiple_of(2)) =>
            {
                assert_eq!(heard, Source::Silence, "it listens");
            }
            (_, Some(CustomerHears::Flow)) | (Wanted::InFlow { .. }, None) => {
                let id = PromptId::GREETING;
                assert!(matches!(heard, Source::Prompt { id: it, .. } if it == id), "{heard:?}");
            }
            _ => {}
        }
    }
    for leg in rig.phones.values() {
        let heard = inside.is_none_or(|inside| inside.listening == Listening::Agent);
        let in_talk = heard && Some(*leg) == phone && rig.line == Line::Answered;
        let hears = if in_talk { Source::Leg(customer()) } else { Source::Silence };
        assert_eq!(rig.hears(*leg), Some(hears));
    }
}

/// VC15: with both members there and heard, who is meant is heard, and nobody else.
fn assert_consulted(rig: &Rig, consult: Consulting) {
    let (ann, bob) = (rig.phones[&ANN], rig.phones[&BOB]);
    if rig.line != Line::Answered {
        return;
    }
    let says = |leg, muted: bool| (!muted).then_some(leg);
    let ann_says = says(ann, consult.agent_muted);
    if let Consulted::Outside { .. } = consult.who {
        return assert_asked_outside(rig, consult, ann_says);
    }
    let bob_says = says(bob, consult.muted);
    let mia = Some(customer());
    let (to_ann, to_bob, to_mia) = match (consult.stage, consult.with) {
        (ConsultStage::Ringing, _) => (RING_BACK, Source::Silence, MUSIC),
        (ConsultStage::Connecting, _) => (Source::Silence, Source::Silence, MUSIC),
        (_, ConsultWith::Consultant) => (mixed([bob_says, None]), mixed([ann_says, None]), MUSIC),
        (_, ConsultWith::Customer) => (mixed([mia, None]), MUSIC, mixed([ann_says, None])),
        (_, ConsultWith::All) => {
            (mixed([mia, bob_says]), mixed([mia, ann_says]), mixed([ann_says, bob_says]))
        }
    };
    assert_eq!(rig.hears(ann), Some(to_ann), "Ann");
    assert_eq!(rig.hears(bob), Some(to_bob), "Bob");
    assert_eq!(rig.customer_hears(), Some(to_mia), "Mia");
}

/// The same with somebody outside, as far as their line is there.
fn assert_asked_outside(rig: &Rig, consult: Consulting, ann_says: Option<LegId>) {
    let up = rig.outside == Some(Line::Answered);
    let outside = up.then(external);
    let mia = Some(customer());
    let (to_ann, to_outside, to_mia) = match (consult.stage, consult.with) {
        // What is heard of a call that nobody has answered, the call alone knows.
        (ConsultStage::Ringing | ConsultStage::Connecting, _) => (None, Source::Silence, MUSIC),
        (_, ConsultWith::Consultant) => {
            (Some(mixed([outside, None])), mixed([ann_says, None]), MUSIC)
        }
        (_, ConsultWith::Customer) => (Some(mixed([mia, None])), MUSIC, mixed([ann_says, None])),
        (_, ConsultWith::All) => {
            let three = (mixed([mia, outside]), mixed([mia, ann_says]), mixed([ann_says, outside]));
            (Some(three.0), three.1, three.2)
        }
    };
    let hears = rig.hears(rig.phones[&ANN]);
    assert!(to_ann.is_none_or(|to| hears == Some(to)), "Ann hears {hears:?}, not {to_ann:?}");
    if up {
        assert_eq!(rig.hears(external()), Some(to_outside), "who is outside");
    }
    assert_eq!(rig.hears(rig.phones[&BOB]), Some(Source::Silence), "Bob");
    assert_eq!(rig.customer_hears(), Some(to_mia), "Mia");
}

fn mixed(voices: [Option<LegId>; 2]) -> Source {
    match voices {
        [Some(one), Some(other)] => Source::Two(one, other),
        [Some(one), None] | [None, Some(one)] => Source::Leg(one),
        [None, None] => Source::Silence,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_missed_the_last_word_holds(
        kind in kind(),
        steps in prop::collection::vec(step(), 0..30),
        last in live(),
    ) {
        let mut rig = Rig::begin(kind);
        for step in steps {
            play(&mut rig, step);
        }
        // Both agents are there and are heard: what is left to decide is the arrangement alone.
        for member in [ANN, BOB] {
            rig.phone(member);
        }
        rig.want(last);
        for member in [ANN, BOB] {
            rig.flowing(rig.phones[&member]);
        }
        assert_obeyed(&rig, last);
        prop_assert!(rig.want(last).is_empty(), "the second time there is nothing to do");
    }

    #[test]
    fn every_end_releases_everything_once(
        kind in kind(),
        steps in prop::collection::vec(step(), 0..30),
        after in prop::collection::vec(step(), 0..10),
    ) {
        let mut rig = Rig::begin(kind);
        for step in steps {
            play(&mut rig, step);
        }
        rig.end(EndReason::EndedByAgent);
        prop_assert!(rig.call.is_over());
        prop_assert_eq!(rig.customer_hears(), None);
        prop_assert_eq!(rig.hears(external()), None);
        prop_assert!(!matches!(rig.outside, Some(Line::Dialled | Line::Answered)));
        prop_assert!(rig.phones.values().all(|leg| rig.hears(*leg) == Some(Source::Silence)));
        prop_assert_ne!(rig.line, Line::Answered);
        prop_assert_ne!(rig.line, Line::Calling);
        let (line, facts) = (rig.line, rig.facts.len());
        for step in after {
            play(&mut rig, step);
        }
        prop_assert_eq!((rig.line, rig.facts.len()), (line, facts), "over is over");
        prop_assert_eq!(rig.call.next_deadline(), None);
    }
}
