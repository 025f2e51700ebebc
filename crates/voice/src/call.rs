//! One call: the customer's line, the agent who talks to them, and what the core wants of both.

use std::time::Instant;

use acd::{CallFault, ContactId, CustomerHears, Fact, MemberId, Wanted};
use media::{LegId, PromptId, Repeat, Source};

use crate::action::Action;
use crate::agent::{Agent, News};
use crate::causes::{cause, rejection};
use crate::hearing::Hearing;
use crate::input::{Input, LineEvent};
use crate::line::{LineKind, LineState};
use crate::sound_watch::{ARRIVAL_MAX, Patience, SoundWatch, Verdict};

const MUSIC: Source = Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop };
const GREETING: Source = Source::Prompt { id: PromptId::GREETING, repeat: Repeat::Once };

/// A call of a customer, for as long as the core wants it or a leg of it lives.
#[derive(Clone, Debug)]
pub struct Call {
    contact: ContactId,
    kind: LineKind,
    line: LineState,
    arrival: Arrival,
    /// `None` until the core has said something.
    wanted: Option<Wanted>,
    agent: Option<Agent>,
    customer_sound: SoundWatch,
    hearing: Hearing,
    actions: Vec<Action>,
}

/// Whether the core knows the contact. A fact that overtakes its arrival would be about nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Arrival {
    Pending { facts: Vec<Fact>, until: Option<Instant> },
    Committed,
}

/// The media leg of a contact's customer.
pub fn customer_leg(contact: ContactId) -> LegId {
    LegId(contact.0.as_u128())
}

impl Call {
    pub fn new(contact: ContactId, kind: LineKind) -> Self {
        Self {
            contact,
            kind,
            line: LineState::Incoming,
            arrival: Arrival::Pending { facts: Vec::new(), until: None },
            wanted: None,
            agent: None,
            customer_sound: SoundWatch::new(),
            hearing: Hearing::default(),
            actions: Vec::new(),
        }
    }

    /// Something happened; what is to be done about it.
    pub fn handle(&mut self, input: Input, now: Instant) -> Vec<Action> {
        if self.is_over() {
            return Vec::new();
        }
        match input {
            Input::Begun => self.begin(now),
            Input::Arrived => self.arrived(),
            Input::NotTaken => self.want(Wanted::Ended { reason: None }, None),
            Input::Wanted { wanted, phone } => {
                // The core speaks of it, so it knows it.
                self.arrived();
                self.want(wanted, phone);
            }
            Input::Line(event) => self.line_reports(event, now),
            Input::Media(event) => self.media_reports(event, now),
            Input::Phone { member, leg } => self.phone_changes(member, leg),
        }
        self.converge();
        std::mem::take(&mut self.actions)
    }

    /// When [`Call::handle_timeout`] wants to be called.
    pub fn next_deadline(&self) -> Option<Instant> {
        let arrival = match self.arrival {
            Arrival::Pending { until, .. } => until,
            Arrival::Committed => None,
        };
        let sound = self.customer_sound.deadline(self.patience());
        arrival.into_iter().chain(sound).min().filter(|_| self.line != LineState::Gone)
    }

    /// The deadline has passed.
    pub fn handle_timeout(&mut self, now: Instant) -> Vec<Action> {
        if self.line == LineState::Gone {
            return Vec::new();
        }
        if let Arrival::Pending { until, .. } = &mut self.arrival
            && until.is_some_and(|until| until <= now)
        {
            *until = None;
            self.release(None);
            self.tell(Fact::CallBroke { contact: self.contact, fault: CallFault::LegsLost });
        }
        let verdict = self.customer_sound.expire(self.kind, self.patience(), now);
        self.judge(verdict);
        self.converge();
        std::mem::take(&mut self.actions)
    }

    pub fn contact(&self) -> ContactId {
        self.contact
    }

    /// The member in the call, whose phone's events it wants to hear of.
    pub fn member(&self) -> Option<MemberId> {
        self.agent.map(|agent| agent.member)
    }

    /// Whether the customer is still on the line.
    pub fn has_line(&self) -> bool {
        self.line != LineState::Gone
    }

    /// The core is done with it and every leg is released: it may be forgotten.
    pub fn is_over(&self) -> bool {
        self.line == LineState::Gone && matches!(self.wanted, Some(Wanted::Ended { .. }))
    }

    fn begin(&mut self, now: Instant) {
        if let Arrival::Pending { until, .. } = &mut self.arrival {
            *until = Some(now + ARRIVAL_MAX);
        }
        if self.kind == LineKind::Trunk {
            self.actions.push(Action::Ring);
        }
    }

    fn arrived(&mut self) {
        if let Arrival::Pending { facts, .. } =
            std::mem::replace(&mut self.arrival, Arrival::Committed)
        {
            self.actions.extend(facts.into_iter().map(Action::Fact));
        }
    }

    fn want(&mut self, wanted: Wanted, phone: Option<LegId>) {
        let member = member_of(wanted);
        if self.member() != member {
            self.agent = member.map(|member| Agent::new(member, phone));
            self.await_agent();
        } else if self.agent.is_some_and(|agent| agent.leg != phone) {
            self.phone_moves(phone);
        }
        self.wanted = Some(wanted);
    }

    fn line_reports(&mut self, event: LineEvent, now: Instant) {
        if self.line == LineState::Gone {
            return;
        }
        match event {
            LineEvent::Answered => self.answered(now),
            LineEvent::HungUp => self.line_is_gone(Some(self.hung_up())),
            LineEvent::Broken(fault) => self.line_is_gone(Some(self.broke(fault))),
            LineEvent::Probed => self.customer_sound.probe_answered(now),
            LineEvent::PageClosed => self.customer_sound.page_closed(now),
        }
    }

    fn media_reports(&mut self, event: media::Event, now: Instant) {
        let (media::Event::Connected { leg }
        | media::Event::Flowing { leg }
        | media::Event::PromptEnded { leg, .. }
        | media::Event::Digit { leg, .. }
        | media::Event::Quiet { leg }
        | media::Event::Closed { leg, .. }) = event;
        if leg == customer_leg(self.contact) {
            self.customer_reports(event, now);
        } else if self.agent.is_some_and(|agent| agent.leg == Some(leg)) {
            self.agent_reports(event);
        }
    }

    fn customer_reports(&mut self, event: media::Event, now: Instant) {
        if self.line == LineState::Gone {
            return;
        }
        match event {
            media::Event::Connected { .. } => self.answered(now),
            media::Event::Flowing { .. } => self.customer_sound.flows(),
            media::Event::Quiet { .. } => {
                let verdict = self.customer_sound.quiet(now);
                self.judge(verdict);
            }
            media::Event::PromptEnded { prompt, .. } => {
                if prompt == PromptId::GREETING && self.wanted == Some(Wanted::Greeting) {
                    self.tell(Fact::GreetingEnded { contact: self.contact });
                }
            }
            media::Event::Closed { why, .. } => {
                let fact = match why {
                    media::CloseReason::ClosedByPeer => self.hung_up(),
                    media::CloseReason::NeverConnected
                    | media::CloseReason::Lost
                    | media::CloseReason::HandshakeFailed => self.broke(CallFault::MediaTimeout),
                };
                self.hearing.forget(customer_leg(self.contact));
                self.line = LineState::Gone;
                self.tell(fact);
            }
            // VC21, VC41: keys come with the flows.
            media::Event::Digit { .. } => {}
        }
    }

    fn agent_reports(&mut self, event: media::Event) {
        let Some(agent) = &mut self.agent else { return };
        let news = match event {
            media::Event::Flowing { .. } => agent.flows(),
            media::Event::Quiet { .. } => agent.falls_silent(),
            media::Event::Closed { leg, .. } => {
                self.hearing.forget(leg);
                agent.moves_to(None)
            }
            media::Event::Connected { .. }
            | media::Event::PromptEnded { .. }
            | media::Event::Digit { .. } => None,
        };
        self.tell_of_agent(news);
    }

    fn phone_changes(&mut self, member: MemberId, leg: Option<LegId>) {
        if self.agent.is_some_and(|agent| agent.member == member && agent.leg != leg) {
            self.phone_moves(leg);
        }
    }

    /// VC51: the same member by another leg.
    fn phone_moves(&mut self, leg: Option<LegId>) {
        let Some(agent) = &mut self.agent else { return };
        if let Some(old) = agent.leg {
            self.hearing.forget(old);
        }
        let news = agent.moves_to(leg);
        self.tell_of_agent(news);
        self.await_agent();
    }

    fn await_agent(&mut self) {
        if let Some(leg) = self.agent.and_then(|agent| agent.leg) {
            self.actions.push(Action::AwaitFlow { leg });
        }
    }

    fn answered(&mut self, now: Instant) {
        if self.line == LineState::Answering {
            self.line = LineState::Up;
            self.customer_sound.answered(now);
        }
    }

    fn judge(&mut self, verdict: Option<Verdict>) {
        match verdict {
            Some(Verdict::Probe) => self.actions.push(Action::Probe),
            Some(Verdict::Dead) => {
                self.release(Some(acd::EndReason::MediaTimeout));
                self.tell(self.broke(CallFault::MediaTimeout));
            }
            Some(Verdict::Left) => {
                self.release(None);
                self.tell(self.hung_up());
            }
            None => {}
        }
    }

    /// The far end or the channel has ended the line; only its sound is left to release.
    fn line_is_gone(&mut self, fact: Option<Fact>) {
        if self.has_media_leg() {
            self.close_leg();
        }
        self.line = LineState::Gone;
        if let Some(fact) = fact {
            self.tell(fact);
        }
    }

    /// We end the line, whatever state it is in.
    fn release(&mut self, reason: Option<acd::EndReason>) {
        let answered = self.line == LineState::Up;
        match self.kind {
            _ if self.line == LineState::Gone => return,
            LineKind::Trunk if answered => self.actions.push(Action::HangUp(cause(reason))),
            LineKind::Page if self.has_media_leg() => {}
            LineKind::Trunk | LineKind::Page => {
                self.actions.push(Action::Reject(rejection(reason)));
            }
        }
        self.line_is_gone(None);
    }

    fn close_leg(&mut self) {
        self.hearing.forget(customer_leg(self.contact));
        self.actions.push(Action::CloseLeg);
    }

    /// A page's leg opens with the answer, a trunk's once the answer has left.
    fn has_media_leg(&self) -> bool {
        match self.kind {
            LineKind::Trunk => self.line == LineState::Up,
            LineKind::Page => matches!(self.line, LineState::Answering | LineState::Up),
        }
    }

    /// Makes the legs do what is wanted now. Where nothing differs, nothing is done.
    fn converge(&mut self) {
        match self.wanted {
            Some(Wanted::Ended { reason }) => self.release(reason),
            Some(_) if self.line == LineState::Incoming => {
                self.line = LineState::Answering;
                self.actions.push(Action::Answer);
            }
            Some(_) | None => {}
        }
        self.arrange_agent();
        if self.line == LineState::Up {
            self.listen(customer_leg(self.contact), self.customer_source());
        }
    }

    /// Exactly one member's leg may hear the customer, and only in a talk (I19).
    fn arrange_agent(&mut self) {
        let customer = Source::Leg(customer_leg(self.contact));
        let leg = self.agent.and_then(|agent| agent.leg);
        let talking = matches!(self.wanted, Some(Wanted::Talking { .. }));
        for other in self.hearing.others_than(customer_leg(self.contact), leg) {
            self.listen(other, Source::Silence);
            self.hearing.forget(other);
        }
        if let Some(leg) = leg {
            let hears =
                if talking && self.line == LineState::Up { customer } else { Source::Silence };
            self.listen(leg, hears);
        }
    }

    /// What the customer hears. An agent whose sound is gone is replaced by music at once, and the core is told (DESIGN §3).
    fn customer_source(&self) -> Source {
        match self.wanted {
            Some(Wanted::Greeting) => GREETING,
            Some(Wanted::Talking { customer_hears, .. }) => {
                let agent = self.agent.and_then(|agent| agent.audible());
                match (customer_hears, agent) {
                    (CustomerHears::Agent, Some(leg)) => Source::Leg(leg),
                    (CustomerHears::Silence, Some(_)) => Source::Silence,
                    (CustomerHears::Music, _) | (_, None) => MUSIC,
                }
            }
            Some(Wanted::Waiting | Wanted::Connecting { .. }) => MUSIC,
            Some(Wanted::Ended { .. }) | None => Source::Silence,
        }
    }

    fn listen(&mut self, leg: LegId, to: Source) {
        let order = self.hearing.listen(leg, to);
        self.actions.extend(order);
    }

    fn patience(&self) -> Patience {
        match self.wanted {
            Some(Wanted::Talking { customer_hears: CustomerHears::Music, .. }) => Patience::OnHold,
            _ => Patience::Talking,
        }
    }

    fn tell_of_agent(&mut self, news: Option<News>) {
        let contact = self.contact;
        let Some(member) = self.member() else { return };
        match news {
            Some(News::Heard) => self.tell(Fact::AgentHeard { contact, member }),
            Some(News::Silent) => self.tell(Fact::AgentSilent { contact, member }),
            None => {}
        }
    }

    fn tell(&mut self, fact: Fact) {
        match &mut self.arrival {
            Arrival::Pending { facts, .. } => facts.push(fact),
            Arrival::Committed => self.actions.push(Action::Fact(fact)),
        }
    }

    fn hung_up(&self) -> Fact {
        Fact::CustomerHungUp { contact: self.contact }
    }

    fn broke(&self, fault: CallFault) -> Fact {
        Fact::CallBroke { contact: self.contact, fault }
    }
}

fn member_of(wanted: Wanted) -> Option<MemberId> {
    match wanted {
        Wanted::Connecting { member } | Wanted::Talking { member, .. } => Some(member),
        Wanted::Greeting | Wanted::Waiting | Wanted::Ended { .. } => None,
    }
}
