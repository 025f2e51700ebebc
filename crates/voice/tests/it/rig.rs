//! A call with a model of the world around it: a media plane that obeys, a line that can be answered and ended once, a
//! core that remembers facts. Every order that the real world could not carry out fails the test.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use acd::{
    Aside, Callee, ConsultStage, ConsultWith, Consulted, Consulting, ContactId, CustomerHears,
    CustomerId, EndReason, Fact, Fence, MemberId, NumberId, Recording, Timestamp, Walk, Wanted,
};
use flow::{Doing, FlowVersionId, Listening, NodeId, Stop, Turn};
use media::{LegId, PromptId, Repeat, Source};
use sip::{Cause, Rejection};
use uuid::Uuid;
use voice::{Action, Call, Input, LineEvent, LineKind, MemberLegs, customer_leg};

use crate::outside::external;

pub(crate) const CONTACT: ContactId = ContactId(Uuid::from_u128(7));
pub(crate) const ANN: MemberId = MemberId(Uuid::from_u128(1));
pub(crate) const BOB: MemberId = MemberId(Uuid::from_u128(2));
pub(crate) const MUSIC: Source = Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop };
pub(crate) const TONE: Source = Source::Prompt { id: PromptId::BEEP, repeat: Repeat::Once };
pub(crate) const RING_BACK: Source =
    Source::Prompt { id: PromptId::RING_BACK, repeat: Repeat::Loop };
pub(crate) const CALLED: CustomerId = CustomerId(Uuid::from_u128(9));
pub(crate) const SHOWN: NumberId = NumberId(Uuid::from_u128(10));
pub(crate) const NOTICE: Source = Source::Prompt { id: PromptId::NOTICE, repeat: Repeat::Once };
pub(crate) const GREETING: Source = Source::Prompt { id: PromptId::GREETING, repeat: Repeat::Once };

/// Flows call the built-in prompts by their numbers.
pub(crate) const GREETING_IN_FLOWS: flow::PromptId = flow::PromptId(Uuid::from_u128(2));

/// How the line stands, as the far end sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Calling,
    /// VC06: by us, and nobody has answered.
    Dialled,
    Answered,
    Rejected(Rejection),
    HungUp(Cause),
    LeftByCustomer,
}

pub(crate) struct Rig {
    pub(crate) call: Call,
    pub(crate) now: Instant,
    pub(crate) line: Line,
    /// VC13: of the line outside that was called last.
    pub(crate) outside: Option<Line>,
    /// What each open leg hears.
    pub(crate) plane: BTreeMap<LegId, Source>,
    /// The members' phones.
    pub(crate) phones: BTreeMap<MemberId, LegId>,
    pub(crate) awaited: BTreeSet<LegId>,
    pub(crate) facts: Vec<Fact>,
    /// What the customer is known to have pressed.
    pub(crate) keys: String,
    pub(crate) wanted: Option<Wanted>,
    /// Whose recording runs, by its name, and whether it is paused.
    pub(crate) tape: Option<(MemberId, Timestamp, bool)>,
    /// VC42: the caller's words that are kept, by the flow's turn.
    pub(crate) words: Option<(Turn, Timestamp)>,
    kind: LineKind,
    closes: u32,
    phones_made: u128,
}

impl Rig {
    /// A call from a trunk that has just come in.
    pub(crate) fn ringing() -> Self {
        Self::begin(LineKind::Trunk)
    }

    pub(crate) fn begin(kind: LineKind) -> Self {
        let mut rig = Self::with(Call::new(CONTACT, kind), kind, Line::Calling);
        rig.input(Input::Begun);
        rig
    }

    /// VC06: Ann's own call, whose far end has said nothing yet.
    pub(crate) fn dialling() -> Self {
        let mut rig = Self::with(Call::dialling(CONTACT), LineKind::Trunk, Line::Dialled);
        rig.want(Wanted::Dialling { member: ANN, customer: CALLED, number: SHOWN });
        rig
    }

    /// The far end takes our call.
    pub(crate) fn far_end_answers(&mut self) -> Vec<Action> {
        self.line = Line::Answered;
        self.plane.entry(customer()).or_insert(Source::Silence);
        self.input(Input::Line(LineEvent::Answered))
    }

    /// It names a place for sound before it answers.
    pub(crate) fn early_leg(&mut self) -> Vec<Action> {
        self.plane.insert(customer(), Source::Silence);
        self.input(Input::Line(LineEvent::EarlyLeg))
    }

    fn with(call: Call, kind: LineKind, line: Line) -> Self {
        let mut rig = Self {
            call,
            now: noon(),
            line,
            outside: None,
            plane: BTreeMap::new(),
            phones: BTreeMap::new(),
            awaited: BTreeSet::new(),
            facts: Vec::new(),
            keys: String::new(),
            wanted: None,
            tape: None,
            words: None,
            kind,
            closes: 0,
            phones_made: 0,
        };
        rig.phone(ANN);
        rig.phone(BOB);
        rig
    }

    /// A call that waits with music, whose customer's sound comes.
    pub(crate) fn waiting() -> Self {
        let mut rig = Self::ringing();
        rig.input(Input::Arrived);
        rig.want(Wanted::Waiting);
        rig.flowing(customer());
        rig
    }

    /// A call in which Ann and the customer talk.
    pub(crate) fn talking() -> Self {
        let mut rig = Self::waiting();
        rig.want(Wanted::Connecting { member: ANN, tone: false });
        rig.flowing(rig.phones[&ANN]);
        rig.want(talking(ANN, CustomerHears::Agent));
        rig.facts.clear();
        rig
    }

    pub(crate) fn want(&mut self, wanted: Wanted) -> Vec<Action> {
        self.wanted = Some(wanted);
        let agent = match wanted {
            Wanted::Dialling { member, .. }
            | Wanted::Connecting { member, .. }
            | Wanted::Talking { member, .. } => self.phones.get(&member).copied(),
            _ => None,
        };
        let flow = flow_of(wanted);
        let consultant =
            consult_of(wanted).and_then(|consult| self.phones.get(&consult.member()?).copied());
        self.input(Input::Wanted { wanted, phones: MemberLegs { agent, consultant }, flow })
    }

    pub(crate) fn end(&mut self, reason: EndReason) -> Vec<Action> {
        self.want(Wanted::Ended { reason: Some(reason) })
    }

    pub(crate) fn line(&mut self, event: LineEvent) -> Vec<Action> {
        if event == LineEvent::HungUp && matches!(self.line, Line::Calling | Line::Answered) {
            self.line = Line::LeftByCustomer;
        }
        self.input(Input::Line(event))
    }

    pub(crate) fn flowing(&mut self, leg: LegId) -> Vec<Action> {
        self.awaited.remove(&leg);
        self.input(Input::Media(media::Event::Flowing { leg }))
    }

    pub(crate) fn quiet(&mut self, leg: LegId) -> Vec<Action> {
        self.input(Input::Media(media::Event::Quiet { leg }))
    }

    /// The plane itself ends a leg.
    pub(crate) fn closed(&mut self, leg: LegId, why: media::CloseReason) -> Vec<Action> {
        self.plane.remove(&leg);
        self.phones.retain(|_, phone| *phone != leg);
        if leg == customer() {
            // A trunk's dialog outlives its sound; a page has nothing else.
            if self.kind == LineKind::Page {
                self.line = Line::LeftByCustomer;
            }
            self.tape = None;
            self.words = None;
        }
        self.input(Input::Media(media::Event::Closed { leg, why }))
    }

    /// The member's phone is a new leg, which replaces the old one.
    pub(crate) fn phone(&mut self, member: MemberId) -> LegId {
        self.phones_made += 1;
        let leg = LegId(1_000 + self.phones_made);
        if let Some(old) = self.phones.insert(member, leg) {
            self.plane.remove(&old);
        }
        self.plane.insert(leg, Source::Silence);
        self.input(Input::Phone { member, leg: Some(leg) });
        leg
    }

    pub(crate) fn no_phone(&mut self, member: MemberId) {
        if let Some(old) = self.phones.remove(&member) {
            self.plane.remove(&old);
            self.input(Input::Phone { member, leg: None });
        }
    }

    /// Lets time pass, deadline by deadline.
    pub(crate) fn pass(&mut self, span: Duration) -> Vec<Action> {
        let end = self.now + span;
        let mut all = Vec::new();
        while let Some(deadline) = self.call.next_deadline().filter(|deadline| *deadline <= end) {
            self.now = self.now.max(deadline);
            let actions = self.call.handle_timeout(self.now);
            self.carry_out(&actions);
            all.extend(actions);
        }
        self.now = end;
        all
    }

    pub(crate) fn hears(&self, leg: LegId) -> Option<Source> {
        self.plane.get(&leg).copied()
    }

    pub(crate) fn customer_hears(&self) -> Option<Source> {
        self.hears(customer())
    }

    /// What has to be recorded: nothing without the customer's leg.
    fn recorded(&self) -> Option<(MemberId, Timestamp, bool)> {
        let Some(Wanted::Talking { member, recording, .. }) = self.wanted else { return None };
        let since = recording.since().filter(|_| self.plane.contains_key(&customer()))?;
        Some((member, since, matches!(recording, Recording::Paused { .. })))
    }

    pub(crate) fn input(&mut self, input: Input) -> Vec<Action> {
        let actions = self.call.handle(input, self.now);
        self.carry_out(&actions);
        actions
    }

    fn carry_out(&mut self, actions: &[Action]) {
        for action in actions {
            self.carry_out_one(action);
        }
        self.check();
    }

    fn carry_out_one(&mut self, action: &Action) {
        match action {
            Action::Ring => assert_eq!(self.line, Line::Calling, "rings while calling only"),
            Action::Answer => {
                assert_eq!(self.line, Line::Calling, "answered once");
                self.line = Line::Answered;
                self.plane.insert(customer(), Source::Silence);
                let report = match self.kind {
                    LineKind::Trunk | LineKind::Nobody => Input::Line(LineEvent::Answered),
                    LineKind::Page => Input::Media(media::Event::Connected { leg: customer() }),
                };
                let more = self.call.handle(report, self.now);
                for action in &more {
                    self.carry_out_one(action);
                }
            }
            Action::Reject(rejection) => {
                assert_eq!(self.line, Line::Calling, "only an unanswered call is rejected");
                self.line = Line::Rejected(*rejection);
            }
            Action::HangUp(cause) => {
                let ours = matches!(self.line, Line::Answered | Line::Dialled);
                assert!(ours, "only an answered call is hung up, or one of our own");
                self.line = Line::HungUp(*cause);
            }
            Action::Probe => assert_eq!(self.line, Line::Answered, "a probe needs a dialog"),
            Action::CloseLeg => {
                assert!(self.plane.remove(&customer()).is_some(), "closed once, while open");
                self.tape = None;
                self.words = None;
                self.closes += 1;
                if self.kind == LineKind::Page && self.line == Line::Answered {
                    self.line = Line::HungUp(Cause::NORMAL_CLEARING);
                }
            }
            Action::Listen { leg, to } => {
                let hears = self.plane.get_mut(leg).expect("orders go to open legs only");
                assert_ne!(hears, to, "no order without a change");
                *hears = *to;
            }
            Action::AwaitFlow { leg } => {
                assert!(self.plane.contains_key(leg), "orders go to open legs only");
                self.awaited.insert(*leg);
            }
            Action::StartRecording { member, since } => {
                assert!(self.plane.contains_key(&customer()), "recorded while there is sound only");
                assert_eq!(self.tape.replace((*member, *since, false)), None, "one at a time");
                assert_eq!(self.words, None, "one at a time");
            }
            Action::StartVoicemail { turn, since } => {
                assert!(self.plane.contains_key(&customer()), "kept while there is sound only");
                assert_eq!(self.words.replace((*turn, *since)), None, "one at a time");
                assert_eq!(self.tape, None, "one at a time");
            }
            Action::PauseRecording => {
                let (_, _, paused) = self.tape.as_mut().expect("something is recorded");
                assert!(!std::mem::replace(paused, true), "paused once");
            }
            Action::ResumeRecording => {
                let (_, _, paused) = self.tape.as_mut().expect("something is recorded");
                assert!(std::mem::replace(paused, false), "resumed once");
            }
            Action::StopRecording => {
                let stopped = (self.tape.take(), self.words.take());
                assert_ne!(stopped, (None, None), "stopped once");
            }
            Action::Outside(action) => self.carry_out_outside(*action),
            Action::Fact(fact) => self.facts.push(*fact),
            Action::Key(key) => self.keys.push(key.as_char()),
            // VC21: the far end's matter.
            Action::SendKey(_) => {}
        }
    }

    /// I19, I20: who may hear whom, whatever happened before; I21: what is kept of it.
    fn check(&self) {
        assert_eq!(self.tape, self.recorded(), "what is recorded is what is wanted");
        if let Some(Wanted::External { line, .. }) = self.wanted {
            return self.check_outside(line);
        }
        let asked = self.wanted.and_then(consult_of);
        if !asked.is_some_and(|consult| matches!(consult.who, Consulted::Outside { .. })) {
            assert_eq!(self.hears(external()), None, "VC13: a line outside that nobody wants");
        }
        if let Some(consult) = asked {
            return self.check_consult(consult);
        }
        let talker = match self.wanted {
            Some(Wanted::Talking { member, .. } | Wanted::Dialling { member, .. }) => {
                self.phones.get(&member)
            }
            _ => None,
        };
        let alone = matches!(
            self.wanted,
            Some(Wanted::Talking { self_service: Some(aside), .. })
                if aside.listening == Listening::Nobody
        );
        for (leg, hears) in &self.plane {
            match hears {
                Source::Silence => {}
                Source::Prompt { .. } if *hears == TONE => {
                    assert_ne!(*leg, customer(), "VC04: customers hear no tone");
                }
                tone if *tone == RING_BACK => {
                    assert_eq!(Some(leg), talker, "only who dials hears it ring");
                }
                Source::Prompt { .. } => assert_eq!(*leg, customer(), "agents hear no prompts"),
                Source::Two(..) => unreachable!("two are heard in a consult alone"),
                Source::Leg(other) if *leg == customer() => {
                    assert_eq!(Some(other), talker, "the customer hears the one who talks to them");
                    assert!(
                        matches!(
                            self.wanted,
                            Some(Wanted::Talking { customer_hears: CustomerHears::Agent, .. })
                        ),
                        "muted and held agents are not heard: {:?}",
                        self.wanted
                    );
                }
                Source::Leg(other) => {
                    assert_eq!(*other, customer(), "agents hear the customer only");
                    assert_eq!(Some(leg), talker, "only who talks hears the customer");
                    assert!(!alone, "VC20: an agent hears what is keyed into a flow");
                }
            }
        }
        self.check_ends();
    }

    /// VC15, I19: a star of three, and nobody who is muted or left out is heard in it.
    fn check_consult(&self, consult: Consulting) {
        let Some(Wanted::Talking { member, .. }) = self.wanted else { return };
        let of = |member| self.phones.get(&member).copied();
        let (agent, colleague) = match consult.who {
            Consulted::Colleague { member: asked, .. } => (of(member), of(asked)),
            Consulted::Outside { .. } => (of(member), Some(external())),
        };
        let talks = consult.stage == ConsultStage::Talking;
        let outside = colleague == Some(external());
        for (leg, source) in &self.plane {
            let is = |other: Option<LegId>| other == Some(*leg);
            let to_agent = |to| {
                !is(agent) || to != customer() || !matches!(consult.with, ConsultWith::Consultant)
            };
            for heard in heard(*source) {
                let allowed = if Some(heard) == agent {
                    !consult.agent_muted
                        && (is(colleague) && consult.with != ConsultWith::Customer
                            || *leg == customer() && consult.with != ConsultWith::Consultant)
                } else if Some(heard) == colleague {
                    !consult.muted
                        && (is(agent) && consult.with != ConsultWith::Customer
                            || *leg == customer() && consult.with == ConsultWith::All)
                } else {
                    heard == customer()
                        && to_agent(heard)
                        && (is(agent) || is(colleague) && consult.with == ConsultWith::All)
                };
                // How the call outside goes is heard before the core knows of the answer.
                let goes = outside && is(agent) && heard == external();
                assert!(
                    talks && allowed || goes && !talks,
                    "{leg:?} hears {heard:?} in {consult:?}"
                );
            }
            match *source {
                RING_BACK => assert!(is(agent) && consult.stage == ConsultStage::Ringing),
                MUSIC => assert!(!is(agent), "the agent waits for nobody"),
                Source::Prompt { .. } => assert_eq!(*source, TONE, "nothing else is played"),
                Source::Silence | Source::Leg(_) | Source::Two(..) => {}
            }
        }
        self.check_ends();
    }

    pub(crate) fn check_ends(&self) {
        assert!(self.closes <= 1, "the customer's leg is closed once");
        let ends = |fact: &&Fact| {
            let fact = *fact;
            matches!(
                fact,
                Fact::CustomerHungUp { .. } | Fact::CallBroke { .. } | Fact::CallFailed { .. }
            )
        };
        assert!(self.facts.iter().filter(ends).count() <= 1, "a call ends once: {:?}", self.facts);
    }
}

fn heard(source: Source) -> Vec<LegId> {
    match source {
        Source::Silence | Source::Prompt { .. } => vec![],
        Source::Leg(leg) => vec![leg],
        Source::Two(first, second) => vec![first, second],
    }
}

pub(crate) fn customer() -> LegId {
    customer_leg(CONTACT)
}

pub(crate) fn talking(member: MemberId, customer_hears: CustomerHears) -> Wanted {
    let (recording, consult, self_service) = (Recording::Off, None, None);
    Wanted::Talking { member, customer_hears, recording, consult, self_service }
}

/// VC15: Ann talks with a customer, and Bob is asked.
pub(crate) fn consulting(stage: ConsultStage, with: ConsultWith) -> Wanted {
    consulting_muted(stage, with, (false, false))
}

pub(crate) fn consulting_muted(
    stage: ConsultStage,
    with: ConsultWith,
    (agent_muted, muted): (bool, bool),
) -> Wanted {
    let customer_hears = match with {
        ConsultWith::Consultant => CustomerHears::Music,
        _ if agent_muted => CustomerHears::Silence,
        _ => CustomerHears::Agent,
    };
    let fence = (stage == ConsultStage::Ringing).then_some(Fence(1));
    let who = Consulted::Colleague { member: BOB, fence };
    let consult = Some(Consulting { who, stage, with, agent_muted, muted });
    let (recording, self_service) = (Recording::Off, None);
    Wanted::Talking { member: ANN, customer_hears, recording, consult, self_service }
}

fn consult_of(wanted: Wanted) -> Option<Consulting> {
    match wanted {
        Wanted::Talking { consult, .. } => consult,
        _ => None,
    }
}

/// VC15: the same, and somebody outside is asked.
pub(crate) fn asking_outside(stage: ConsultStage, with: ConsultWith, agent_muted: bool) -> Wanted {
    let mut wanted = consulting_muted(stage, with, (agent_muted, false));
    if let Wanted::Talking { consult: Some(consult), .. } = &mut wanted {
        consult.who =
            Consulted::Outside { callee: Callee::Customer { customer: CALLED, number: SHOWN } };
    }
    wanted
}

/// VC20: the customer of a talk in the flow of [`in_flow`]; through at no turn.
pub(crate) fn aside(member: MemberId, listening: Listening, turn: Option<u32>) -> Wanted {
    let walk = turn.map(|turn| match in_flow(turn) {
        Wanted::InFlow { version, turn, stop } => Walk { version, turn, stop },
        other => unreachable!("{other:?}"),
    });
    let customer_hears = walk.map_or(CustomerHears::Music, |_| CustomerHears::Flow);
    let (recording, consult) = (Recording::Off, None);
    let self_service = Some(Aside { listening, walk });
    Wanted::Talking { member, customer_hears, recording, consult, self_service }
}

/// A flow that plays the greeting at odd turns and listens at even ones.
pub(crate) fn in_flow(turn: u32) -> Wanted {
    let doing = if turn.is_multiple_of(2) {
        Doing::Listen { attempt: 1, keys: 0 }
    } else {
        Doing::Ask { attempt: 1, lead: flow::Lead::None }
    };
    let (since, until) = (Timestamp(1), Timestamp(2));
    let stop = Stop { node: NodeId(1), doing, since, until };
    Wanted::InFlow { version: FlowVersionId(Uuid::nil()), turn: Turn(turn), stop }
}

/// What the flow of [`in_flow`] says.
fn flow_of(wanted: Wanted) -> Option<flow::Wanted> {
    let (Wanted::InFlow { turn, stop, .. }
    | Wanted::Talking {
        self_service: Some(Aside { walk: Some(Walk { turn, stop, .. }), .. }),
        ..
    }) = wanted
    else {
        return None;
    };
    Some(match stop.doing {
        Doing::Ask { .. } => flow::Wanted::Play { turn, prompts: vec![GREETING_IN_FLOWS] },
        _ => flow::Wanted::Listen,
    })
}

pub(crate) fn recorded(member: MemberId, recording: Recording) -> Wanted {
    let (customer_hears, consult, self_service) = (CustomerHears::Agent, None, None);
    Wanted::Talking { member, customer_hears, recording, consult, self_service }
}

#[expect(clippy::disallowed_methods, reason = "an Instant cannot be made in any other way")]
pub(crate) fn noon() -> Instant {
    Instant::now()
}
