//! The loop: effects, requests, notes, datagrams, sound events and deadlines come in one after the other; each becomes inputs
//! for calls, and what the calls want done is done.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use acd::{ApplicationId, CallFault, ContactId, Effect, Fact, Fence, MemberId, PhoneId, Wanted};
use driver::{Errand, KeysToSend};
use media::{Digit, LegId, Order, PortPool, Source};
use sip::{CallId, Cause, Endpoint, Output, Party};
use store::Key;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;
use voice::strains::{self, Span, Strains};
use voice::{Action, Call, Input, LineKind, MemberLegs};

use super::beside::Beside;
use super::connections::News;
use super::desk::{Desks, Seat};
use super::handsets::{self, Handsets};
use super::line::{Line, Trunk};
use super::line_id::{LineId, contacts_of};
use super::phone::Phones;
use super::phone_line::PhoneLines;
use super::request::{Note, Request};
use super::sip_ports::{DATAGRAM_MAX, SipPorts};
use crate::media::MediaThread;

pub(super) struct Board {
    pub(super) endpoint: Endpoint,
    pub(super) media: MediaThread,
    pub(super) ports: PortPool,
    pub(super) sip_ports: SipPorts,
    /// VC31: where SIP phones register, if they can.
    pub(super) handsets: Option<Handsets>,
    /// VC31: whose phone is one of them.
    pub(super) desks: Desks,
    /// VC12: the others of them that customers were handed to.
    pub(super) phone_lines: PhoneLines,
    pub(super) beside: Beside,
    pub(super) calls: BTreeMap<ContactId, Held>,
    pub(super) by_sip: BTreeMap<CallId, LineId>,
    pub(super) phones: Phones,
    /// Answers that wait for their dialog to be on disk.
    pub(super) unsent: BTreeMap<LineId, Vec<Output>>,
    /// What calls must be told, in order.
    pub(super) todo: VecDeque<(ContactId, Input)>,
    pub(super) calls_max: usize,
    /// F07: no new calls are taken.
    pub(super) draining: bool,
    /// Who waits for the end of the last call.
    pub(super) when_idle: Vec<oneshot::Sender<()>>,
    /// VC53: what is wrong with the sound of each leg.
    pub(super) strains: Strains,
    deadlines: BTreeSet<(Instant, ContactId)>,
}

/// A call, with what it leaves to its owner.
#[derive(Debug)]
pub(super) struct Held {
    /// Whose call it is. A call from a trunk learns it with its arrival: facts of it come after that.
    pub(super) application: Option<ApplicationId>,
    pub(super) call: Call,
    pub(super) line: Line,
    /// VC13: the line outside that was called last.
    pub(super) outside: Option<Trunk>,
    /// When an agent's accept reached us, until the two are put through.
    pub(super) accepted: Option<Instant>,
    /// Who calls or is called, as SIP phones show it.
    pub(super) shown: Option<Party>,
    /// For whom it rings, and who is in it.
    pub(super) rings: Option<(MemberId, Fence)>,
    pub(super) inside: [Option<MemberId>; 2],
    /// VC30: what each member is shown of the other one.
    pub(super) shown_inside: BTreeMap<MemberId, Party>,
    /// VC30: the phone that is called as soon as it is known what it is to show.
    pub(super) phone_waits: Option<PhoneId>,
    /// VC31: how far the member's own SIP phone is, of a call out or within the house.
    pub(super) own_leg: OwnLeg,
    deadline: Option<Instant>,
}

/// VC06, VC31: the member's phone is called before the number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnLeg {
    /// Nobody knows yet whom to call.
    NotYet,
    /// The number is called once the member has answered.
    First,
    /// Nothing waits for it.
    AtAnyTime,
}

/// Where everything comes in.
pub(super) struct Inlets {
    pub(super) errands: mpsc::UnboundedReceiver<(ApplicationId, Errand)>,
    pub(super) requests: mpsc::Receiver<Request>,
    pub(super) notes: mpsc::Receiver<Note>,
    pub(super) media: mpsc::Receiver<media::Event>,
    pub(super) streams: mpsc::Receiver<News>,
    pub(super) handset_streams: Option<mpsc::Receiver<News>>,
}

impl Held {
    pub(super) fn new(contact: ContactId, kind: LineKind, line: Line) -> Self {
        Self::of(Call::new(contact, kind), line)
    }

    /// VC06: a call of a member's, which is known to the core from the start.
    pub(super) fn dialling(contact: ContactId, application: ApplicationId) -> Self {
        let of = Self::of(Call::dialling(contact), Line::calling());
        Self { application: Some(application), own_leg: OwnLeg::NotYet, ..of }
    }

    /// VC30.
    pub(super) fn internal(contact: ContactId, application: ApplicationId) -> Self {
        let of = Self::of(Call::internal(contact), Line::Nobody);
        Self { application: Some(application), own_leg: OwnLeg::NotYet, ..of }
    }

    fn of(call: Call, line: Line) -> Self {
        Self {
            application: None,
            call,
            line,
            outside: None,
            accepted: None,
            shown: None,
            shown_inside: BTreeMap::new(),
            phone_waits: None,
            rings: None,
            inside: [None, None],
            own_leg: OwnLeg::AtAnyTime,
            deadline: None,
        }
    }
}

impl Board {
    pub(super) fn new(
        endpoint: Endpoint,
        media: MediaThread,
        sip_ports: SipPorts,
        beside: Beside,
        calls_max: usize,
    ) -> Self {
        Self {
            ports: PortPool::new(media.rtp_ports()),
            endpoint,
            media,
            sip_ports,
            handsets: None,
            desks: Desks::default(),
            phone_lines: PhoneLines::default(),
            beside,
            calls: BTreeMap::new(),
            by_sip: BTreeMap::new(),
            phones: Phones::default(),
            unsent: BTreeMap::new(),
            todo: VecDeque::new(),
            calls_max,
            draining: false,
            when_idle: Vec::new(),
            strains: Strains::default(),
            deadlines: BTreeSet::new(),
        }
    }

    /// Runs until nobody holds a handle any more.
    pub(super) async fn run(mut self, mut inlets: Inlets) {
        let mut buffer = vec![0; DATAGRAM_MAX];
        let mut handset_buffer = handsets::buffer();
        let outputs = self.endpoint.watch_trunks(Instant::now());
        self.emit(outputs);
        loop {
            let due = self.next_deadline();
            let wake = async {
                match due {
                    Some(due) => tokio::time::sleep_until(due.into()).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                request = inlets.requests.recv() => match request {
                    Some(request) => self.serve(request),
                    None => return,
                },
                Some((application, errand)) = inlets.errands.recv() => match errand {
                    Errand::Effect { effect, flow } => self.arrange(application, effect, flow),
                    Errand::Keys(sent) => self.send_keys(&sent),
                    Errand::Ask(enquiry) => self.beside.ask(application, enquiry),
                    Errand::FindCallee(wanted) => self.beside.find_callee(application, wanted),
                },
                Some(note) = inlets.notes.recv() => self.take_note(note),
                event = inlets.media.recv() => if let Some(event) = event {
                    self.media_event(event);
                } else {
                    tracing::error!("the media thread has ended: every call is lost");
                    self.end_all();
                    return;
                },
                Ok((length, source)) = self.sip_ports.receive(&mut buffer) => {
                    if let Some(datagram) = buffer.get(..length)
                        && self.sip_ports.admits(source, Instant::now())
                    {
                        self.receive(datagram, source.into());
                    }
                }
                Some(news) = inlets.streams.recv() => self.take_news(news),
                Ok((length, source)) =
                    handsets::next_datagram(self.handsets.as_ref(), &mut handset_buffer) =>
                {
                    if let Some(datagram) = handset_buffer.get(..length) {
                        self.handset_datagram(datagram, source);
                    }
                }
                Some(news) = handsets::next_news(&mut inlets.handset_streams) => {
                    self.take_handset_news(news);
                }
                () = wake => self.pass_deadlines(),
            }
            self.settle();
            self.media.catch_up();
            if self.media.is_stuck() {
                tracing::error!("the media thread takes no orders: every call is lost");
                self.end_all();
                return;
            }
            if self.calls.is_empty() {
                for waits in self.when_idle.drain(..) {
                    let _gone = waits.send(());
                }
            }
        }
    }

    /// Takes a call up; from now on it is told things.
    pub(super) fn hold(&mut self, contact: ContactId, held: Held) {
        self.calls.insert(contact, held);
        self.share_lines();
        metrics::counter!("rapport_calls_total").increment(1);
        self.count_calls();
    }

    fn arrange(&mut self, application: ApplicationId, effect: Effect, flow: Option<flow::Wanted>) {
        let Effect::Arrange { contact, wanted } = effect;
        if let Wanted::Dialling { customer, number, .. } = wanted
            && !self.calls.contains_key(&contact)
        {
            self.begin_call_out(application, contact, (customer, number));
        }
        self.begin_internal(application, contact, wanted);
        let Some(held) = self.calls.get_mut(&contact) else {
            // The core believes in a call that is not here any more: it is told, whatever it wanted.
            if !matches!(wanted, Wanted::Ended { .. }) {
                let fault = CallFault::LegsLost;
                self.beside.fact(application, Fact::CallBroke { contact, fault });
            }
            return;
        };
        held.application = Some(application);
        match wanted {
            Wanted::Connecting { .. } => {
                held.accepted.get_or_insert_with(Instant::now);
            }
            Wanted::Dialling { .. }
            | Wanted::Internal { .. }
            | Wanted::AtPhone { .. }
            | Wanted::Talking { .. } => {}
            Wanted::Greeting
            | Wanted::Notice
            | Wanted::InFlow { .. }
            | Wanted::Waiting
            | Wanted::External { .. }
            | Wanted::Ringing { .. }
            | Wanted::Ended { .. } => held.accepted = None,
        }
        let before = held.concerned();
        (held.rings, held.inside) = (wanted.rings(), wanted.inside());
        let now = held.concerned();
        let [agent, consultant] = held.inside;
        self.stir_seats(application, before);
        self.stir_seats(application, now);
        let leg = |member| self.leg_of((application, member), contact);
        let phones =
            MemberLegs { agent: agent.and_then(leg), consultant: consultant.and_then(leg) };
        self.todo.push_back((contact, Input::Wanted { wanted, phones, flow }));
    }

    /// The member's leg in this call.
    fn leg_of(&self, seat: Seat, contact: ContactId) -> Option<LegId> {
        if self.desks.all.contains_key(&seat) {
            self.desks.leg(seat, contact)
        } else {
            self.phones.leg(seat.1)
        }
    }

    /// VC21.
    fn send_keys(&mut self, sent: &KeysToSend) {
        let keys = sent.keys.chars().filter_map(Digit::from_char);
        self.todo.extend(keys.map(|key| (sent.contact, Input::SendKey(key))));
    }

    fn media_event(&mut self, event: media::Event) {
        let (media::Event::Connected { leg }
        | media::Event::Flowing { leg }
        | media::Event::PromptEnded { leg, .. }
        | media::Event::Digit { leg, .. }
        | media::Event::CodecWanted { leg, .. }
        | media::Event::Quiet { leg }
        | media::Event::Strained { leg, .. }
        | media::Event::Eased { leg, .. }
        | media::Event::Closed { leg, .. }) = event;
        if self.judges(event) {
            return;
        }
        if let Some(seat) = self.desks.of_leg(leg) {
            return self.handset_sound(seat, event);
        }
        let Some(member) = self.phones.member(leg) else {
            let held = |contact: &ContactId| self.calls.contains_key(contact);
            if let Some(contact) = contacts_of(leg).into_iter().find(held) {
                self.todo.push_back((contact, Input::Media(event)));
            }
            return;
        };
        if let Some((application, fact)) = self.phones.report(member, event) {
            self.beside.fact(application, fact);
        }
        self.tell_calls_of(member, &Input::Media(event));
    }

    /// VC53: whether the event is about how good the sound is, which is kept and changes no call.
    fn judges(&mut self, event: media::Event) -> bool {
        let now = Instant::now();
        match event {
            media::Event::Strained { leg, strain, worst, lasting } => {
                let since = now.checked_sub(lasting).unwrap_or(now);
                // A customer's leg is in one call, all its life.
                let contact = ContactId(Uuid::from_u128(leg.0));
                if self.calls.contains_key(&contact) {
                    let seat = strains::Seat { contact, member: None };
                    let spans = self.strains.enter(leg, seat, since);
                    self.keep_strains(spans);
                }
                self.strains.strained(leg, strain, worst, since);
            }
            media::Event::Eased { leg, strain } => {
                let span = self.strains.eased(leg, strain, now);
                self.keep_strains(span);
            }
            media::Event::Closed { leg, .. } => {
                self.close_strains(leg);
                return false;
            }
            _ => return false,
        }
        true
    }

    /// The leg is gone, by whatever way.
    pub(super) fn close_strains(&mut self, leg: LegId) {
        let spans = self.strains.close(leg, Instant::now());
        self.keep_strains(spans);
    }

    pub(super) fn keep_strains(&self, spans: impl IntoIterator<Item = Span>) {
        for span in spans {
            let application = self.calls.get(&span.contact).and_then(|held| held.application);
            if let Some(application) = application {
                self.beside.keep_strain(application, span);
            }
        }
    }

    /// The call that the member is in, if there is one, hears of it.
    pub(super) fn tell_calls_of(&mut self, member: MemberId, input: &Input) {
        let inside = |held: &Held| held.call.members().any(|inside| inside == member);
        let calls = self.calls.iter().filter(|(_, held)| inside(held));
        self.todo.extend(calls.map(|(contact, _)| (*contact, input.clone())));
    }

    fn next_deadline(&self) -> Option<Instant> {
        let call = self.deadlines.first().map(|(deadline, _)| *deadline);
        let orders = self.media.due(Instant::now());
        let handsets = self.handsets.as_ref().and_then(|it| it.endpoint.next_timeout());
        [call, self.endpoint.next_timeout(), handsets, orders].into_iter().flatten().min()
    }

    fn pass_deadlines(&mut self) {
        let now = Instant::now();
        let outputs = self.endpoint.handle_timeout(now);
        self.emit(outputs);
        self.pass_handset_deadlines(now);
        while let Some((_, contact)) = self.deadlines.first().copied().filter(|(at, _)| *at <= now)
        {
            self.step(contact, |call| call.handle_timeout(now));
        }
    }

    /// Until no call has anything more to be told.
    pub(super) fn settle(&mut self) {
        loop {
            while let Some((contact, input)) = self.todo.pop_front() {
                self.step(contact, |call| call.handle(input, Instant::now()));
            }
            if !self.tend_handsets() {
                return;
            }
        }
    }

    /// One step of one call. If it meets a defect of ours, that call ends and no other (F08).
    fn step(&mut self, contact: ContactId, step: impl FnOnce(&mut Call) -> Vec<Action>) {
        let Some(held) = self.calls.get_mut(&contact) else { return };
        match catch_unwind(AssertUnwindSafe(|| step(&mut held.call))) {
            Ok(actions) => {
                for action in actions {
                    self.carry_out(contact, action);
                }
                self.note_deadline(contact);
                if self.calls.get(&contact).is_some_and(|held| held.call.is_over()) {
                    self.forget(contact);
                }
            }
            Err(_) => self.break_off(contact),
        }
    }

    fn note_deadline(&mut self, contact: ContactId) {
        let Some(held) = self.calls.get_mut(&contact) else { return };
        let next = held.call.next_deadline();
        if let Some(old) = std::mem::replace(&mut held.deadline, next) {
            self.deadlines.remove(&(old, contact));
        }
        if let Some(next) = next {
            self.deadlines.insert((next, contact));
        }
    }

    fn forget(&mut self, contact: ContactId) {
        self.close_strains(LineId::customer(contact).leg());
        if let Some(held) = self.calls.remove(&contact) {
            if let Some(deadline) = held.deadline {
                self.deadlines.remove(&(deadline, contact));
            }
            if let Some(application) = held.application {
                self.stir_seats(application, held.concerned());
            }
        }
        for line in [LineId::customer(contact), LineId::external(contact)] {
            self.ports.give_back(line.leg());
        }
        self.share_lines();
        self.count_calls();
    }

    /// OP06: one count of calls, whatever way they come by.
    fn share_lines(&mut self) {
        let pages = self.pages().count();
        self.endpoint.set_calls_elsewhere(pages);
    }

    /// Ends a call whose value can no longer be asked how.
    fn break_off(&mut self, contact: ContactId) {
        tracing::error!(contact.id = %contact, "a call met a defect of ours and is ended");
        metrics::counter!("rapport_calls_broken_total").increment(1);
        for leg in self.phones.legs_in(contact) {
            self.media.order(Order::Listen { leg, to: Source::Silence });
        }
        self.close_strains(LineId::customer(contact).leg());
        self.let_phone_go(contact, Cause::TEMPORARY_FAILURE);
        for line in [LineId::customer(contact), LineId::external(contact)] {
            self.media.order(Order::Close { leg: line.leg() });
            if let Some(sip) = self.trunk(line).and_then(|trunk| trunk.sip) {
                let outputs = self.endpoint.hang_up(sip, Cause::TEMPORARY_FAILURE, Instant::now());
                self.emit(outputs);
            }
        }
        let application = self.calls.get(&contact).and_then(|held| held.application);
        self.forget(contact);
        // Without one the core has not heard of the call yet; it will be told when it wants something of it.
        if let Some(application) = application {
            self.beside.fact(application, Fact::CallBroke { contact, fault: CallFault::LegsLost });
        }
    }

    /// What a call has to tell its core.
    pub(super) fn fact_of(&self, contact: ContactId, fact: Fact) {
        let application = self.calls.get(&contact).and_then(|held| held.application);
        if let Some(application) = application {
            self.beside.fact(application, fact);
        } else {
            tracing::error!(contact.id = %contact, "a call has a fact and no application");
        }
    }

    /// VC20.
    pub(super) fn key_of(&self, contact: ContactId, key: Digit) {
        if let Some(application) = self.calls.get(&contact).and_then(|held| held.application) {
            self.beside.key(application, contact, Key(key.as_char()));
        }
    }

    /// F07: the core ends what it knows of, and the goodbyes follow from that.
    pub(super) fn cut_off(&mut self) {
        let fault = CallFault::LegsLost;
        let known = |(contact, held): (&ContactId, &Held)| (*contact, held.application);
        for (contact, application) in self.calls.iter().map(known).collect::<Vec<_>>() {
            match application {
                Some(application) => {
                    self.beside.fact(application, Fact::CallBroke { contact, fault });
                }
                None => self.break_off(contact),
            }
        }
    }

    fn end_all(&mut self) {
        for contact in self.calls.keys().copied().collect::<Vec<_>>() {
            self.break_off(contact);
        }
    }

    pub(super) fn new_leg() -> LegId {
        LegId(Uuid::now_v7().as_u128())
    }

    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 calls")]
    fn count_calls(&self) {
        metrics::gauge!("rapport_calls_live").set(self.calls.len() as f64);
    }
}
