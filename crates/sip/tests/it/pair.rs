//! Two endpoints on a bad network, and a clock that jumps.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use sip::{
    CallId, Cause, Destination, Endpoint, EndpointConfig, Event, Limits, Output, Party, Peer,
    PeerAddress, SavedDialog,
};

const LATENCY: Duration = Duration::from_millis(10);

/// What the network does with a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Deliver,
    Lose,
    Duplicate,
    Delay(Duration),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Caller,
    Callee,
}

impl Side {
    pub(crate) fn address(self) -> SocketAddr {
        match self {
            Self::Caller => ([127, 0, 0, 1], 5070).into(),
            Self::Callee => ([127, 0, 0, 1], 5060).into(),
        }
    }

    pub(crate) fn media(self) -> SocketAddr {
        match self {
            Self::Caller => ([127, 0, 0, 1], 20_000).into(),
            Self::Callee => ([127, 0, 0, 1], 10_010).into(),
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Caller => Self::Callee,
            Self::Callee => Self::Caller,
        }
    }
}

/// A datagram as the wire saw it.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) at: Duration,
    pub(crate) from: Side,
    pub(crate) text: String,
}

impl Sent {
    /// The method of a request, or the status of a response with the method it answers.
    pub(crate) fn what(&self) -> String {
        let first = self.text.lines().next().unwrap_or_default();
        match first.strip_prefix("SIP/2.0 ") {
            Some(rest) => {
                let cseq = self.text.lines().find(|line| line.starts_with("CSeq:")).unwrap();
                let method = cseq.rsplit(' ').next().unwrap();
                format!("{} {method}", rest.split(' ').next().unwrap())
            }
            None => first.split(' ').next().unwrap_or_default().to_owned(),
        }
    }
}

type Weather = Box<dyn FnMut(Side, &str) -> Fate>;

pub(crate) struct Pair {
    pub(crate) caller: Endpoint,
    pub(crate) callee: Endpoint,
    pub(crate) now: Instant,
    begin: Instant,
    in_flight: BTreeMap<(Instant, u64), (Side, Bytes)>,
    sent: u64,
    pub(crate) wire: Vec<Sent>,
    /// What arrived, with who had sent it.
    pub(crate) arrived: Vec<Sent>,
    pub(crate) events: BTreeMap<Side, Vec<Event>>,
    weather: Weather,
}

impl Pair {
    pub(crate) fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    pub(crate) fn with_limits(limits: Limits) -> Self {
        let now = an_instant();
        Self {
            caller: endpoint(Side::Caller, 1, limits.clone()),
            callee: endpoint(Side::Callee, 2, limits),
            now,
            begin: now,
            in_flight: BTreeMap::new(),
            sent: 0,
            wire: Vec::new(),
            arrived: Vec::new(),
            events: BTreeMap::new(),
            weather: Box::new(|_, _| Fate::Deliver),
        }
    }

    /// From now on each datagram has the fate that `weather` says for (its sender, its name).
    pub(crate) fn weather(&mut self, weather: impl FnMut(Side, &str) -> Fate + 'static) {
        self.weather = Box::new(weather);
    }

    /// The first `times` datagrams of this name from this side have this fate.
    pub(crate) fn first(&mut self, times: usize, side: Side, what: &'static str, fate: Fate) {
        let mut left = times;
        self.weather(move |from, name| {
            if from == side && name == what && left > 0 {
                left -= 1;
                fate
            } else {
                Fate::Deliver
            }
        });
    }

    pub(crate) fn endpoint(&mut self, side: Side) -> &mut Endpoint {
        match side {
            Side::Caller => &mut self.caller,
            Side::Callee => &mut self.callee,
        }
    }

    /// Lets one side do something and sends what comes of it.
    pub(crate) fn act(
        &mut self,
        side: Side,
        act: impl FnOnce(&mut Endpoint, Instant) -> Vec<Output>,
    ) {
        let now = self.now;
        let outputs = act(self.endpoint(side), now);
        self.dispatch(side, outputs);
    }

    pub(crate) fn call(&mut self, number: &str) -> CallId {
        let to = Destination { user: number.to_owned(), address: Side::Callee.address().into() };
        let from = Party { user: "100".into(), display_name: Some("Ann \"A\" Caller".into()) };
        let (call, outputs) =
            self.caller.invite(&to, &from, Side::Caller.media(), self.now).unwrap();
        self.dispatch(Side::Caller, outputs);
        call
    }

    pub(crate) fn answer(&mut self, call: CallId) {
        self.act(Side::Callee, |callee, now| callee.answer(call, Side::Callee.media(), now));
    }

    pub(crate) fn hang_up(&mut self, side: Side, call: CallId) {
        self.act(side, |endpoint, now| endpoint.hang_up(call, Cause::NORMAL_CLEARING, now));
    }

    /// A call that is up on both sides: (the caller's number for it, the callee's).
    pub(crate) fn up(&mut self) -> (CallId, CallId) {
        let out = self.call("4711");
        let inc = self.invited();
        self.answer(inc);
        self.run_for(Duration::from_millis(100));
        (out, inc)
    }

    /// Runs until a call came in.
    pub(crate) fn invited(&mut self) -> CallId {
        for _ in 0..100 {
            self.step();
            if let Some(Event::Invited { call, .. }) = self.last_event(Side::Callee) {
                return *call;
            }
        }
        panic!("no call came in; {:?}", self.events);
    }

    /// Jumps to the next thing that happens, if anything does.
    pub(crate) fn step(&mut self) -> bool {
        let packet = self.in_flight.first_key_value().map(|((at, _), _)| *at);
        let alarms = [self.caller.next_timeout(), self.callee.next_timeout()];
        let Some(next) = alarms.into_iter().flatten().chain(packet).min() else { return false };
        self.now = self.now.max(next);
        let now = self.now;
        if packet.is_some_and(|at| at <= now) {
            let (_, (to, datagram)) = self.in_flight.pop_first().unwrap();
            let source = to.other().address();
            let text = String::from_utf8_lossy(&datagram).into_owned();
            self.arrived.push(Sent { at: now - self.begin, from: to.other(), text });
            self.act(to, |endpoint, now| endpoint.receive(&datagram, source.into(), now));
        }
        for side in [Side::Caller, Side::Callee] {
            if self.endpoint(side).next_timeout().is_some_and(|at| at <= now) {
                self.act(side, Endpoint::handle_timeout);
            }
        }
        true
    }

    pub(crate) fn run_for(&mut self, time: Duration) {
        let end = self.now + time;
        loop {
            let packet = self.in_flight.first_key_value().map(|((at, _), _)| *at);
            let alarms = [self.caller.next_timeout(), self.callee.next_timeout()];
            match alarms.into_iter().flatten().chain(packet).min() {
                Some(next) if next <= end => self.step(),
                _ => break,
            };
        }
        self.now = end;
    }

    /// Runs until nothing is left to happen.
    pub(crate) fn drive(&mut self) {
        for _ in 0..1_000_000 {
            if !self.step() {
                return;
            }
        }
        panic!("this never ends");
    }

    pub(crate) fn last_event(&self, side: Side) -> Option<&Event> {
        self.events.get(&side)?.last()
    }

    pub(crate) fn events(&self, side: Side) -> &[Event] {
        self.events.get(&side).map(Vec::as_slice).unwrap_or_default()
    }

    /// Everything one side sent, by name.
    pub(crate) fn said(&self, side: Side) -> Vec<String> {
        self.wire.iter().filter(|sent| sent.from == side).map(Sent::what).collect()
    }

    pub(crate) fn count(&self, side: Side, what: &str) -> usize {
        self.said(side).iter().filter(|said| *said == what).count()
    }

    /// The call on disk, and the endpoint as it is after a crash: with no memory of it.
    pub(crate) fn crash(&mut self, side: Side, call: CallId) -> SavedDialog {
        let saved = self.endpoint(side).dialog(call).unwrap();
        *self.endpoint(side) = endpoint(side, 99, Limits::default());
        serde_json::from_str(&serde_json::to_string(&saved).unwrap()).unwrap()
    }

    fn dispatch(&mut self, from: Side, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Event(event) => self.events.entry(from).or_default().push(event),
                Output::Trunk(_) | Output::Phone(_) => {}
                Output::Transmit { to, datagram } => {
                    assert_eq!(to, from.other().address().into(), "{datagram:?}");
                    self.carry(from, &datagram);
                }
            }
        }
    }

    fn carry(&mut self, from: Side, datagram: &Bytes) {
        let text = String::from_utf8(datagram.to_vec()).unwrap();
        let sent = Sent { at: self.now - self.begin, from, text };
        let fate = (self.weather)(from, &sent.what());
        self.wire.push(sent);
        let (copies, delay) = match fate {
            Fate::Deliver => (1, LATENCY),
            Fate::Lose => (0, LATENCY),
            Fate::Duplicate => (2, LATENCY),
            Fate::Delay(delay) => (1, delay),
        };
        for _ in 0..copies {
            self.sent += 1;
            let slot = (self.now + delay, self.sent);
            self.in_flight.insert(slot, (from.other(), datagram.clone()));
        }
    }
}

pub(crate) fn endpoint(side: Side, seed: u8, limits: Limits) -> Endpoint {
    Endpoint::new(EndpointConfig {
        advertised: side.address(),
        advertised_tls: None,
        peers: vec![Peer::new("the other", vec![PeerAddress::from(side.other().address())])],
        limits,
        codecs: sip::Codecs::default(),
        seed: [seed; 32],
    })
}

#[expect(clippy::disallowed_methods, reason = "some instant to begin with; no clock is read after")]
pub(crate) fn an_instant() -> Instant {
    Instant::now()
}
