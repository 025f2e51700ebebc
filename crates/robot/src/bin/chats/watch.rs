//! When each message was sent, acknowledged and shown. Messages are numbered, and carry their number in their text.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Stands before and after the number, and nowhere else in what either server sends.
const MARK: char = '#';

#[derive(Clone)]
pub(crate) struct Watch(Arc<Board>);

struct Board {
    began: Instant,
    messages: Vec<Laps>,
}

/// Microseconds since the watch began; 0 = not yet.
#[derive(Default)]
struct Laps {
    sent: AtomicU64,
    acknowledged: AtomicU64,
    shown: AtomicU64,
}

impl Watch {
    pub(crate) fn new(messages: u32) -> Self {
        let messages = (0..messages).map(|_| Laps::default()).collect();
        Self(Arc::new(Board { began: Instant::now(), messages }))
    }

    pub(crate) fn sent(&self, number: u32) {
        self.note(number, |laps| &laps.sent);
    }

    pub(crate) fn acknowledged(&self, number: u32) {
        self.note(number, |laps| &laps.acknowledged);
    }

    /// Every message in what a screen was pushed.
    pub(crate) fn shown(&self, frame: &str) {
        for number in numbers(frame) {
            self.note(number, |laps| &laps.shown);
        }
    }

    fn note(&self, number: u32, lap: impl Fn(&Laps) -> &AtomicU64) {
        let now = u64::try_from(self.0.began.elapsed().as_micros()).unwrap_or(u64::MAX);
        if let Some(laps) = usize::try_from(number).ok().and_then(|at| self.0.messages.get(at)) {
            // The first time counts.
            let _known =
                lap(laps).compare_exchange(0, now.max(1), Ordering::Relaxed, Ordering::Relaxed);
        }
    }

    /// Whether all of these were acknowledged and shown.
    pub(crate) fn is_done(&self, from: u32, to: u32) -> bool {
        self.laps(from, to).all(|laps| {
            [&laps.acknowledged, &laps.shown].iter().all(|lap| lap.load(Ordering::Relaxed) > 0)
        })
    }

    /// From sending to acknowledgement, and to the screen.
    pub(crate) fn times(&self, from: u32, to: u32) -> (Times, Times) {
        let since = |lap: fn(&Laps) -> &AtomicU64| {
            let all = self.laps(from, to).map(move |laps| {
                let [sent, then] = [&laps.sent, lap(laps)].map(|lap| lap.load(Ordering::Relaxed));
                then.saturating_sub(sent)
            });
            Times::of(all.collect())
        };
        (since(|laps| &laps.acknowledged), since(|laps| &laps.shown))
    }

    fn laps(&self, from: u32, to: u32) -> impl Iterator<Item = &Laps> {
        let [from, to] = [from, to].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
        self.0.messages.iter().take(to).skip(from)
    }
}

/// Sorted.
pub(crate) struct Times(Vec<u64>);

impl Times {
    fn of(mut micros: Vec<u64>) -> Self {
        micros.sort_unstable();
        Self(micros)
    }

    pub(crate) fn at(&self, percent: usize) -> Duration {
        let at = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        Duration::from_micros(self.0.get(at).copied().unwrap_or_default())
    }
}

/// The text of a message, as long as people's are.
pub(crate) fn text(number: u32) -> String {
    format!(
        "{MARK}{number}{MARK} Good morning, my order has not come yet. Can you see where it is?"
    )
}

fn numbers(frame: &str) -> impl Iterator<Item = u32> {
    frame.split(MARK).filter_map(|piece| piece.parse().ok())
}
