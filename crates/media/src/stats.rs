//! What a leg has measured: loss, jitter and loudness of what it receives, and what its far end says about
//! what it is sent (VC53, F37).

use std::time::{Duration, Instant};

use sipx_rtp::rtcp::{ReportBlock, StreamStats};

use crate::clock::RtpClock;
use crate::codec::Codec;
use crate::g711::{a_law, mu_law};
use crate::pcm::{PcmFrame, mean_square};
use crate::rtp::RtpHeader;

/// A round trip that is longer than this is a mistake of the far end's report (F55).
const ROUND_TRIP_MAX: Duration = Duration::from_secs(10);
/// How much one packet moves the loudness: about a third of a second to settle.
const LOUDNESS_STEP: f32 = 1.0 / 8.0;

/// Measurements of a leg so far. Nothing here decides anything by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LegStats {
    /// Sound and key packets that were believed.
    pub received: u64,
    /// Of those that should have come.
    pub lost: u64,
    pub jitter: Duration,
    /// How loud the last third of a second was, in dB below full scale. `None` where nobody had to decode it.
    pub loudness_db: Option<f32>,
    pub sent: u64,
    /// Share of our packets that the far end missed, as it last reported.
    pub far_loss: Option<f32>,
    pub round_trip: Option<Duration>,
}

#[derive(Debug)]
pub(crate) struct Stats {
    incoming: StreamStats,
    clock: RtpClock,
    /// Lost while the far end counted with another clock.
    lost_before: u64,
    opened_at: Instant,
    received: u64,
    mean_square: Option<f32>,
    pub(crate) sent: u64,
    pub(crate) sent_octets: u64,
    far_loss: Option<f32>,
    round_trip: Option<Duration>,
}

impl Stats {
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            incoming: StreamStats::new(0),
            clock: RtpClock::KHZ_8,
            lost_before: 0,
            opened_at: now,
            received: 0,
            mean_square: None,
            sent: 0,
            sent_octets: 0,
            far_loss: None,
            round_trip: None,
        }
    }

    /// Another stream is received from now on: its numbers have nothing to do with the old ones.
    pub(crate) fn restart(&mut self, ssrc: u32) {
        self.incoming = StreamStats::new(ssrc);
        self.lost_before = 0;
    }

    pub(crate) fn sound(&mut self, header: RtpHeader, clock: RtpClock, now: Instant) {
        self.received += 1;
        if self.clock != clock {
            // Timestamps of two clocks have no jitter between them.
            self.lost_before += self.lost();
            self.incoming = StreamStats::new(header.ssrc);
            self.clock = clock;
        }
        let arrived = clock.ticks_in(now.saturating_duration_since(self.opened_at));
        self.incoming.on_packet(header.sequence, header.timestamp, arrived);
    }

    /// Keys stand still in time (RFC 4733 §2.5.1.2): they count for loss, not for jitter.
    pub(crate) fn key(&mut self, sequence: u16) {
        self.received += 1;
        self.incoming.on_untimed_packet(sequence);
    }

    /// G.711 shows how loud it is without being decoded.
    pub(crate) fn loudness(&mut self, codec: Codec, payload: &[u8]) {
        let decode = match codec {
            Codec::Pcmu => mu_law::decode,
            Codec::Pcma => a_law::decode,
            Codec::G722 | Codec::Opus => return,
        };
        self.loudness_was(mean_square(payload.iter().map(|byte| decode(*byte))));
    }

    /// The others show it where they are decoded for somebody.
    pub(crate) fn heard(&mut self, codec: Codec, frame: &PcmFrame) {
        match codec {
            Codec::Pcmu | Codec::Pcma => {}
            Codec::G722 | Codec::Opus => {
                self.loudness_was(mean_square(frame.samples().iter().copied()));
            }
        }
    }

    fn loudness_was(&mut self, mean_square: f32) {
        let before = self.mean_square.unwrap_or_default();
        self.mean_square = Some(before + (mean_square - before) * LOUDNESS_STEP);
    }

    pub(crate) fn sent(&mut self, octets: usize) {
        self.sent += 1;
        self.sent_octets += octets as u64;
    }

    pub(crate) fn far_end(&mut self, loss: Option<f32>, round_trip: Option<Duration>) {
        self.far_loss = loss.or(self.far_loss);
        self.round_trip = round_trip.filter(|time| *time <= ROUND_TRIP_MAX).or(self.round_trip);
    }

    /// The report on what came in, closing the interval. `None` while nothing came.
    pub(crate) fn report_block(&mut self) -> Option<ReportBlock> {
        (self.incoming.expected() > 0).then(|| self.incoming.report_block())
    }

    pub(crate) fn snapshot(&self) -> LegStats {
        LegStats {
            received: self.received,
            lost: self.lost(),
            jitter: self.clock.duration_of(self.incoming.jitter()),
            loudness_db: self.mean_square.map(|square| 10.0 * square.max(1e-12).log10()),
            sent: self.sent,
            far_loss: self.far_loss,
            round_trip: self.round_trip,
        }
    }

    fn lost(&self) -> u64 {
        self.lost_before + u64::try_from(self.incoming.cumulative_lost()).unwrap_or(0)
    }
}
