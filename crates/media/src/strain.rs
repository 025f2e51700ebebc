//! What spoils the sound of one far end (VC53), judged once a second over several looks, so that one hiccup says nothing.
//! Nothing here decides anything by itself: it is told, for whoever keeps or shows it.

use std::time::{Duration, Instant};

use crate::event::Event;
use crate::order::LegId;
use crate::stats::LegStats;

/// Above this the sound is uneven (VC53).
pub const JITTER_MAX: Duration = Duration::from_millis(30);
/// Above this two people talk over each other (VC53).
pub const ROUND_TRIP_MAX: Duration = Duration::from_millis(400);
/// Above this words are missing (VC53). In thousandths.
pub const LOSS_PER_MILLE_MAX: u32 = 30;
/// Quieter than the faintest noise of a microphone that is open.
const STILL_DB: f32 = -80.0;

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Of the last so many looks...
const LOOKS: u32 = 5;
/// ...this many must find it before it is believed.
const BELIEVED: u32 = 3;
/// And none of the last so many before it is believed to be over.
const OVER_AFTER: u32 = 3;
/// Looks over which loss is counted: single packets weigh too much in one.
const LOSS_LOOKS: usize = 7;
/// Two seconds of sound: fewer packets say nothing about a share of them.
const COUNTED_MIN: u64 = 100;

/// What is wrong, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strain {
    /// The microphone gives digital silence: it may be muted where nobody sees it.
    Still,
    /// The way there and back is long.
    Delay,
    /// Packets come unevenly.
    Jitter,
    /// Packets are missing: of what comes, or of what the far end gets.
    Loss,
}

impl Strain {
    pub const ALL: [Self; 4] = [Self::Still, Self::Delay, Self::Jitter, Self::Loss];
}

/// Judges one leg.
#[derive(Debug)]
pub struct Strains {
    next_at: Instant,
    /// What had come at the last looks, the newest last.
    counted: [Counted; LOSS_LOOKS],
    judges: [Judge; 4],
}

#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    received: u64,
    lost: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Judge {
    /// The last looks, the newest as the lowest bit: whether each found it.
    looks: u32,
    /// The worst so far while it is believed.
    worst: Option<u32>,
    /// Since it was found first, the look that found it among them.
    lasts: u32,
}

impl Strains {
    pub fn new(now: Instant) -> Self {
        Self {
            next_at: now + LOOK_EVERY,
            counted: [Counted::default(); LOSS_LOOKS],
            judges: [Judge::default(); 4],
        }
    }

    /// When the next look is due.
    pub fn deadline(&self) -> Instant {
        self.next_at
    }

    /// One look, where it is due, at what was measured so far. Gives what is new: [`Event::Strained`] and [`Event::Eased`].
    pub fn look_at(
        &mut self,
        leg: LegId,
        stats: &LegStats,
        now: Instant,
    ) -> impl Iterator<Item = Event> {
        self.next_at = now + LOOK_EVERY;
        let found = self.look(stats);
        let judged = self.judges.iter_mut().zip(found).zip(Strain::ALL);
        judged.filter_map(move |((judge, figure), strain)| {
            judge.look(figure).map(|verdict| match verdict {
                Verdict::Worse { worst, looks } => {
                    Event::Strained { leg, strain, worst, lasting: looks * LOOK_EVERY }
                }
                Verdict::Over => Event::Eased { leg, strain },
            })
        })
    }

    /// The figures that are above their bound now, in the order of [`Strain::ALL`].
    fn look(&mut self, stats: &LegStats) -> [Option<u32>; 4] {
        let now = Counted { received: stats.received, lost: stats.lost };
        let [first, .., last] = self.counted;
        self.counted.rotate_left(1);
        if let Some(newest) = self.counted.last_mut() {
            *newest = now;
        }
        // Where nothing comes there is nothing to judge; that it does not come is told elsewhere.
        let comes = now.received > last.received;
        let still = comes && stats.loudness_db.is_some_and(|loudness| loudness < STILL_DB);
        let above = |time: Duration, most: Duration| (comes && time > most).then(|| millis(time));
        let loss = now.loss_since(first).max(stats.far_loss.map_or(0, per_mille));
        [
            still.then_some(0),
            stats.round_trip.and_then(|time| above(time, ROUND_TRIP_MAX)),
            above(stats.jitter, JITTER_MAX),
            (comes && loss > LOSS_PER_MILLE_MAX).then_some(loss),
        ]
    }
}

enum Verdict {
    /// It began, that many looks ago, or its worst figure is worse.
    Worse {
        worst: u32,
        looks: u32,
    },
    Over,
}

impl Judge {
    fn look(&mut self, found: Option<u32>) -> Option<Verdict> {
        self.looks = self.looks << 1 | u32::from(found.is_some());
        let lately = |looks: u32| self.looks & ((1 << looks) - 1);
        let first = u32::BITS - lately(LOOKS).leading_zeros();
        self.lasts = if self.worst.is_some() { self.lasts.saturating_add(1) } else { first };
        let looks = self.lasts;
        match (self.worst, found) {
            (Some(worst), Some(figure)) if figure > worst => {
                self.worst = Some(figure);
                Some(Verdict::Worse { worst: figure, looks })
            }
            (Some(_), None) if lately(OVER_AFTER) == 0 => {
                self.worst = None;
                Some(Verdict::Over)
            }
            (None, Some(figure)) if lately(LOOKS).count_ones() >= BELIEVED => {
                self.worst = Some(figure);
                Some(Verdict::Worse { worst: figure, looks })
            }
            _ => None,
        }
    }
}

impl Counted {
    /// In thousandths of what should have come. A far end that began to count anew has lost nothing by that.
    fn loss_since(self, before: Self) -> u32 {
        let received = self.received.saturating_sub(before.received);
        let lost = self.lost.saturating_sub(before.lost);
        let expected = received + lost;
        if expected < COUNTED_MIN {
            return 0;
        }
        u32::try_from(1_000 * lost / expected).unwrap_or(u32::MAX)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is between 0 and 1"
)]
fn per_mille(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * 1_000.0).round() as u32
}

fn millis(time: Duration) -> u32 {
    u32::try_from(time.as_millis()).unwrap_or(u32::MAX)
}
