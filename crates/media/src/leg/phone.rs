//! A far end that speaks plain RTP: whom it is believed to be, and where its sound is sent.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::{Ear, Kind, Outbound};
use crate::config::Timeouts;
use crate::formats::Formats;
use crate::latch::{Latch, Stream, Verdict};
use crate::order::{PhoneTerms, RtpPort, Socket};
use crate::outgoing::Arrived;
use crate::rtcp::Reports;
use crate::rtp::{RtpHeader, SequenceCounter};
use crate::seed::Seed;
use crate::stats::Stats;
use crate::tray::Tray;

/// Comfort noise (RFC 3389): a sign of life without sound. Our own silence is heard instead.
const COMFORT_NOISE: u8 = 13;

#[derive(Debug)]
pub(crate) struct PhoneLink {
    pub(crate) port: RtpPort,
    pub(crate) latch: Latch,
    terms: PhoneTerms,
    ssrc: u32,
    sequence: SequenceCounter,
    reports: Reports,
    unproven: Duration,
    /// Until when sound is sent to an address that has proved nothing.
    unproven_until: Instant,
}

/// A packet that may be the far end's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Inbound<'a> {
    pub(crate) source: SocketAddr,
    pub(crate) header: RtpHeader,
    pub(crate) payload: &'a [u8],
}

/// What a packet of the far end was.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PhoneHeard {
    /// Sound, to be passed on to whoever hears this leg.
    Sound(Arrived),
    /// Something believed that nobody hears: a key, comfort noise.
    Sign,
    /// Of a source that is still on trial.
    OnTrial,
    Refused,
    /// Not of a kind that was agreed.
    WrongPayload,
}

impl PhoneLink {
    pub(crate) fn new(
        port: RtpPort,
        terms: PhoneTerms,
        timeouts: &Timeouts,
        seed: &mut Seed,
        now: Instant,
    ) -> Self {
        let ssrc = seed.u32();
        Self {
            port,
            latch: Latch::new(usable(terms.remote), now),
            terms,
            ssrc,
            sequence: SequenceCounter::default(),
            reports: Reports::new(ssrc, timeouts.report, now),
            unproven: timeouts.unproven,
            unproven_until: now + timeouts.unproven,
        }
    }

    pub(crate) fn renew(&mut self, terms: PhoneTerms, now: Instant) {
        self.latch.renew(usable(terms.remote), now);
        self.unproven_until = now + self.unproven;
        self.terms = terms;
        if self.latch.source().is_none() {
            self.reports.peer = None;
        }
    }

    pub(crate) fn formats(&self) -> &Formats {
        &self.terms.formats
    }

    /// Judges a datagram and takes what it holds.
    pub(crate) fn receive(
        &mut self,
        ear: &mut Ear,
        Inbound { source, header, payload }: Inbound<'_>,
        now: Instant,
        tray: &mut Tray,
    ) -> PhoneHeard {
        let codec = self.terms.formats.codec(header.payload_type);
        let is_key = self.terms.formats.is_key(header.payload_type);
        if codec.is_none() && !is_key && header.payload_type != COMFORT_NOISE {
            return PhoneHeard::WrongPayload;
        }
        match self.latch.judge(source, header, now) {
            Verdict::Heard(Stream::Known) => {}
            Verdict::Heard(Stream::Fresh) => {
                self.sequence = SequenceCounter::default();
                ear.restart(header.ssrc);
            }
            Verdict::OnTrial => return PhoneHeard::OnTrial,
            Verdict::Refused => return PhoneHeard::Refused,
        }
        let sequence = self.sequence.extend(header.sequence);
        if is_key {
            ear.key((header, payload), now, tray);
            return PhoneHeard::Sign;
        }
        let Some(codec) = codec else {
            ear.watch.alive(now);
            return PhoneHeard::Sign;
        };
        match ear.sound(codec, (header, payload), now, tray) {
            Some(ticks) => {
                let RtpHeader { ssrc, timestamp, .. } = header;
                PhoneHeard::Sound(Arrived { ssrc, sequence, timestamp, ticks, codec })
            }
            None => PhoneHeard::WrongPayload,
        }
    }

    /// Takes a report that came from `source`; whether it was one.
    pub(crate) fn read_report(
        &mut self,
        ear: &mut Ear,
        source: SocketAddr,
        datagram: &[u8],
        now: Instant,
    ) -> bool {
        let read = self.reports.read(datagram, &mut ear.stats, now);
        if read {
            self.reports.peer = Some(source);
            ear.watch.alive(now);
        }
        read
    }

    pub(crate) fn send(&mut self, packet: Outbound<'_>, now: Instant, tray: &mut Tray) {
        let Outbound { kind, stamp, payload } = packet;
        let payload_type = match kind {
            Kind::Sound(codec) => self.terms.formats.payload_type(codec),
            Kind::Key(payload_type) => Some(payload_type),
        };
        let (Some(payload_type), Some(to)) = (payload_type, self.destination(now)) else { return };
        #[expect(clippy::cast_possible_truncation, reason = "RTP carries the low 16 bits")]
        let header = RtpHeader {
            marker: stamp.marker,
            payload_type,
            sequence: stamp.sequence as u16,
            timestamp: stamp.timestamp,
            ssrc: self.ssrc,
        };
        tray.send(Socket::Rtp(self.port), to, &header.to_bytes(), payload.bytes());
    }

    pub(crate) fn deadline(&self) -> Instant {
        self.reports.deadline()
    }

    /// Sends the report that is due.
    pub(crate) fn tick(
        &mut self,
        stats: &mut Stats,
        timestamp: u32,
        now: Instant,
        tray: &mut Tray,
    ) {
        if self.reports.deadline() > now {
            return;
        }
        let report = self.reports.compose(stats, timestamp, now);
        // RFC 3550 §11: reports go one port up, unless the far end showed that it shares the port (RFC 5761).
        let Some(to) = self.destination(now) else { return };
        let beside = to.port().checked_add(1).map(|port| SocketAddr::new(to.ip(), port));
        if let Some(to) = self.reports.peer.or(beside) {
            tray.send(Socket::Rtp(self.port), to, &report, &[]);
        }
    }

    /// Where sound goes: to the source that is believed, else for a while to the SDP address. Never to
    /// anybody who has only knocked.
    fn destination(&self, now: Instant) -> Option<SocketAddr> {
        if !self.terms.listens {
            return None;
        }
        self.latch.source().or_else(|| self.latch.offered().filter(|_| now < self.unproven_until))
    }
}

/// An address that datagrams can be sent to (F48: `c=0.0.0.0` means hold).
fn usable(remote: Option<SocketAddr>) -> Option<SocketAddr> {
    let remote = crate::routes::canonical(remote?);
    (!remote.ip().is_unspecified() && !remote.ip().is_multicast() && remote.port() != 0)
        .then_some(remote)
}
