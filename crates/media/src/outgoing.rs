//! The one RTP stream that a leg is sent, whoever is heard in it: sequence numbers without repetition, timestamps that only grow, at whatever the sound is switched to.
//!
//! Two modes take turns. *Paced*: prompts and silence, a frame whenever what was sent has run out. *Forwarded*:
//! another leg's packets with their own spacing, shifted into this stream's numbers; a hole there stays a hole
//! here, so that the far end can conceal it.

use std::time::{Duration, Instant};

use crate::clock::RtpClock;
use crate::codec::{Codec, FRAME_TIME};
use crate::seed::Seed;

/// Nothing from the leg that is heard for this long: silence is put in (never a gap).
pub(crate) const FILL_AFTER: Duration = Duration::from_millis(60);

/// A paced stream that is late by more than this drops frames instead of sending a burst.
const CATCH_UP_MAX: Duration = Duration::from_millis(100);
/// How much sound the far end may be ahead by before packets at a switch are dropped.
const AHEAD_MAX: Duration = Duration::from_millis(60);
/// A source whose timestamps jump by more than this has started anew.
const JUMP_MS_MAX: u32 = 10_000;
/// Likewise for its sequence numbers.
const JUMP_PACKETS_MAX: u64 = 500;
/// After silence was put in, how far the source's own clock may be ahead and still be believed.
const RESUME_MS_MAX: u32 = 100;

/// The numbers of one packet to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) sequence: u64,
    pub(crate) timestamp: u32,
    pub(crate) marker: bool,
}

/// A packet of another leg, as it arrived.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrived {
    pub(crate) ssrc: u32,
    pub(crate) sequence: u64,
    pub(crate) timestamp: u32,
    pub(crate) ticks: u32,
    pub(crate) codec: Codec,
}

/// How the source's numbers become ours.
#[derive(Clone, Copy, Debug)]
struct Shift {
    ssrc: u32,
    sequence: i64,
    timestamp: u32,
    /// The first of our numbers under this shift: what maps below it came too late.
    first: u64,
}

#[derive(Debug)]
pub(crate) struct Outgoing {
    clock: RtpClock,
    sequence: u64,
    /// Where the next packet's sound begins.
    next_timestamp: u32,
    /// Until when the sound sent so far lasts, played as it was sent.
    runs_out: Instant,
    sent_at: Instant,
    shift: Option<Shift>,
    /// Silence is being put into a forwarded stream.
    filling: bool,
    marker: bool,
    /// Bit n: our number `sequence - n` was sent. SRTP must never send one twice.
    recent: u64,
}

impl Outgoing {
    /// `sequence` below 2^15, so that SRTP starts with a rollover count of zero and stays clear of the wrap.
    pub(crate) fn new(clock: RtpClock, seed: &mut Seed, now: Instant) -> Self {
        Self {
            clock,
            sequence: u64::from(seed.u32() & 0x7FFF),
            next_timestamp: seed.u32(),
            runs_out: now,
            sent_at: now,
            shift: None,
            filling: false,
            marker: true,
            recent: 0,
        }
    }

    /// The next timestamp, as a sender report wants it.
    pub(crate) fn next_timestamp(&self) -> u32 {
        self.next_timestamp
    }

    /// The stream can be sent from now on; what would have been sent before is nobody's loss.
    pub(crate) fn start(&mut self, now: Instant) {
        self.runs_out = now;
        self.sent_at = now;
    }

    /// Another source is heard from now on.
    pub(crate) fn switch(&mut self, now: Instant) {
        self.shift = None;
        self.filling = false;
        self.marker = true;
        // Drift of the old source must not delay the new one.
        self.runs_out = self.runs_out.min(now + FRAME_TIME);
    }

    /// Another codec is sent from now on. Timestamps go on from where they are, with the new one's clock.
    pub(crate) fn count_with(&mut self, clock: RtpClock) {
        self.clock = clock;
        self.shift = None;
        self.marker = true;
    }

    /// When the next paced frame is due.
    pub(crate) fn frame_due(&self) -> Instant {
        self.runs_out
    }

    /// When silence must be put into a forwarded stream.
    pub(crate) fn fill_due(&self) -> Instant {
        if self.filling { self.runs_out } else { self.sent_at + FILL_AFTER }
    }

    /// Numbers for a paced frame.
    pub(crate) fn frame(&mut self, now: Instant) -> Stamp {
        if now.saturating_duration_since(self.runs_out) > CATCH_UP_MAX {
            self.skip_to(now);
        }
        let stamp = self.next_stamp(self.next_timestamp);
        self.next_timestamp = stamp.timestamp.wrapping_add(self.clock.frame_ticks());
        self.runs_out += FRAME_TIME;
        self.sent_at = now;
        stamp
    }

    /// Numbers for a frame of silence put into a forwarded stream.
    pub(crate) fn fill(&mut self, now: Instant) -> Stamp {
        if !self.filling {
            self.filling = true;
            self.marker = true;
            self.runs_out = self.runs_out.min(now);
            self.skip_to(now);
        }
        self.frame(now)
    }

    /// Numbers for a frame that was made of another leg's sound just now. What is forwarded later begins anew.
    pub(crate) fn live(&mut self, now: Instant) -> Stamp {
        self.shift = None;
        self.filling = false;
        self.skip_to(now);
        self.advance(self.next_timestamp, self.clock.frame_ticks(), now)
    }

    /// A frame's place is taken by something of our own (a key): what is forwarded must find its numbers anew.
    pub(crate) fn interrupt(&mut self) {
        self.filling = true;
    }

    /// Numbers for another leg's packet, or `None` when it must not be sent: a duplicate, or too late.
    pub(crate) fn forward(&mut self, packet: Arrived, now: Instant) -> Option<Stamp> {
        let shift = self.shift.filter(|shift| shift.ssrc == packet.ssrc);
        let Some(shift) = shift else { return self.begin(packet, now) };
        if self.filling {
            return Some(self.resume(shift, packet, now));
        }
        let sequence = packet.sequence.saturating_add_signed(shift.sequence);
        let timestamp = packet.timestamp.wrapping_add(shift.timestamp);
        if sequence <= self.sequence {
            return self.reordered(shift, sequence, timestamp);
        }
        let ahead = timestamp.wrapping_sub(self.next_timestamp).cast_signed();
        let jump = self.ticks_in_ms(JUMP_MS_MAX);
        if sequence - self.sequence > JUMP_PACKETS_MAX || !(0..jump).contains(&ahead) {
            return self.begin(packet, now);
        }
        let hole = sequence - self.sequence - 1;
        self.sequence += hole;
        self.recent =
            u32::try_from(hole).ok().and_then(|n| self.recent.checked_shl(n)).unwrap_or(0);
        Some(self.advance(timestamp, packet.ticks, now))
    }

    /// The first packet of a source: it follows whatever was sent before.
    fn begin(&mut self, packet: Arrived, now: Instant) -> Option<Stamp> {
        if self.runs_out > now + AHEAD_MAX {
            return None;
        }
        self.skip_to(now);
        self.marker = true;
        self.adopt(packet, self.next_timestamp);
        Some(self.advance(self.next_timestamp, packet.ticks, now))
    }

    /// The source is back after silence was put in for it. Its clock is believed when it says "now"; if it
    /// says "before", its sound is kept and played a little later.
    fn resume(&mut self, shift: Shift, packet: Arrived, now: Instant) -> Stamp {
        let own = packet.timestamp.wrapping_add(shift.timestamp);
        let ahead = own.wrapping_sub(self.next_timestamp).cast_signed();
        let believed = (0..=self.ticks_in_ms(RESUME_MS_MAX)).contains(&ahead);
        let timestamp = if believed { own } else { self.next_timestamp };
        self.filling = false;
        self.marker = true;
        self.adopt(packet, timestamp);
        self.advance(timestamp, packet.ticks, now)
    }

    fn adopt(&mut self, packet: Arrived, timestamp: u32) {
        let first = self.sequence + 1;
        self.shift = Some(Shift {
            ssrc: packet.ssrc,
            sequence: first.cast_signed() - packet.sequence.cast_signed(),
            timestamp: timestamp.wrapping_sub(packet.timestamp),
            first,
        });
    }

    /// A packet older than the newest: sent if its number is still free, without moving on.
    fn reordered(&mut self, shift: Shift, sequence: u64, timestamp: u32) -> Option<Stamp> {
        let bit =
            u32::try_from(self.sequence - sequence).ok().and_then(|n| 1_u64.checked_shl(n))?;
        if sequence < shift.first || self.recent & bit != 0 {
            return None;
        }
        self.recent |= bit;
        Some(Stamp { sequence, timestamp, marker: false })
    }

    fn advance(&mut self, timestamp: u32, ticks: u32, now: Instant) -> Stamp {
        let moved = timestamp.wrapping_sub(self.next_timestamp).wrapping_add(ticks);
        let stamp = self.next_stamp(timestamp);
        self.next_timestamp = timestamp.wrapping_add(ticks);
        let runs_out = self.runs_out.max(now) + self.clock.duration_of(moved);
        self.runs_out = runs_out.min(now + AHEAD_MAX);
        self.sent_at = now;
        stamp
    }

    fn next_stamp(&mut self, timestamp: u32) -> Stamp {
        self.sequence += 1;
        self.recent = self.recent << 1 | 1;
        let marker = std::mem::take(&mut self.marker);
        Stamp { sequence: self.sequence, timestamp, marker }
    }

    /// The far end heard nothing since the sound ran out: the timestamp follows the clock, in whole frames.
    fn skip_to(&mut self, now: Instant) {
        let missed = now.saturating_duration_since(self.runs_out);
        let frames = u32::try_from(missed.as_millis() / FRAME_TIME.as_millis()).unwrap_or(0);
        if frames > 0 {
            self.marker = true;
        }
        let ticks = self.clock.frame_ticks();
        self.next_timestamp = self.next_timestamp.wrapping_add(frames.wrapping_mul(ticks));
        self.runs_out = self.runs_out.max(now);
    }

    fn ticks_in_ms(&self, ms: u32) -> i32 {
        (self.clock.hz() / 1_000 * ms).cast_signed()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// What can happen to a stream, in milliseconds and packets.
    #[derive(Clone, Debug)]
    enum Step {
        Wait(u64),
        Frame,
        Fill,
        Switch,
        Interrupt,
        Live,
        /// A packet of one of two sources, so many numbers after (or before) its last.
        Forward {
            source: usize,
            ahead: i64,
            ticks: u32,
        },
        /// A source starts anew somewhere else.
        Restart {
            source: usize,
            sequence: u64,
            timestamp: u32,
        },
    }

    fn step() -> impl Strategy<Value = Step> {
        let forward = (0..2_usize, -3..6_i64, prop::sample::select(vec![80_u32, 160, 240, 480]));
        prop_oneof![
            4 => (0..70_u64).prop_map(Step::Wait),
            2 => Just(Step::Frame),
            2 => Just(Step::Fill),
            1 => Just(Step::Switch),
            1 => Just(Step::Interrupt),
            2 => Just(Step::Live),
            8 => forward.prop_map(|(source, ahead, ticks)| Step::Forward { source, ahead, ticks }),
            1 => (0..2_usize, 100_000..200_000_u64, any::<u32>())
                .prop_map(|(source, sequence, timestamp)| Step::Restart { source, sequence, timestamp }),
        ]
    }

    #[expect(clippy::disallowed_methods, reason = "an Instant cannot be made in any other way")]
    fn base() -> Instant {
        Instant::now()
    }

    proptest! {
        #[test]
        fn no_number_is_sent_twice_and_no_new_sound_goes_back_in_time(
            steps in prop::collection::vec(step(), 1..300),
            seed in any::<u64>(),
        ) {
            let mut now = base();
            let mut out = Outgoing::new(RtpClock::KHZ_8, &mut Seed::new(seed), now);
            let mut sources = [(50_000_u64, 7_u32), (90_000, u32::MAX - 500)];
            let mut sent = BTreeSet::new();
            let mut newest: Option<Stamp> = None;
            for step in steps {
                let stamp = match step {
                    Step::Wait(millis) => {
                        now += Duration::from_millis(millis);
                        None
                    }
                    Step::Frame => (out.frame_due() <= now).then(|| out.frame(now)),
                    Step::Fill => (out.fill_due() <= now).then(|| out.fill(now)),
                    Step::Switch => {
                        out.switch(now);
                        None
                    }
                    Step::Interrupt => {
                        out.interrupt();
                        None
                    }
                    Step::Forward { source, ahead, ticks } => {
                        let (sequence, timestamp) = &mut sources[source];
                        *sequence = sequence.saturating_add_signed(ahead);
                        let moved = 160_i64 * ahead;
                        *timestamp = timestamp.wrapping_add_signed(i32::try_from(moved).unwrap());
                        let packet = Arrived {
                            ssrc: u32::try_from(source).unwrap(),
                            sequence: *sequence,
                            timestamp: *timestamp,
                            ticks,
                            codec: Codec::Pcmu,
                        };
                        out.forward(packet, now)
                    }
                    Step::Live => (out.frame_due() <= now).then(|| out.live(now)),
                    Step::Restart { source, sequence, timestamp } => {
                        sources[source] = (sequence, timestamp);
                        None
                    }
                };
                let Some(stamp) = stamp else { continue };
                prop_assert!(sent.insert(stamp.sequence), "{} twice", stamp.sequence);
                if let Some(before) = newest.filter(|before| before.sequence < stamp.sequence) {
                    let ahead = stamp.timestamp.wrapping_sub(before.timestamp).cast_signed();
                    prop_assert!(ahead > 0, "{before:?} then {stamp:?}");
                }
                if newest.is_none_or(|before| before.sequence < stamp.sequence) {
                    newest = Some(stamp);
                }
                prop_assert!(out.frame_due() <= now + AHEAD_MAX + FRAME_TIME);
            }
        }
    }
}
