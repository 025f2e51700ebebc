//! Virtual time. It stands still while anything is done and then jumps to the next thing that will happen; half an hour
//! takes as long as its work. What the driver waits for
//! is the alarm.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};

use acd::{Millis, Timestamp};
use driver::Time;

/// Milliseconds since the day began: what no clock step changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(pub(super) u64);

impl Moment {
    pub(super) const fn after(self, span: Millis) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    pub(super) const fn since(self, earlier: Self) -> Millis {
        Millis(self.0.saturating_sub(earlier.0))
    }
}

/// The machine's time: it survives the server.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace(Arc<Mutex<Dial>>);

#[derive(Debug, Default)]
struct Dial {
    now: Moment,
    alarm: Option<(Moment, Waker)>,
}

impl Pace {
    pub(super) fn now(&self) -> Moment {
        self.with(|dial| dial.now)
    }

    pub(super) fn alarm(&self) -> Option<Moment> {
        self.with(|dial| dial.alarm.as_ref().map(|(at, _)| *at))
    }

    /// Goes on to `moment`, and rings if the alarm was set for it.
    pub(super) fn advance(&self, moment: Moment) {
        let ringing = self.with(|dial| {
            dial.now = dial.now.max(moment);
            dial.alarm.take_if(|(at, _)| *at <= dial.now)
        });
        if let Some((_, waker)) = ringing {
            waker.wake();
        }
    }

    /// Whoever waited is about to be asked again, or is no more.
    pub(super) fn silence(&self) {
        self.with(|dial| dial.alarm = None);
    }

    /// The one who waits is one task, asked as a whole: the earliest of its waits is the alarm.
    pub(super) async fn until(&self, moment: Moment) {
        std::future::poll_fn(|context| {
            self.with(|dial| {
                if dial.now >= moment {
                    return Poll::Ready(());
                }
                if dial.alarm.as_ref().is_none_or(|(at, _)| moment < *at) {
                    dial.alarm = Some((moment, context.waker().clone()));
                }
                Poll::Pending
            })
        })
        .await;
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Dial) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The clock of one life of the server: wall time at its boot, monotonic since (F20).
#[derive(Clone, Debug)]
pub(super) struct BootClock {
    pace: Pace,
    boot: Moment,
    wall: Timestamp,
}

impl BootClock {
    /// As the real one: the wall clock, or the last time of the journal if the wall clock lies behind it.
    pub(super) fn start(pace: &Pace, wall: Timestamp, floor: Timestamp) -> Self {
        Self { pace: pace.clone(), boot: pace.now(), wall: wall.max(floor) }
    }
}

impl Time for BootClock {
    fn now(&self) -> Timestamp {
        self.wall.after(self.pace.now().since(self.boot))
    }

    fn until(&self, at: Timestamp) -> impl Future<Output = ()> + Send {
        self.pace.until(self.boot.after(at.since(self.wall)))
    }
}
