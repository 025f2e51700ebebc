//! A browser's end of a connection, as a value: it makes the offer, takes the answer, and speaks and hears. What
//! robots and tests put at the other end of a browser leg; it is no part of the server.

use std::collections::VecDeque;
use std::fmt;
use std::net::SocketAddr;
use std::time::Instant;

use str0m::change::{SdpAnswer, SdpPendingOffer};
use str0m::media::{Direction, MediaKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::{Candidate, Event as RtcEvent, IceConnectionState, Input, Output, Rtc};

use crate::codec::{Codec, FRAME_SAMPLES};
use crate::dtmf::Digit;
use crate::earpiece::Earpiece;
use crate::jitter::Slot;
use crate::leg::{BrowserPacket, Outbound, Payload};
use crate::mouth::Mouth;
use crate::rtp::RtpHeader;
use crate::seed::Seed;
use crate::streams::Streams;

/// Outputs taken after one input; far above what one input can cause.
const OUTPUTS_MAX: usize = 1_000;

/// One simulated browser. The caller owns the socket and the 20 ms beat.
pub struct BrowserCaller {
    rtc: Rtc,
    local: SocketAddr,
    mid: Mid,
    pending: Option<SdpPendingOffer>,
    streams: Option<Streams>,
    connected: bool,
    wakes_at: Instant,
    mouth: Mouth,
    earpiece: Earpiece,
    transmits: VecDeque<(SocketAddr, Vec<u8>)>,
    events: VecDeque<CallerEvent>,
}

/// What happened to a simulated browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallerEvent {
    /// ICE and DTLS are up.
    Connected,
    /// A sound packet came.
    Heard(RtpHeader),
    /// A key of the other end was let go.
    Digit(Digit),
    /// The path is gone.
    Disconnected,
    /// The other end closed the connection.
    Closed,
}

/// Why a call could not be set up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallerFailed {
    #[error("the local address cannot be used for media")]
    LocalAddress,
    #[error("the answer cannot be used: {0}")]
    Answer(String),
    #[error("there is no offer to be answered")]
    NoOffer,
}

impl BrowserCaller {
    /// A caller at `local` and its offer.
    pub fn offer(
        local: SocketAddr,
        seed: u64,
        now: Instant,
    ) -> Result<(Self, String), CallerFailed> {
        let mut rtc = Streams::config().build(now);
        let candidate = Candidate::host(local, "udp").map_err(|_| CallerFailed::LocalAddress)?;
        rtc.add_local_candidate(candidate).ok_or(CallerFailed::LocalAddress)?;
        let mut changes = rtc.sdp_api();
        let mid = changes.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None);
        let (offer, pending) = changes.apply().ok_or(CallerFailed::NoOffer)?;
        let caller = Self {
            rtc,
            local,
            mid,
            pending: Some(pending),
            streams: None,
            connected: false,
            wakes_at: now,
            mouth: Mouth::new(Codec::default(), &mut Seed::new(seed)),
            earpiece: Earpiece::new(),
            transmits: VecDeque::new(),
            events: VecDeque::new(),
        };
        Ok((caller, offer.to_sdp_string()))
    }

    /// Takes the server's answer; from now on [`Self::tick`] makes the connection.
    pub fn answer(&mut self, answer: &str, now: Instant) -> Result<(), CallerFailed> {
        let pending = self.pending.take().ok_or(CallerFailed::NoOffer)?;
        let failed = |error: &dyn fmt::Display| CallerFailed::Answer(error.to_string());
        let answer = SdpAnswer::from_sdp_string(answer).map_err(|error| failed(&error))?;
        self.rtc.sdp_api().accept_answer(pending, answer).map_err(|error| failed(&error))?;
        let streams = Streams::of(&self.rtc, self.mid);
        let streams = streams.ok_or_else(|| failed(&"it has no codec of ours"))?;
        self.mouth.speak_with(streams.formats.preferred());
        self.streams = Some(streams);
        self.tick(now);
        Ok(())
    }

    pub fn receive(&mut self, source: SocketAddr, datagram: &[u8], now: Instant) {
        if let Ok(receipt) = Receive::new(Protocol::Udp, source, self.local, datagram)
            && self.rtc.handle_input(Input::Receive(now, receipt)).is_ok()
        {
            self.drain(now);
        }
    }

    /// Does what is due.
    pub fn tick(&mut self, now: Instant) {
        if self.rtc.handle_input(Input::Timeout(now)).is_ok() {
            self.drain(now);
        }
    }

    /// When [`Self::tick`] is due next.
    pub fn next_tick(&self) -> Instant {
        self.wakes_at
    }

    pub fn is_connected(&self) -> bool {
        self.connected
    }

    /// Sends the next 20 ms. While keys are being sent, they take the place of the sound.
    pub fn speak(&mut self, samples: &[i16; FRAME_SAMPLES], now: Instant) {
        let Some(streams) = self.streams.filter(|_| self.connected) else { return };
        let utterance = self.mouth.speak(samples, &streams.formats);
        let payload = Payload::Borrowed(utterance.payload());
        let packet = Outbound { kind: utterance.kind, stamp: utterance.stamp, payload };
        if streams.write(&mut self.rtc, packet, now) {
            self.tick(now);
        }
    }

    /// From now on it speaks this codec, as a page does that sets its sender's parameters. Whether it was agreed.
    pub fn speak_with(&mut self, codec: Codec) -> bool {
        let agreed = self.streams.is_some_and(|it| it.formats.payload_type(codec).is_some());
        if agreed {
            self.mouth.speak_with(codec);
        }
        agreed
    }

    /// Keys for the next frames.
    pub fn press(&mut self, digits: &[Digit]) {
        if self.streams.is_some_and(|streams| streams.formats.has_keys()) {
            self.mouth.press(digits);
        }
    }

    /// Plays the next 20 ms onto `samples`.
    pub fn listen(&mut self, samples: &mut Vec<i16>) -> Slot {
        self.earpiece.listen(samples)
    }

    /// Closes the connection and says so.
    pub fn hang_up(&mut self, now: Instant) {
        if self.rtc.close().is_ok() {
            self.tick(now);
        }
    }

    /// The next datagram to be sent, and where to.
    pub fn poll_transmit(&mut self) -> Option<(SocketAddr, Vec<u8>)> {
        self.transmits.pop_front()
    }

    pub fn poll_event(&mut self) -> Option<CallerEvent> {
        self.events.pop_front()
    }

    fn drain(&mut self, now: Instant) {
        for _ in 0..OUTPUTS_MAX {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(at)) => {
                    self.wakes_at = at;
                    return;
                }
                Ok(Output::Transmit(it)) => {
                    self.transmits.push_back((it.destination, it.contents.to_vec()));
                }
                Ok(Output::Event(event)) => self.note(event, now),
                Err(_) => {
                    self.events.push_back(CallerEvent::Closed);
                    return;
                }
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "str0m's events grow; most are not ours")]
    fn note(&mut self, event: RtcEvent, now: Instant) {
        match event {
            RtcEvent::Connected => {
                self.connected = true;
                self.events.push_back(CallerEvent::Connected);
            }
            RtcEvent::IceConnectionStateChange(IceConnectionState::Disconnected) => {
                self.events.push_back(CallerEvent::Disconnected);
            }
            RtcEvent::Closed => {
                self.connected = false;
                self.events.push_back(CallerEvent::Closed);
            }
            RtcEvent::RtpPacket(packet) => self.hear(&packet.into(), now),
            _ => {}
        }
    }

    fn hear(&mut self, packet: &BrowserPacket, now: Instant) {
        let BrowserPacket { header, payload, .. } = packet;
        let Some(streams) = self.streams else { return };
        let taken = self.earpiece.take(&streams.formats, (*header, payload), now);
        let Some(digits) = taken else { return };
        if !streams.formats.is_key(header.payload_type) {
            self.events.push_back(CallerEvent::Heard(*header));
        }
        self.events.extend(digits.into_iter().flatten().map(CallerEvent::Digit));
    }
}

impl fmt::Debug for BrowserCaller {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("BrowserCaller").field("local", &self.local).finish_non_exhaustive()
    }
}
