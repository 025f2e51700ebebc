//! RTCP of phone legs: short reports out, and of what comes in only what can be true (F55).

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use sipx_rtp::rtcp::{ReceiverReport, Rtcp, Sdes, SenderReport};

use crate::stats::Stats;

/// Longest report that is read; a full one has 31 blocks of 24 bytes and a description.
const REPORT_LENGTH_MAX: usize = 1_500;
/// The name of the server in reports. It says nothing about who is on the line.
const CANONICAL_NAME: &str = "rapport";

#[derive(Debug)]
pub(crate) struct Reports {
    ssrc: u32,
    /// The clock of our reports starts here: RFC 3550 §6.4.1 lets senders without a wall clock count from
    /// any time, half a range up so that it never is the forbidden zero.
    began_at: Instant,
    next_at: Instant,
    interval: Duration,
    /// The middle of the far end's last report time, and when we got it.
    last_received: Option<(u32, Instant)>,
    /// Where the far end's reports come from, once any has come.
    pub(crate) peer: Option<SocketAddr>,
}

impl Reports {
    pub(crate) fn new(ssrc: u32, interval: Duration, now: Instant) -> Self {
        Self {
            ssrc,
            began_at: now,
            next_at: now + interval,
            interval,
            last_received: None,
            peer: None,
        }
    }

    pub(crate) fn deadline(&self) -> Instant {
        self.next_at
    }

    /// The compound report that is due now: what we sent, what we received, who we are.
    pub(crate) fn compose(&mut self, stats: &mut Stats, timestamp: u32, now: Instant) -> Bytes {
        self.next_at = now + self.interval;
        let block = stats.report_block().map(|mut block| {
            if let Some((middle, at)) = self.last_received {
                block.last_sender_report = middle;
                block.delay_since_last_sender_report =
                    in_65536ths(now.saturating_duration_since(at));
            }
            block
        });
        let report = if stats.sent > 0 {
            let (packets, octets) = (wrap(stats.sent), wrap(stats.sent_octets));
            let clock = self.report_clock(now);
            let mut report = SenderReport::new(self.ssrc, clock, timestamp, packets, octets);
            report.reports.extend(block);
            Rtcp::Sender(report)
        } else {
            let mut report = ReceiverReport::new(self.ssrc);
            report.reports.extend(block);
            Rtcp::Receiver(report)
        };
        Rtcp::encode_compound(&[report, Rtcp::Sdes(Sdes::cname(self.ssrc, CANONICAL_NAME))])
    }

    /// Reads a compound report; whether it was one.
    pub(crate) fn read(&mut self, datagram: &[u8], stats: &mut Stats, now: Instant) -> bool {
        let Some(datagram) = datagram.get(..datagram.len().min(REPORT_LENGTH_MAX)) else {
            return false;
        };
        let Ok(packets) = Rtcp::decode_compound(&Bytes::copy_from_slice(datagram)) else {
            return false;
        };
        for packet in packets {
            let blocks = match packet {
                Rtcp::Sender(report) => {
                    self.last_received = Some((middle(report.ntp_timestamp), now));
                    report.reports
                }
                Rtcp::Receiver(report) => report.reports,
                Rtcp::Sdes(_) | Rtcp::Other { .. } | _ => continue,
            };
            for block in blocks.iter().filter(|block| block.ssrc == self.ssrc) {
                let loss = f32::from(block.fraction_lost) / 256.0;
                // RFC 3550 §6.4.1: now - last report - delay, all in 65536ths of a second. Nobody can have
                // slept for longer than the report is old.
                let age = middle(self.report_clock(now)).wrapping_sub(block.last_sender_report);
                let round_trip = (block.last_sender_report != 0)
                    .then(|| age.checked_sub(block.delay_since_last_sender_report))
                    .flatten();
                let round_trip = round_trip.map(from_65536ths);
                stats.far_end(Some(loss), round_trip);
            }
        }
        true
    }

    /// The 32.32 fixed point time of our reports.
    fn report_clock(&self, now: Instant) -> u64 {
        let elapsed = now.saturating_duration_since(self.began_at);
        let fraction = (u64::from(elapsed.subsec_nanos()) << 32) / 1_000_000_000;
        (1_u64 << 63) | elapsed.as_secs() << 32 | fraction
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the counters of a report wrap at 32 bits")]
fn wrap(count: u64) -> u32 {
    count as u32
}

#[expect(clippy::cast_possible_truncation, reason = "the middle 32 bits are what is asked for")]
fn middle(clock: u64) -> u32 {
    (clock >> 16) as u32
}

fn in_65536ths(time: Duration) -> u32 {
    u32::try_from((time.as_micros() << 16) / 1_000_000).unwrap_or(u32::MAX)
}

fn from_65536ths(units: u32) -> Duration {
    Duration::from_micros((u64::from(units) * 1_000_000) >> 16)
}
