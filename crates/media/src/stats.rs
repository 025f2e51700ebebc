//! What a leg has measured: loss, jitter and loudness of what it receives, and what its far end says about
//! what it is sent (VC53, F37).

use std::time::{Duration, Instant};

use sipx_rtp::rtcp::{ReportBlock, StreamStats};

use crate::codec::{Codec, SAMPLE_RATE};
use crate::g711;

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
    /// How loud the last third of a second was, in dB below full scale.
    pub loudness_db: f32,
    pub sent: u64,
    /// Share of our packets that the far end missed, as it last reported.
    pub far_loss: Option<f32>,
    pub round_trip: Option<Duration>,
}

#[derive(Debug)]
pub(crate) struct Stats {
    incoming: StreamStats,
    opened_at: Instant,
    received: u64,
    mean_square: f32,
    pub(crate) sent: u64,
    pub(crate) sent_octets: u64,
    far_loss: Option<f32>,
    round_trip: Option<Duration>,
}

impl Stats {
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            incoming: StreamStats::new(0),
            opened_at: now,
            received: 0,
            mean_square: 0.0,
            sent: 0,
            sent_octets: 0,
            far_loss: None,
            round_trip: None,
        }
    }

    /// Another stream is received from now on: its numbers have nothing to do with the old ones.
    pub(crate) fn restart(&mut self, ssrc: u32) {
        self.incoming = StreamStats::new(ssrc);
    }

    pub(crate) fn sound(&mut self, sequence: u16, timestamp: u32, now: Instant) {
        self.received += 1;
        self.incoming.on_packet(sequence, timestamp, self.ticks(now));
    }

    /// Keys stand still in time (RFC 4733 §2.5.1.2): they count for loss, not for jitter.
    pub(crate) fn key(&mut self, sequence: u16) {
        self.received += 1;
        self.incoming.on_untimed_packet(sequence);
    }

    #[expect(clippy::cast_precision_loss, reason = "a loudness needs no 24 bits")]
    pub(crate) fn loudness(&mut self, codec: Codec, payload: &[u8]) {
        let Codec::Pcmu = codec;
        let energy: i64 = payload.iter().map(|byte| i64::from(g711::decode(*byte)).pow(2)).sum();
        let mean_square = energy as f32 / payload.len().max(1) as f32;
        self.mean_square += (mean_square - self.mean_square) * LOUDNESS_STEP;
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
        let jitter = u64::from(self.incoming.jitter());
        LegStats {
            received: self.received,
            lost: u64::try_from(self.incoming.cumulative_lost()).unwrap_or(0),
            jitter: Duration::from_micros(jitter * 1_000_000 / u64::from(SAMPLE_RATE)),
            loudness_db: 10.0 * (self.mean_square / 32_768.0_f32.powi(2)).max(1e-12).log10(),
            sent: self.sent,
            far_loss: self.far_loss,
            round_trip: self.round_trip,
        }
    }

    /// The arrival clock in RTP units; it may wrap.
    #[expect(clippy::cast_possible_truncation, reason = "RTP clocks wrap at 32 bits")]
    fn ticks(&self, now: Instant) -> u32 {
        let micros = now.saturating_duration_since(self.opened_at).as_micros();
        (micros * u128::from(SAMPLE_RATE) / 1_000_000) as u32
    }
}
