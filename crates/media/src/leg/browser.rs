//! A far end in a browser: str0m in RTP mode, as the ICE-lite side. str0m is known here, to the two connection builders, to
//! `streams.rs`, and to `plane/arrival.rs` for STUN; no type of it leaves the crate (W26).

use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use str0m::net::{Protocol, Receive};
use str0m::rtp::RtpPacket;
use str0m::{Event as RtcEvent, IceConnectionState, Input, Output, Rtc};

use super::{Ear, Outbound};
use crate::browser_connection::BrowserConnection;
use crate::config::Timeouts;
use crate::event::CloseReason;
use crate::formats::Formats;
use crate::order::{LegId, Socket};
use crate::outgoing::Arrived;
use crate::prompts::Frame;
use crate::rtp::RtpHeader;
use crate::streams::Streams;
use crate::tray::Tray;

/// Outputs taken after one input before the rest waits; far above what one input can cause.
const OUTPUTS_MAX: usize = 1_000;
/// When str0m reports an error without a time for the next try.
const RETRY_AFTER: Duration = Duration::from_millis(20);

pub(crate) struct BrowserLink {
    leg: LegId,
    rtc: Rtc,
    local: Vec<SocketAddr>,
    fragment: String,
    streams: Streams,
    wakes_at: Instant,
    phase: Phase,
    lost: Duration,
    ended: Option<CloseReason>,
}

/// Where the connection is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Connecting {
        until: Instant,
    },
    Connected,
    /// It was connected; its path is gone and may come back.
    Away {
        until: Instant,
    },
}

/// What a browser's connection tells the plane.
#[derive(Debug)]
pub(crate) enum BrowserNews {
    Connected,
    Packet(BrowserPacket),
    FarEnd { loss: Option<f32>, round_trip: Option<Duration> },
}

/// A packet that str0m has decrypted and authenticated.
#[derive(Debug)]
pub(crate) struct BrowserPacket {
    pub(crate) header: RtpHeader,
    pub(crate) sequence: u64,
    pub(crate) payload: Frame,
}

impl BrowserLink {
    pub(crate) fn new(
        leg: LegId,
        connection: BrowserConnection,
        timeouts: &Timeouts,
        now: Instant,
    ) -> Self {
        let BrowserConnection { rtc, local, fragment, streams } = connection;
        Self {
            leg,
            rtc,
            local,
            fragment,
            streams,
            wakes_at: now,
            phase: Phase::Connecting { until: now + timeouts.connect },
            lost: timeouts.lost,
            ended: None,
        }
    }

    pub(crate) fn fragment(&self) -> &str {
        &self.fragment
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.phase == Phase::Connected
    }

    pub(crate) fn talks(&self) -> bool {
        self.streams.talks()
    }

    pub(crate) fn formats(&self) -> &Formats {
        &self.streams.formats
    }

    /// Whether a datagram is this browser's: STUN that proves the password, or anything from an address that
    /// ICE has validated (`ClientHello` race).
    pub(crate) fn accepts(&self, source: SocketAddr, datagram: &[u8], now: Instant) -> bool {
        self.receipt(source, datagram).is_some_and(|it| self.rtc.accepts(&Input::Receive(now, it)))
    }

    /// Takes a datagram that was accepted; whether it made sense.
    pub(crate) fn receive(
        &mut self,
        source: SocketAddr,
        datagram: &[u8],
        now: Instant,
        tray: &mut Tray,
    ) -> bool {
        let Some(receipt) = self.receipt(source, datagram) else { return false };
        // A broken DTLS record is one packet lost, not the end of the leg.
        let taken = self.rtc.handle_input(Input::Receive(now, receipt)).is_ok();
        self.drain(now, tray);
        taken
    }

    pub(crate) fn send(&mut self, packet: Outbound<'_>, now: Instant, tray: &mut Tray) {
        if self.streams.write(&mut self.rtc, packet, now) {
            self.advance(now, tray);
        }
    }

    pub(crate) fn deadline(&self) -> Instant {
        match self.phase {
            Phase::Connecting { until } | Phase::Away { until } => self.wakes_at.min(until),
            Phase::Connected => self.wakes_at,
        }
    }

    /// Does what is due; tells when the leg has ended by itself.
    pub(crate) fn tick(&mut self, now: Instant, tray: &mut Tray) -> Option<CloseReason> {
        if self.wakes_at <= now {
            self.advance(now, tray);
        }
        self.ended(now)
    }

    /// Whether and why the connection is over.
    pub(crate) fn ended(&self, now: Instant) -> Option<CloseReason> {
        let overdue = match self.phase {
            Phase::Connecting { until } if until <= now => Some(CloseReason::NeverConnected),
            Phase::Away { until } if until <= now => Some(CloseReason::Lost),
            Phase::Connecting { .. } | Phase::Away { .. } | Phase::Connected => None,
        };
        self.ended.or(overdue)
    }

    /// Says goodbye to the browser.
    pub(crate) fn close(&mut self, now: Instant, tray: &mut Tray) {
        if self.rtc.close().is_ok() {
            self.advance(now, tray);
        }
    }

    /// Takes a packet that str0m has authenticated; of sound, what is needed to pass it on.
    pub(crate) fn take(
        &self,
        ear: &mut Ear,
        packet: &BrowserPacket,
        now: Instant,
        tray: &mut Tray,
    ) -> Option<Arrived> {
        let BrowserPacket { header, sequence, payload } = packet;
        if self.streams.formats.is_key(header.payload_type) {
            ear.key((*header, payload), now, tray);
            return None;
        }
        let codec = self.streams.formats.codec(header.payload_type)?;
        let ticks = ear.sound(codec, (*header, payload), now, tray)?;
        let RtpHeader { ssrc, timestamp, .. } = *header;
        Some(Arrived { ssrc, sequence: *sequence, timestamp, ticks, codec })
    }

    fn advance(&mut self, now: Instant, tray: &mut Tray) {
        if self.rtc.handle_input(Input::Timeout(now)).is_err() {
            self.ended = self.ended.or(Some(CloseReason::HandshakeFailed));
        }
        self.drain(now, tray);
    }

    /// str0m's contract: after every input, take its outputs until it names a time.
    fn drain(&mut self, now: Instant, tray: &mut Tray) {
        self.wakes_at = now + RETRY_AFTER;
        for _ in 0..OUTPUTS_MAX {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(at)) => {
                    self.wakes_at = at;
                    break;
                }
                Ok(Output::Transmit(it)) => {
                    tray.send(Socket::Browser, it.destination, &it.contents, &[]);
                }
                Ok(Output::Event(event)) => self.note(event, now, tray),
                // The handshake broke, or the certificate is not the promised one.
                Err(_) => {
                    if !self.rtc.is_alive() {
                        self.ended = self.ended.or(Some(CloseReason::HandshakeFailed));
                    }
                    break;
                }
            }
        }
        if !self.rtc.is_alive() {
            self.ended = self.ended.or(Some(CloseReason::ClosedByPeer));
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "str0m's events grow; most are not ours")]
    fn note(&mut self, event: RtcEvent, now: Instant, tray: &mut Tray) {
        match event {
            RtcEvent::Connected => {
                self.phase = Phase::Connected;
                tray.news.push_back((self.leg, BrowserNews::Connected));
            }
            RtcEvent::IceConnectionStateChange(state) => self.follow_path(state, now),
            RtcEvent::RtpPacket(packet) => {
                tray.news.push_back((self.leg, BrowserNews::Packet(packet.into())));
            }
            RtcEvent::MediaEgressStats(it) => {
                let news = BrowserNews::FarEnd { loss: it.loss, round_trip: it.rtt };
                tray.news.push_back((self.leg, news));
            }
            RtcEvent::Closed => self.ended = Some(CloseReason::ClosedByPeer),
            _ => {}
        }
    }

    fn follow_path(&mut self, state: IceConnectionState, now: Instant) {
        match (self.phase, state) {
            (Phase::Connected, IceConnectionState::Disconnected) => {
                self.phase = Phase::Away { until: now + self.lost };
            }
            (Phase::Away { .. }, IceConnectionState::Connected | IceConnectionState::Completed) => {
                self.phase = Phase::Connected;
            }
            _ => {}
        }
    }

    /// A datagram as str0m wants it. Behind one socket the local address is the candidate of the same family
    /// as the source: that is what the browser aimed at.
    fn receipt<'a>(&self, source: SocketAddr, datagram: &'a [u8]) -> Option<Receive<'a>> {
        let local = self.local.iter().find(|local| local.is_ipv4() == source.is_ipv4())?;
        Receive::new(Protocol::Udp, source, *local, datagram).ok()
    }
}

impl From<RtpPacket> for BrowserPacket {
    fn from(packet: RtpPacket) -> Self {
        let header = RtpHeader {
            marker: packet.header.marker,
            payload_type: *packet.header.payload_type,
            sequence: packet.header.sequence_number,
            timestamp: packet.header.timestamp,
            ssrc: *packet.header.ssrc,
        };
        Self { header, sequence: *packet.seq_no, payload: packet.payload }
    }
}

impl fmt::Debug for BrowserLink {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("BrowserLink").field("phase", &self.phase).finish_non_exhaustive()
    }
}
