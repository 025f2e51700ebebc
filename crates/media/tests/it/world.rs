//! A small world in virtual time: one plane, and browsers and telephones that reach it over a network that
//! delivers at once. Each end sends a tone every 20 ms, plays what it hears every 20 ms, and keeps it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use media::{
    BrowserCaller, BrowserConnection, CallerEvent, Codec, Digit, Event, Formats, LegId, Order,
    OrderRefused, PhoneTerms, Plane, PlaneConfig, PortPool, Prompts, RtpHeader, RtpPhone, RtpPort,
    SAMPLE_RATE, Slot, Socket, Source, Timeouts, Tone, level_db,
};

/// What every end sends when it is given a tone.
pub(crate) const SPEECH_DB: f64 = -12.0;
/// Below this a tone is not there: what remains is the coarseness of μ-law.
pub(crate) const NOT_HEARD_DB: f64 = -50.0;
pub(crate) const KEYS: u8 = 101;
pub(crate) const RTP_PORTS: u16 = 4;

const STEP: Duration = Duration::from_millis(1);
const BEAT: u128 = 20;

pub(crate) struct World {
    pub(crate) plane: Plane,
    pub(crate) ports: PortPool,
    pub(crate) events: Vec<(Duration, Event)>,
    pub(crate) ends: Vec<End>,
    /// RTCP to telephones, and where it went.
    pub(crate) reports: Vec<(SocketAddr, Vec<u8>)>,
    /// While this is `Some`, every datagram of an end is kept.
    pub(crate) tap: Option<Vec<Vec<u8>>>,
    began: Instant,
    elapsed: Duration,
}

/// One far end, whatever it is made of.
pub(crate) struct End {
    pub(crate) leg: LegId,
    pub(crate) address: SocketAddr,
    pub(crate) device: Device,
    /// What it says; nothing is sent while this is `None`.
    pub(crate) says: Option<Tone>,
    /// What a telephone says frame by frame, before its tone; the last stands first.
    pub(crate) script: Vec<[i16; 160]>,
    /// Every sample played so far.
    pub(crate) heard: Vec<i16>,
    /// Every sound packet that came, and when.
    pub(crate) packets: Vec<(Duration, RtpHeader)>,
    pub(crate) digits: Vec<Digit>,
    pub(crate) closed: bool,
    /// What a browser offered.
    pub(crate) offer: String,
    /// Drops everything it sends and receives.
    pub(crate) cut_off: bool,
    /// What a telephone has said and the network has not delivered yet.
    outbox: Vec<Vec<u8>>,
    /// What the network makes of one datagram of a telephone.
    pub(crate) network: Network,
}

/// Turns each datagram into those that arrive now.
pub(crate) type Network = Box<dyn FnMut(Vec<u8>) -> Vec<Vec<u8>>>;

pub(crate) enum Device {
    Phone { phone: Box<RtpPhone>, port: RtpPort },
    Browser(Box<BrowserCaller>),
}

/// An end, by its place in [`World::ends`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Party(pub(crate) usize);

pub(crate) fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

pub(crate) fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// A codec under its usual payload type, with telephone events beside it.
pub(crate) fn formats(codec: Codec) -> Formats {
    let payload_type = match codec {
        Codec::Pcma => 8,
        Codec::G722 => 9,
        Codec::Opus => 111,
        _ => 0,
    };
    Formats::new(payload_type, codec).with_keys([(KEYS, codec.clock())])
}

pub(crate) fn media_address() -> SocketAddr {
    "10.0.0.1:10000".parse().unwrap()
}

/// The base of virtual time. Only differences to it are ever looked at.
#[expect(clippy::disallowed_methods, reason = "an Instant cannot be made in any other way")]
pub(crate) fn base() -> Instant {
    Instant::now()
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with_timeouts(Timeouts::default())
    }

    pub(crate) fn with_timeouts(timeouts: Timeouts) -> Self {
        let prompts = Arc::new(Prompts::built_in());
        let config = PlaneConfig { rtp_ports: RTP_PORTS, prompts, timeouts, seed: 7 };
        Self {
            plane: Plane::new(config),
            ports: PortPool::new(RTP_PORTS),
            events: Vec::new(),
            ends: Vec::new(),
            reports: Vec::new(),
            tap: None,
            began: base(),
            elapsed: Duration::ZERO,
        }
    }

    pub(crate) fn now(&self) -> Instant {
        self.began + self.elapsed
    }

    /// A telephone that sends a tone from the SDP address, on a port of the pool.
    pub(crate) fn phone(&mut self, hz: f64) -> Party {
        let place = self.ends.len();
        let address = SocketAddr::from(([10, 0, 2, u8::try_from(place).unwrap()], 4_000));
        self.phone_at(address, address, Some(hz))
    }

    /// A telephone at one address whose SDP says another.
    pub(crate) fn phone_at(
        &mut self,
        address: SocketAddr,
        sdp: SocketAddr,
        hz: Option<f64>,
    ) -> Party {
        let terms = PhoneTerms::pcmu(sdp, Some(KEYS));
        self.phone_with(address, terms, hz)
    }

    /// A telephone that speaks this codec.
    pub(crate) fn phone_speaking(&mut self, codec: Codec, hz: f64) -> Party {
        let place = self.ends.len();
        let address = SocketAddr::from(([10, 0, 2, u8::try_from(place).unwrap()], 4_000));
        let terms = PhoneTerms { formats: formats(codec), ..PhoneTerms::pcmu(address, None) };
        self.phone_with(address, terms, Some(hz))
    }

    /// A telephone that knows no telephone events, and says nothing by itself.
    pub(crate) fn phone_without_keys(&mut self, codec: Codec) -> Party {
        let place = self.ends.len();
        let address = SocketAddr::from(([10, 0, 2, u8::try_from(place).unwrap()], 4_000));
        let formats = formats(codec).with_keys([]);
        let terms = PhoneTerms { formats, ..PhoneTerms::pcmu(address, None) };
        self.phone_with(address, terms, None)
    }

    fn phone_with(&mut self, address: SocketAddr, terms: PhoneTerms, hz: Option<f64>) -> Party {
        let leg = LegId(self.ends.len() as u128 + 1);
        let port = self.ports.take(leg, terms.remote, self.now()).unwrap();
        self.order(Order::OpenPhone { leg, port, terms }).unwrap();
        let seed = self.ends.len() as u64;
        let phone = Box::new(RtpPhone::new(terms.formats, seed));
        self.join(leg, address, Device::Phone { phone, port }, hz)
    }

    /// A browser that sends a tone; its connection is up when this returns.
    pub(crate) fn browser(&mut self, hz: f64) -> Party {
        let party = self.browser_unconnected(Some(hz));
        let connected = Event::Connected { leg: self.leg(party) };
        for _ in 0..2_000 {
            self.step();
            if self.count(&connected) == 1 {
                break;
            }
        }
        assert_eq!(self.count(&connected), 1, "the browser never connected: {:?}", self.events);
        party
    }

    /// A browser whose offer was answered; nothing was sent yet.
    pub(crate) fn browser_unconnected(&mut self, hz: Option<f64>) -> Party {
        let place = self.ends.len();
        let address = SocketAddr::from(([10, 0, 1, u8::try_from(place).unwrap()], 5_000));
        let leg = LegId(place as u128 + 1);
        let (mut caller, offer) = BrowserCaller::offer(address, place as u64, self.now()).unwrap();
        let (connection, answer) =
            BrowserConnection::accept(&offer, &[media_address()], self.now()).unwrap();
        caller.answer(&answer, self.now()).unwrap();
        self.order(Order::OpenBrowser { leg, connection: Box::new(connection) }).unwrap();
        let party = self.join(leg, address, Device::Browser(Box::new(caller)), hz);
        self.end_mut(party).offer = offer;
        party
    }

    pub(crate) fn order(&mut self, order: Order) -> Result<(), OrderRefused> {
        self.plane.order(order, self.now())
    }

    pub(crate) fn listen(&mut self, party: Party, to: Source) {
        self.order(Order::Listen { leg: self.leg(party), to }).unwrap();
    }

    /// Both hear each other.
    pub(crate) fn join_two(&mut self, one: Party, other: Party) {
        self.listen(one, Source::Leg(self.leg(other)));
        self.listen(other, Source::Leg(self.leg(one)));
    }

    pub(crate) fn close(&mut self, party: Party) {
        let leg = self.leg(party);
        self.order(Order::Close { leg }).unwrap();
        self.ports.give_back(leg);
    }

    pub(crate) fn leg(&self, party: Party) -> LegId {
        self.end(party).leg
    }

    pub(crate) fn end(&self, party: Party) -> &End {
        &self.ends[party.0]
    }

    pub(crate) fn end_mut(&mut self, party: Party) -> &mut End {
        &mut self.ends[party.0]
    }

    pub(crate) fn phone_mut(&mut self, party: Party) -> Option<&mut RtpPhone> {
        match &mut self.end_mut(party).device {
            Device::Phone { phone, .. } => Some(phone),
            Device::Browser(_) => None,
        }
    }

    pub(crate) fn browser_mut(&mut self, party: Party) -> Option<&mut BrowserCaller> {
        match &mut self.end_mut(party).device {
            Device::Browser(caller) => Some(caller),
            Device::Phone { .. } => None,
        }
    }

    pub(crate) fn press(&mut self, party: Party, keys: &str) {
        let digits: Vec<_> = keys.chars().map(|key| Digit::from_char(key).unwrap()).collect();
        match &mut self.end_mut(party).device {
            Device::Phone { phone, .. } => phone.press(&digits),
            Device::Browser(caller) => caller.press(&digits),
        }
    }

    pub(crate) fn run(&mut self, time: Duration) {
        let until = self.elapsed + time;
        while self.elapsed < until {
            self.step();
        }
    }

    /// How loud a tone was in what this end played last.
    pub(crate) fn level(&self, party: Party, hz: f64, last: Duration) -> f64 {
        let heard = &self.end(party).heard;
        let samples = usize::try_from(last.as_millis() * u128::from(SAMPLE_RATE) / 1_000).unwrap();
        level_db(&heard[heard.len().saturating_sub(samples)..], SAMPLE_RATE, hz)
    }

    /// The end hears this tone at about the level at which it was sent.
    #[track_caller]
    pub(crate) fn assert_hears(&self, party: Party, hz: f64) {
        let level = self.level(party, hz, millis(500));
        assert!((level - SPEECH_DB).abs() < 1.0, "{party:?} should hear {hz} Hz: {level:.1} dB");
    }

    #[track_caller]
    pub(crate) fn assert_does_not_hear(&self, party: Party, hz: f64) {
        let level = self.level(party, hz, millis(500));
        assert!(level < NOT_HEARD_DB, "{party:?} should not hear {hz} Hz: {level:.1} dB");
    }

    pub(crate) fn count(&self, event: &Event) -> usize {
        self.events.iter().filter(|(_, it)| it == event).count()
    }

    /// When an event happened, counted from the start.
    pub(crate) fn when(&self, event: &Event) -> Option<Duration> {
        self.events.iter().find(|(_, it)| it == event).map(|(at, _)| *at)
    }

    /// Keys that the plane has read from this end.
    pub(crate) fn keys_of(&self, party: Party) -> String {
        let leg = self.leg(party);
        let keys = self.events.iter().filter_map(|(_, event)| match event {
            Event::Digit { leg: from, digit } if *from == leg => Some(digit.as_char()),
            _ => None,
        });
        keys.collect()
    }

    /// The time between the sound packets that reached this end.
    pub(crate) fn longest_gap(&self, party: Party) -> Duration {
        let packets = &self.end(party).packets;
        packets.windows(2).filter_map(|pair| pair[1].0.checked_sub(pair[0].0)).max().unwrap()
    }

    /// A datagram from anywhere to one of the plane's sockets.
    pub(crate) fn inject(&mut self, socket: Socket, source: SocketAddr, datagram: &[u8]) {
        self.plane.receive(socket, source, datagram, self.now());
        self.deliver();
    }

    pub(crate) fn step(&mut self) {
        self.elapsed += STEP;
        let now = self.now();
        for place in 0..self.ends.len() {
            // Ends do not beat together.
            if (self.elapsed.as_millis() + 7 * place as u128).is_multiple_of(BEAT) {
                self.ends[place].beat(now);
            }
            self.send_from(place);
        }
        if self.plane.next_tick().is_some_and(|at| at <= now) {
            self.plane.tick(now);
        }
        self.deliver();
        while let Some(event) = self.plane.poll_event() {
            self.events.push((self.elapsed, event));
        }
    }

    fn join(&mut self, leg: LegId, address: SocketAddr, device: Device, hz: Option<f64>) -> Party {
        self.ends.push(End {
            leg,
            address,
            device,
            says: hz.map(|hz| Tone::new(hz, SPEECH_DB)),
            script: Vec::new(),
            heard: Vec::new(),
            packets: Vec::new(),
            digits: Vec::new(),
            closed: false,
            offer: String::new(),
            cut_off: false,
            outbox: Vec::new(),
            network: Box::new(|datagram| vec![datagram]),
        });
        Party(self.ends.len() - 1)
    }

    /// What an end has to send reaches the plane.
    fn send_from(&mut self, place: usize) {
        let now = self.now();
        let end = &mut self.ends[place];
        let (socket, datagrams) = match &mut end.device {
            Device::Phone { port, .. } => {
                let said = std::mem::take(&mut end.outbox);
                (Socket::Rtp(*port), said.into_iter().flat_map(&mut end.network).collect())
            }
            Device::Browser(caller) => {
                if caller.next_tick() <= now {
                    caller.tick(now);
                }
                let sent = std::iter::from_fn(|| caller.poll_transmit());
                (Socket::Browser, sent.map(|(_, datagram)| datagram).collect::<Vec<_>>())
            }
        };
        for datagram in datagrams {
            if !end.cut_off {
                self.plane.receive(socket, end.address, &datagram, now);
            }
            if let Some(tap) = &mut self.tap {
                tap.push(datagram);
            }
        }
        let Device::Browser(caller) = &mut end.device else { return };
        while let Some(event) = caller.poll_event() {
            match event {
                CallerEvent::Heard(header) => end.packets.push((self.elapsed, header)),
                CallerEvent::Digit(digit) => end.digits.push(digit),
                CallerEvent::Closed => end.closed = true,
                CallerEvent::Connected | CallerEvent::Disconnected => {}
            }
        }
    }

    /// What the plane has to send reaches the ends.
    fn deliver(&mut self) {
        let now = self.now();
        for transmit in self.plane.transmits() {
            let second = transmit.datagram.get(1).copied().unwrap_or_default();
            if transmit.socket != Socket::Browser && (192..=223).contains(&second) {
                self.reports.push((transmit.to, transmit.datagram.to_vec()));
                continue;
            }
            let Some(end) = self.ends.iter_mut().find(|end| end.address == transmit.to) else {
                continue;
            };
            if end.cut_off {
                continue;
            }
            match &mut end.device {
                Device::Browser(caller) => caller.receive(media_address(), transmit.datagram, now),
                Device::Phone { phone, .. } => {
                    let Some(packet) = phone.hear(transmit.datagram, now) else { continue };
                    if packet.header.payload_type != KEYS {
                        end.packets.push((self.elapsed, packet.header));
                    }
                    end.digits.extend(packet.digit);
                }
            }
        }
        self.plane.clear_transmits();
    }
}

impl End {
    /// 20 ms have passed: say something, play something.
    fn beat(&mut self, now: Instant) {
        match &mut self.device {
            Device::Phone { phone, .. } => {
                let _: Slot = phone.listen(&mut self.heard);
                let tone = || self.says.as_mut().map(Tone::frame);
                match self.script.pop().or_else(tone) {
                    Some(frame) => self.outbox.push(phone.speak(&frame)),
                    None => phone.pause(),
                }
            }
            Device::Browser(caller) => {
                let _: Slot = caller.listen(&mut self.heard);
                if let Some(tone) = &mut self.says {
                    caller.speak(&tone.frame(), now);
                }
            }
        }
    }
}
