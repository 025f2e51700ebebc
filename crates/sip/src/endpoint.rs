//! The endpoint: datagrams, commands and time in; datagrams and events out.

mod acknowledge;
mod answered;
mod calling;
mod carried;
mod challenged;
mod hang_up;
mod in_dialog;
mod invited;
mod lingering;
mod ping;
mod press;
mod refuse;
mod register;
mod reliable;
mod reoffer;
mod session;
mod transact;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use sipx_sip::{Request, Response, TransactionKey, TuEvent};

pub use self::calling::{Destination, InviteError};
use self::refuse::{Received, Refusal};
use crate::advertised::Advertised;
use crate::alarm::Alarm;
use crate::call::{Call, Up};
use crate::codec::Codecs;
use crate::config::{EndpointConfig, Limits};
use crate::counters::{Counters, Size};
use crate::credentials::Challenges;
use crate::dialog::{DialogKey, SavedDialog, Sender};
use crate::event::{CallId, Event, Output};
use crate::framing::Framing;
use crate::hop::Hop;
use crate::incoming::{self, Envelope, Incoming};
use crate::peer::{Peer, Peers};
use crate::purpose::Purpose;
use crate::registrar::Registrar;
use crate::salvage::Salvaged;
use crate::stun;
use crate::timer_queue::TimerQueue;
use crate::tokens::Tokens;
use crate::transactions::{Key, Transactions};
use crate::trunks::Trunks;
use crate::via;

/// A SIP user agent for many calls, as a value.
///
/// Each method returns what is to be done now; nothing is kept back, so there is no queue to
/// drain. After each call ask [`next_timeout`](Self::next_timeout) and call
/// [`handle_timeout`](Self::handle_timeout) then. A command to a call that is over does nothing:
/// the far end may always have been faster.
#[derive(Debug)]
pub struct Endpoint {
    advertised: Advertised,
    peers: Peers,
    limits: Limits,
    codecs: Codecs,
    /// While draining, what new callers are told to wait (F07).
    draining: Option<Duration>,
    tokens: Tokens,
    transactions: Transactions,
    calls_begun: u64,
    calls: BTreeMap<CallId, Call>,
    /// Lines in use by calls that are none of ours.
    calls_elsewhere: usize,
    trunks: Trunks,
    /// VC31.
    registrar: Option<Registrar>,
    /// Where no phone is registered any more, and a call goes on.
    lingering: BTreeSet<Hop>,
    /// F41: peers that take no call for now, and until when.
    resting: BTreeMap<SocketAddr, Instant>,
    challenges: Challenges,
    dialogs: BTreeMap<DialogKey, CallId>,
    timers: TimerQueue<Alarm>,
    counters: Counters,
    outbox: Vec<Output>,
}

impl Endpoint {
    /// An endpoint with no calls.
    pub fn new(config: EndpointConfig) -> Self {
        Self {
            advertised: Advertised { plain: config.advertised, tls: config.advertised_tls },
            peers: Peers::new(config.peers),
            limits: config.limits,
            codecs: config.codecs,
            draining: None,
            tokens: Tokens::new(config.seed),
            transactions: Transactions::default(),
            calls_begun: 0,
            calls: BTreeMap::new(),
            calls_elsewhere: 0,
            trunks: Trunks::default(),
            registrar: None,
            lingering: BTreeSet::new(),
            resting: BTreeMap::new(),
            challenges: Challenges::default(),
            dialogs: BTreeMap::new(),
            timers: TimerQueue::new(),
            counters: Counters::default(),
            outbox: Vec::new(),
        }
    }

    /// Whether somebody may talk to us; one who may not is counted. A connection is asked for at
    /// once, before anything is read from it.
    pub fn admits(&mut self, source: Hop) -> bool {
        let is_known = self.peers.at(source).is_some();
        if !is_known {
            self.counters.unknown_source += 1;
        }
        is_known
    }

    /// A datagram came in, or a whole frame of a stream.
    pub fn receive(&mut self, datagram: &[u8], source: Hop, now: Instant) -> Vec<Output> {
        if !self.admits(source) {
            self.receive_stranger(datagram, source, now);
            return self.take_outputs();
        }
        match Framing::of(datagram) {
            Framing::Ping => {
                self.counters.keep_alive += 1;
                self.transmit(source, Bytes::from_static(b"\r\n"));
            }
            Framing::KeepAlive => self.counters.keep_alive += 1,
            Framing::Stun => {
                self.counters.stun += 1;
                if let Some(answer) = stun::answer(datagram, source.address) {
                    self.transmit(source, answer);
                }
            }
            Framing::Message(message) => self.receive_message(message, source, now),
        }
        self.take_outputs()
    }

    /// The head of a message came in a stream and its end cannot be known. It is answered, and then
    /// the connection has to be closed.
    pub fn receive_broken(&mut self, head: &[u8], source: Hop) -> Vec<Output> {
        if self.admits(source) {
            self.counters.malformed += 1;
            if let Some(salvaged) = Salvaged::of(head, 400) {
                self.answer_unread(&salvaged, source);
            }
        }
        self.take_outputs()
    }

    /// The time that [`next_timeout`](Self::next_timeout) told has come.
    pub fn handle_timeout(&mut self, now: Instant) -> Vec<Output> {
        while let Some(alarm) = self.timers.due(now) {
            match alarm {
                Alarm::Transaction(id, timer) => self.transaction_timer(id, timer.0, now),
                Alarm::Cancelled(id) => self.forget_transaction(id),
                Alarm::NoAnswer(call) => self.no_answer(call, now),
                Alarm::Ringing(call) => self.ring_again(call, now),
                Alarm::Undecided(call) => self.undecided(call, now),
                Alarm::Unacknowledged(call) => self.unacknowledged(call, now),
                Alarm::Unpracked(call) => self.unpracked(call, now),
                Alarm::Refresh(call) => self.refresh(call, now),
                Alarm::Expired(call) => self.expired(call, now),
                Alarm::Reoffer(call) => self.reoffer_again(call, now),
                Alarm::Ping(trunk) => self.ping(trunk, now),
                Alarm::Unbound(binding) => self.unbound(binding),
            }
        }
        self.take_outputs()
    }

    /// When [`handle_timeout`](Self::handle_timeout) wants to be called next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.timers.next()
    }

    /// Calls that come by other ways and use the same lines: one limit holds for all.
    pub fn set_calls_elsewhere(&mut self, calls: usize) {
        self.calls_elsewhere = calls;
    }

    /// Whether one more call may be taken, by whatever way.
    pub fn has_line(&self) -> bool {
        self.calls.len().saturating_add(self.calls_elsewhere) < self.limits.calls
    }

    /// From now on new calls are answered 503 with this Retry-After; calls that are up go on.
    pub fn drain(&mut self, retry_after: Duration) {
        self.draining = Some(retry_after);
    }

    /// New calls are welcome again.
    pub fn reopen(&mut self) {
        self.draining = None;
    }

    /// Replaces the configured peers. Calls with a peer that is gone hear nothing more from it, and none is
    /// asked whether it is there before [`watch_trunks`](Self::watch_trunks).
    pub fn set_peers(&mut self, peers: Vec<Peer>) {
        self.watch_no_more();
        self.peers = Peers::new(peers);
    }

    /// What must be kept on disk to end this call after a crash: there is something from the
    /// moment the call is up. Keep it before the datagrams of [`answer`](Self::answer) are sent.
    pub fn dialog(&self, call: CallId) -> Option<SavedDialog> {
        match self.calls.get(&call)? {
            Call::Up(up) => {
                Some(SavedDialog { dialog: up.dialog.clone(), local: up.local.clone() })
            }
            Call::Invited(_) | Call::Calling(_) => None,
        }
    }

    /// Takes up a call that a crash left behind, so that it can be hung up (F01).
    pub fn resume(&mut self, saved: SavedDialog) -> CallId {
        let SavedDialog { mut dialog, mut local } = saved;
        dialog.skip_ahead();
        local.skip_ahead();
        let call = self.next_call();
        self.dialogs.insert(dialog.key(), call);
        self.calls.insert(call, Call::Up(Box::new(Up::new(dialog, local))));
        call
    }

    /// What was dropped so far.
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// How much is held now.
    pub fn size(&self) -> Size {
        Size {
            calls: self.calls.len(),
            dialogs: self.dialogs.len(),
            client_transactions: self.transactions.clients(),
            server_transactions: self.transactions.servers(),
            timers: self.timers.len(),
        }
    }

    fn receive_message(&mut self, message: &[u8], source: Hop, now: Instant) {
        match incoming::read(message) {
            Ok(Incoming::Request(request, envelope)) => {
                self.receive_request(request, envelope, source, now);
            }
            Ok(Incoming::Response(response, envelope)) => {
                self.receive_response(response, &envelope, now);
            }
            Err(malformed) => {
                self.counters.malformed += 1;
                if let Some(salvaged) = malformed.answer {
                    self.answer_unread(&salvaged, source);
                }
            }
        }
    }

    /// W27: a stranger may say which phone it is, where phones may register, and is not heard with anything else.
    fn receive_stranger(&mut self, datagram: &[u8], source: Hop, now: Instant) {
        if !self.has_phones() {
            return;
        }
        let Framing::Message(message) = Framing::of(datagram) else { return };
        if let Ok(Incoming::Request(request, envelope)) = incoming::read(message)
            && Purpose::of(&request.method) == Purpose::Register
            && envelope.to_tag.is_empty()
        {
            self.counters.unknown_source -= 1;
            self.receive_request(request, envelope, source, now);
        }
    }

    fn receive_request(
        &mut self,
        mut request: Request,
        envelope: Envelope,
        source: Hop,
        now: Instant,
    ) {
        // The key is taken before the Via is stamped: old senders are matched by its bytes.
        let key = TransactionKey::from_request(&request).map(Key::from);
        let (Some(key), Some(reply_to)) = (key, via::stamp(&mut request, source)) else {
            self.counters.malformed += 1;
            return;
        };
        if let Some(id) = self.transactions.server_for(&key) {
            let Some(server) = self.transactions.server(id) else { return };
            let outputs = server.machine.on_request(&request);
            // RFC 6026: the ACK of a 2xx comes up through its transaction where branches match.
            if self
                .perform(id, outputs, now)
                .events
                .iter()
                .any(|event| matches!(event, TuEvent::Ack(_)))
            {
                self.acknowledged(&request, &envelope, now);
            }
            return;
        }
        let received = Received { request, envelope, key, reply_to, source };
        match Purpose::of(&received.request.method) {
            Purpose::Ack => self.acknowledged(&received.request, &received.envelope, now),
            Purpose::Cancel => self.cancelled(&received, now),
            purpose if !received.envelope.to_tag.is_empty() => {
                self.in_dialog(purpose, &received, now);
            }
            // VC31: a phone of a member's takes calls; it makes none yet.
            Purpose::Invite if self.registrar.is_some() => {
                self.refuse(&received, &Refusal::new(403), now);
            }
            Purpose::Invite => self.invited(&received, now),
            Purpose::Register => self.register(&received, now),
            Purpose::Options => self.answer_options(&received),
            Purpose::Bye | Purpose::Info | Purpose::Update | Purpose::Prack => {
                self.answer_once(&received, &Refusal::new(481));
            }
            Purpose::NotServed => self.answer_once(&received, &Refusal::not_served(405)),
            Purpose::Unknown => self.answer_once(&received, &Refusal::not_served(501)),
        }
    }

    fn receive_response(&mut self, response: Response, envelope: &Envelope, now: Instant) {
        // A response to nothing that we remember sending is nobody's business.
        let Some(id) = self.transactions.client_for(&response) else { return };
        let Some(client) = self.transactions.client(id) else { return };
        let outputs = client.machine.on_response(response);
        for event in self.perform(id, outputs, now).events {
            if let TuEvent::Response(response) = event {
                self.answered(id, &response, envelope, now);
            }
        }
    }

    fn next_call(&mut self) -> CallId {
        self.calls_begun += 1;
        CallId(self.calls_begun)
    }

    /// Forgets a call and all that was kept for it. Transactions live on to absorb what is late.
    fn forget(&mut self, call: CallId) -> Option<Call> {
        let gone = self.calls.remove(&call)?;
        let dialog = match &gone {
            Call::Invited(invited) => Some(invited.dialog.key()),
            Call::Up(up) => Some(up.dialog.key()),
            Call::Calling(_) => None,
        };
        if let Some(key) = dialog {
            self.dialogs.remove(&key);
        }
        for alarm in [
            Alarm::NoAnswer(call),
            Alarm::Ringing(call),
            Alarm::Undecided(call),
            Alarm::Unacknowledged(call),
            Alarm::Unpracked(call),
            Alarm::Refresh(call),
            Alarm::Expired(call),
            Alarm::Reoffer(call),
        ] {
            self.timers.clear(&alarm);
        }
        Some(gone)
    }

    fn tell(&mut self, event: Event) {
        self.outbox.push(Output::Event(event));
    }

    fn transmit(&mut self, to: Hop, datagram: Bytes) {
        self.outbox.push(Output::Transmit { to, datagram });
    }

    fn take_outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outbox)
    }

    /// What is needed to write a request of a dialog, with a branch of its own.
    fn sender(&mut self) -> Sender {
        Sender { ours: self.advertised, branch: self.tokens.draw() }
    }
}
