//! A caller with a SIP phone: dials, speaks, listens, hangs up. Real SIP and RTP over UDP.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use media::{Codec, Digit, FRAME_TIME, Formats, RtpClock, RtpPhone};
use sip::{
    AudioCodec, AudioFormat, CallId, Cause, Codecs, Destination, Endpoint, EndpointConfig, Event,
    KeyWay, Limits, Output, Party, Peer, RemoteMedia,
};
use tokio::net::UdpSocket;
use tokio::sync::{mpsc, watch};

use crate::ear::Ear;
use crate::voice::Voice;

/// A call as its caller sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallerState {
    Dialling,
    Ringing,
    Talking,
    /// The far end hung up.
    HungUp,
    /// Not answered; the SIP status.
    Failed(u16),
    /// This side hung up.
    Left,
}

/// What to dial.
#[derive(Clone, Debug)]
pub struct Dialling {
    /// The number.
    pub to: String,
    /// The SIP server.
    pub server: SocketAddr,
    /// Who calls.
    pub from: String,
    pub voice: Voice,
}

/// A running call. Dropping it hangs up.
#[derive(Debug)]
pub struct Caller {
    state: watch::Receiver<CallerState>,
    orders: mpsc::UnboundedSender<Order>,
    ear: Ear,
    keys: Keys,
    local: SocketAddr,
}

/// The keys that were sent to the caller, by whatever way.
type Keys = Arc<Mutex<String>>;

impl Caller {
    /// Offers μ-law only, as the plainest of phones.
    pub async fn dial(dialling: Dialling) -> anyhow::Result<Self> {
        Self::dial_with(dialling, vec![AudioCodec::Pcmu]).await
    }

    /// Offers these codecs, the best first.
    pub async fn dial_with(dialling: Dialling, spoken: Vec<AudioCodec>) -> anyhow::Result<Self> {
        Self::dial_as(dialling, Codecs { spoken, ..Codecs::default() }).await
    }

    /// VC21: a phone that knows no telephone events.
    pub async fn dial_without_events(dialling: Dialling) -> anyhow::Result<Self> {
        let spoken = vec![AudioCodec::Pcmu];
        let codecs = Codecs { spoken, keys: KeyWay::InfoAlone, ..Codecs::default() };
        Self::dial_as(dialling, codecs).await
    }

    async fn dial_as(dialling: Dialling, codecs: Codecs) -> anyhow::Result<Self> {
        let any = SocketAddr::new(dialling.server.ip(), 0);
        let signalling = UdpSocket::bind(any).await?;
        let sound = UdpSocket::bind(any).await?;
        let local = signalling.local_addr()?;
        let there = format!("udp:{}", dialling.server).parse().context("the server's address")?;
        let peer = Peer::new("server", vec![there]);
        let endpoint = Endpoint::new(EndpointConfig {
            advertised: local,
            advertised_tls: None,
            peers: vec![peer],
            limits: Limits::default(),
            codecs,
            seed: rand::random(),
        });
        let (states, state) = watch::channel(CallerState::Dialling);
        let (orders, ordered) = mpsc::unbounded_channel();
        let (ear, keys) = (Ear::default(), Keys::default());
        let heard = Heard { ear: ear.clone(), keys: Arc::clone(&keys) };
        let line = Line {
            endpoint,
            signalling,
            sound,
            states,
            heard,
            talk: None,
            lossy: Lossy::default(),
        };
        tokio::spawn(line.run(dialling, ordered));
        Ok(Self { state, orders, ear, keys, local })
    }

    pub fn ear(&self) -> &Ear {
        &self.ear
    }

    /// VC21: what was sent so far.
    pub fn keys(&self) -> String {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn local(&self) -> SocketAddr {
        self.local
    }

    pub fn state(&self) -> CallerState {
        self.state.borrow().clone()
    }

    /// Waits until `wanted` says yes to the call's state.
    pub async fn until(
        &mut self,
        within: Duration,
        wanted: impl Fn(&CallerState) -> bool,
    ) -> anyhow::Result<CallerState> {
        let found = tokio::time::timeout(within, self.state.wait_for(|state| wanted(state))).await;
        let found = found.map(|state| state.map(|state| state.clone()));
        match found {
            Ok(Ok(state)) => Ok(state),
            Ok(Err(_)) => anyhow::bail!("the call's task ended in state {:?}", self.state()),
            Err(_) => anyhow::bail!("the call stayed {:?} for {within:?}", self.state()),
        }
    }

    /// Presses keys, one after the other, once somebody has answered. What is on no telephone is left out.
    pub fn press(&self, keys: &str) {
        let digits = keys.chars().filter_map(Digit::from_char).collect();
        let _gone = self.orders.send(Order::Press(digits));
    }

    /// Says nothing from now on; the line stays.
    pub fn fall_silent(&self) {
        let _gone = self.orders.send(Order::FallSilent);
    }

    /// VC53: from now on every so-manieth packet of the caller's is lost on its way; none for 0.
    pub fn lose_every(&self, packets: u32) {
        let _gone = self.orders.send(Order::Lose(packets));
    }

    pub fn hang_up(&self) {
        // A call that is over needs no order.
        let _gone = self.orders.send(Order::HangUp);
    }
}

/// What a caller does in the middle of a call.
#[derive(Debug)]
enum Order {
    Press(Vec<Digit>),
    FallSilent,
    Lose(u32),
    HangUp,
}

/// The task behind a [`Caller`].
struct Line {
    endpoint: Endpoint,
    signalling: UdpSocket,
    sound: UdpSocket,
    states: watch::Sender<CallerState>,
    heard: Heard,
    talk: Option<Talk>,
    lossy: Lossy,
}

/// What has reached the caller.
struct Heard {
    ear: Ear,
    keys: Keys,
}

struct Talk {
    phone: RtpPhone,
    remote: SocketAddr,
    /// RFC 4733.
    has_events: bool,
}

/// What the network does to packets that leave.
#[derive(Default)]
struct Lossy {
    every: u32,
    sent: u32,
}

impl Lossy {
    fn takes(&mut self) -> bool {
        self.sent = self.sent.wrapping_add(1);
        self.every > 0 && self.sent.is_multiple_of(self.every)
    }
}

impl Line {
    async fn run(mut self, dialling: Dialling, mut ordered: mpsc::UnboundedReceiver<Order>) {
        let to = Destination { user: dialling.to, address: dialling.server.into() };
        let from = Party { user: dialling.from, display_name: None };
        let mut voice = dialling.voice;
        let Ok(media) = self.sound.local_addr() else { return };
        let Ok((call, outputs)) = self.endpoint.invite(&to, &from, media, Instant::now()) else {
            self.states.send_replace(CallerState::Failed(0));
            return;
        };
        self.perform(outputs).await;
        let mut beat = tokio::time::interval(FRAME_TIME);
        let mut signal = vec![0; 65_536];
        let mut packet = [0; 2_048];
        let mut leaving = false;
        while !(leaving && self.endpoint.size().calls == 0) {
            let due = self.endpoint.next_timeout();
            let alarm = async {
                match due {
                    Some(due) => tokio::time::sleep_until(due.into()).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                Ok((length, source)) = self.signalling.recv_from(&mut signal) => {
                    let datagram = signal.get(..length).unwrap_or_default();
                    let outputs = self.endpoint.receive(datagram, source.into(), Instant::now());
                    self.perform(outputs).await;
                }
                Ok((length, _)) = self.sound.recv_from(&mut packet) => {
                    if let Some(talk) = &mut self.talk {
                        let packet = packet.get(..length).unwrap_or_default();
                        let heard = talk.phone.hear(packet, Instant::now());
                        self.heard.key(heard.and_then(|heard| heard.digit));
                    }
                }
                () = alarm => {
                    let outputs = self.endpoint.handle_timeout(Instant::now());
                    self.perform(outputs).await;
                }
                _ = beat.tick() => self.beat(&mut voice).await,
                order = ordered.recv(), if !leaving => {
                    if let Some(Order::Press(_) | Order::FallSilent | Order::Lose(_)) = &order {
                        let outputs = self.obey(order, call, &mut voice);
                        self.perform(outputs).await;
                        continue;
                    }
                    leaving = true;
                    if order.is_some() {
                        self.states.send_if_modified(|state| {
                            let ended = matches!(state, CallerState::HungUp | CallerState::Failed(_));
                            if !ended { *state = CallerState::Left; }
                            !ended
                        });
                    }
                    let outputs =
                        self.endpoint.hang_up(call, Cause::NORMAL_CLEARING, Instant::now());
                    self.perform(outputs).await;
                }
            }
        }
    }

    /// What is done in the call and does not end it.
    fn obey(&mut self, order: Option<Order>, call: CallId, voice: &mut Voice) -> Vec<Output> {
        match order {
            Some(Order::Press(digits)) => return self.press(&digits, call),
            Some(Order::FallSilent) => *voice = Voice::Silence,
            Some(Order::Lose(every)) => self.lossy.every = every,
            Some(Order::HangUp) | None => {}
        }
        Vec::new()
    }

    /// In the sound, or as SIP INFO where no telephone events were agreed.
    fn press(&mut self, digits: &[Digit], call: CallId) -> Vec<Output> {
        let Some(talk) = &mut self.talk else { return Vec::new() };
        if talk.has_events {
            talk.phone.press(digits);
            return Vec::new();
        }
        let now = Instant::now();
        let keys = digits.iter().map(|digit| digit.as_char());
        keys.flat_map(|key| self.endpoint.press(call, key, now)).collect()
    }

    async fn beat(&mut self, voice: &mut Voice) {
        let Some(talk) = &mut self.talk else { return };
        let packet = talk.phone.speak(&voice.frame());
        if !self.lossy.takes() {
            // Sound that cannot be sent is lost, as on any line.
            let _lost = self.sound.send_to(&packet, talk.remote).await;
        }
        let mut heard = Vec::new();
        talk.phone.listen(&mut heard);
        self.heard.ear.hear(&heard);
    }

    async fn perform(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Transmit { to, datagram } => {
                    // SIP repeats what is lost.
                    let _lost = self.signalling.send_to(&datagram, to.address).await;
                }
                Output::Event(event) => self.note(&event),
                Output::Trunk(_) | Output::Phone(_) => {}
            }
        }
    }

    fn note(&mut self, event: &Event) {
        let state = match event {
            Event::Provisional { early_media, .. } => {
                if let Some(media) = early_media {
                    self.connect(*media);
                }
                CallerState::Ringing
            }
            Event::Answered { media, .. } => {
                self.connect(*media);
                CallerState::Talking
            }
            Event::Reoffered { media, .. } => {
                self.connect(*media);
                return;
            }
            Event::Dtmf { digit, .. } => {
                self.heard.key(Digit::from_char(*digit));
                return;
            }
            Event::Failed { status, .. } => CallerState::Failed(*status),
            Event::Ended { by: sip::EndedBy::Local, .. } => CallerState::Left,
            Event::Ended { .. } => CallerState::HungUp,
            _ => return,
        };
        if event.is_last() {
            self.talk = None;
        }
        self.states.send_if_modified(|old| {
            let left = *old == CallerState::Left;
            if !left {
                *old = state;
            }
            !left
        });
    }

    fn connect(&mut self, media: RemoteMedia) {
        let (formats, has_events) = (formats(media), media.telephone_event.is_some());
        let talk = self.talk.get_or_insert_with(|| Talk {
            phone: RtpPhone::new(formats, rand::random()),
            remote: media.address,
            has_events,
        });
        talk.phone.renew(formats);
        talk.has_events = has_events;
        talk.remote = media.address;
    }
}

impl Heard {
    fn key(&self, digit: Option<Digit>) {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.extend(digit.map(Digit::as_char));
    }
}

/// What was agreed, in the words of the sound.
pub(crate) fn formats(media: RemoteMedia) -> Formats {
    let AudioFormat { codec, payload_type } = media.audio;
    let keys = media.telephone_event.and_then(|event| {
        let clock = RtpClock::of_hz(event.clock)?;
        Some((event.payload_type, clock))
    });
    Formats::new(payload_type, spoken(codec)).with_keys(keys)
}

fn spoken(codec: AudioCodec) -> Codec {
    match codec {
        AudioCodec::Pcma => Codec::Pcma,
        AudioCodec::G722 => Codec::G722,
        AudioCodec::Opus => Codec::Opus,
        _ => Codec::Pcmu,
    }
}
