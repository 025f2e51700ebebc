//! One call: the customer's line, the agent who talks to them, and what the core wants of both.

mod arrange;
mod consult;
mod flow;
mod internal;
mod outside;
mod report;
mod voicemail;

use std::time::Instant;

use ::flow::Turn;
use acd::{
    CallFault, ContactId, CustomerHears, EndReason, Fact, MemberId, Progress, Recording, Timestamp,
    Wanted,
};
use media::{Digit, LegId};
use sip::{Cause, Rejection};

use crate::action::Action;
use crate::agent::Agent;
use crate::causes::{cause, rejection};
use crate::hearing::Hearing;
use crate::input::{Input, MemberLegs};
use crate::keypad::Keypad;
use crate::line::{LineKind, LineState};
use crate::outside::Outside;
use crate::playlist::Playlist;
use crate::sound_watch::{ARRIVAL_MAX, Patience, SoundWatch, Verdict};

/// A call of a customer, for as long as the core wants it or a leg of it lives.
#[derive(Clone, Debug)]
pub struct Call {
    contact: ContactId,
    kind: LineKind,
    line: LineState,
    /// VC06: what the far end of our own call lets us hear.
    progress: Option<Progress>,
    /// Whether the media leg is open though nobody has answered.
    early_leg: bool,
    arrival: Arrival,
    /// `None` until the core has said something.
    wanted: Option<Wanted>,
    agent: Option<Agent>,
    /// VC15, VC30: a colleague who is asked or called, once they have answered.
    consultant: Option<Agent>,
    /// VC13, VC15.
    outside: Option<Outside>,
    customer_sound: SoundWatch,
    hearing: Hearing,
    /// What was last ordered.
    recorded: Option<(MemberId, Recording)>,
    keypad: Keypad,
    flow: Option<::flow::Wanted>,
    playlist: Playlist,
    /// VC42: what was last ordered to be kept.
    words: Option<(Turn, Timestamp)>,
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

/// VC13: the media leg of the line outside that the contact's customer is handed to. In a UUID of ours this bit is set
/// (RFC 9562 §4.1, the variant), so that no contact's leg and no member's is another's.
pub fn external_leg(contact: ContactId) -> LegId {
    LegId(contact.0.as_u128() ^ VARIANT)
}

const VARIANT: u128 = 1 << 63;

impl Call {
    pub fn new(contact: ContactId, kind: LineKind) -> Self {
        Self {
            contact,
            kind,
            line: LineState::Incoming,
            progress: None,
            early_leg: false,
            arrival: Arrival::Pending { facts: Vec::new(), until: None },
            wanted: None,
            agent: None,
            consultant: None,
            outside: None,
            customer_sound: SoundWatch::new(),
            hearing: Hearing::default(),
            recorded: None,
            keypad: Keypad::default(),
            flow: None,
            playlist: Playlist::default(),
            words: None,
            actions: Vec::new(),
        }
    }

    /// VC06: a call of ours, which the core has asked for. Its owner dials by itself.
    pub fn dialling(contact: ContactId) -> Self {
        Self {
            line: LineState::Calling,
            arrival: Arrival::Committed,
            ..Self::new(contact, LineKind::Trunk)
        }
    }

    /// VC30: in the house, and nobody from outside.
    pub fn internal(contact: ContactId) -> Self {
        Self {
            line: LineState::Up,
            arrival: Arrival::Committed,
            ..Self::new(contact, LineKind::Nobody)
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
            Input::NotTaken { with } => {
                self.want(Wanted::Ended { reason: None }, MemberLegs::default(), now);
                self.release(with, cause(None));
            }
            Input::Wanted { wanted, phones, flow } => {
                // The core speaks of it, so it knows it.
                self.arrived();
                self.want(wanted, phones, now);
                self.walk(flow);
            }
            Input::Line(event) => self.line_reports(event, now),
            Input::Outside(event) => self.outside_reports(event, now),
            Input::Media(event) => self.media_reports(event, now),
            Input::SendKey(digit) => self.send_key(digit),
            Input::Phone { member, leg } => self.phone_changes(member, leg, now),
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
        let members = self.members_inside().filter_map(Agent::deadline);
        arrival
            .into_iter()
            .chain(sound)
            .chain(members)
            .chain(self.outside_deadline())
            .min()
            .filter(|_| self.line != LineState::Gone)
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
            self.release(rejection(None), cause(None));
            self.tell(self.broke(CallFault::LegsLost));
        }
        let verdict = self.customer_sound.expire(self.kind, self.patience(), now);
        self.judge(verdict);
        self.expire_outside(now);
        let seats = [&mut self.agent, &mut self.consultant].into_iter().flatten();
        let news = seats.filter_map(|inside| Some((inside.expire(now)?, inside.member)));
        for (news, member) in news.collect::<Vec<_>>() {
            self.tell(news.of(self.contact, member));
        }
        self.converge();
        std::mem::take(&mut self.actions)
    }

    pub fn contact(&self) -> ContactId {
        self.contact
    }

    /// The members in the call, whose phones' events it wants to hear of.
    pub fn members(&self) -> impl Iterator<Item = MemberId> {
        self.members_inside().map(|inside| inside.member)
    }

    fn members_inside(&self) -> impl Iterator<Item = &Agent> {
        self.agent.iter().chain(&self.consultant)
    }

    /// Whether the customer is still on the line.
    pub fn has_line(&self) -> bool {
        self.line != LineState::Gone
    }

    /// VC13: whether a line outside is there, or called.
    pub fn has_line_outside(&self) -> bool {
        self.outside.as_ref().is_some_and(|outside| outside.line != LineState::Gone)
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

    fn want(&mut self, wanted: Wanted, phones: MemberLegs, now: Instant) {
        let tone = matches!(wanted, Wanted::Connecting { tone: true, .. });
        let before = [self.agent.take(), self.consultant.take()];
        // VC15: a colleague who has the call from now on is heard already.
        let known = |fresh: &Agent| {
            before.iter().flatten().find(|inside| inside.member == fresh.member).copied()
        };
        let agent = member_of(wanted).map(|member| Agent::new(member, phones.agent, tone));
        let asked = consultant_of(wanted);
        let asked = asked.map(|member| Agent::new(member, phones.consultant, false));
        self.agent = agent.map(|fresh| self.seat(known(&fresh), fresh, now));
        self.consultant = asked.map(|fresh| self.seat(known(&fresh), fresh, now));
        self.wanted = Some(wanted);
        self.miss_caller();
    }

    /// The member as they are known, or as somebody of whom nothing was heard yet.
    fn seat(&mut self, known: Option<Agent>, fresh: Agent, now: Instant) -> Agent {
        let Some(mut known) = known else {
            self.await_sound(fresh.leg);
            return fresh;
        };
        if known.leg != fresh.leg {
            self.phone_moves(&mut known, fresh.leg, now);
        }
        known
    }

    /// VC51: the same member by another leg.
    fn phone_moves(&mut self, inside: &mut Agent, leg: Option<LegId>, now: Instant) {
        if let Some(old) = inside.leg {
            self.hearing.forget(old);
        }
        inside.moves_to(leg, now);
        self.await_sound(leg);
    }

    fn await_sound(&mut self, leg: Option<LegId>) {
        self.actions.extend(leg.map(|leg| Action::AwaitFlow { leg }));
    }

    /// The core has agreed to it in a talk; what came over the call since may have ended that, or put it on hold.
    fn send_key(&mut self, digit: Digit) {
        let heard = match self.wanted {
            Some(Wanted::Talking { customer_hears, .. }) => {
                matches!(customer_hears, CustomerHears::Agent | CustomerHears::Silence)
            }
            _ => false,
        };
        if self.line == LineState::Up && heard {
            self.actions.push(Action::SendKey(digit));
        }
    }

    fn answered(&mut self, now: Instant) {
        let calling = self.line == LineState::Calling;
        if !calling && self.line != LineState::Answering {
            return;
        }
        self.line = LineState::Up;
        self.customer_sound.answered(now);
        if calling {
            self.tell(Fact::CallAnswered { contact: self.contact });
            self.miss_agent();
        }
    }

    /// Who was not heard by now is silent.
    fn miss_agent(&mut self) {
        let missing =
            self.agent.as_mut().and_then(|agent| Some((agent.is_missing()?, agent.member)));
        if let Some((news, member)) = missing {
            self.tell(news.of(self.contact, member));
        }
    }

    fn judge(&mut self, verdict: Option<Verdict>) {
        match verdict {
            Some(Verdict::Probe) => self.actions.push(Action::Probe),
            Some(Verdict::Dead) => {
                let reason = Some(EndReason::MediaTimeout);
                self.release(rejection(reason), cause(reason));
                self.tell(self.broke(CallFault::MediaTimeout));
            }
            Some(Verdict::Left) => {
                let reason = Some(EndReason::EndedByCustomer);
                self.release(rejection(reason), cause(reason));
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

    /// We end the line, in the way that its state allows. A page has no dialog: once it has its answer, its
    /// connection is all that there is to end.
    fn release(&mut self, unanswered: Rejection, answered: Cause) {
        match (self.kind, self.line) {
            (_, LineState::Gone) => return,
            (LineKind::Trunk, LineState::Calling | LineState::Up) => {
                self.actions.push(Action::HangUp(answered));
            }
            (LineKind::Page, LineState::Calling | LineState::Answering | LineState::Up)
            | (LineKind::Nobody, _) => {}
            (_, LineState::Incoming | LineState::Answering) => {
                self.actions.push(Action::Reject(unanswered));
            }
        }
        self.line_is_gone(None);
    }

    /// The plane has given the customer's leg up: what is left of the line is signalling.
    fn leg_is_lost(&mut self) {
        self.hearing.forget(customer_leg(self.contact));
        if self.kind == LineKind::Trunk && matches!(self.line, LineState::Calling | LineState::Up) {
            self.actions.push(Action::HangUp(cause(Some(EndReason::MediaTimeout))));
        }
        self.line = LineState::Gone;
    }

    fn close_leg(&mut self) {
        self.hearing.forget(customer_leg(self.contact));
        self.actions.push(Action::CloseLeg);
    }

    /// A page's leg opens with the answer, a trunk's once the answer has left, or before it to a call of ours.
    fn has_media_leg(&self) -> bool {
        match self.kind {
            LineKind::Trunk => {
                self.line == LineState::Up || self.line == LineState::Calling && self.early_leg
            }
            LineKind::Page => matches!(self.line, LineState::Answering | LineState::Up),
            LineKind::Nobody => false,
        }
    }

    fn patience(&self) -> Patience {
        match self.wanted {
            Some(Wanted::Talking {
                customer_hears: CustomerHears::Music | CustomerHears::MusicApart,
                ..
            }) => Patience::OnHold,
            _ => Patience::Talking,
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
        Wanted::Dialling { member, .. }
        | Wanted::Connecting { member, .. }
        | Wanted::Talking { member, .. } => Some(member),
        Wanted::Internal { .. } | Wanted::AtPhone { .. } => internal::caller_of(wanted),
        Wanted::Greeting
        | Wanted::Notice
        | Wanted::InFlow { .. }
        | Wanted::Waiting
        | Wanted::External { .. }
        | Wanted::Ringing { .. }
        | Wanted::Ended { .. } => None,
    }
}

/// VC15, VC30: a colleague who has answered.
fn consultant_of(wanted: Wanted) -> Option<MemberId> {
    let Wanted::Talking { consult: Some(consult), .. } = wanted else {
        return internal::callee_of(wanted);
    };
    consult.inside()
}
