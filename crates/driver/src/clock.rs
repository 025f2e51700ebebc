//! The one clock: wall time at boot plus monotonic time since, never below the last journal time (F20).

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use acd::Timestamp;

/// What the driver knows of time: what it is now, and how to wait. The simulator has one of its own.
pub trait Time: Send + Sync + 'static {
    fn now(&self) -> Timestamp;

    /// Returns when `at` has come.
    fn until(&self, at: Timestamp) -> impl Future<Output = ()> + Send;
}

#[derive(Clone, Copy, Debug)]
pub struct Clock {
    boot: Instant,
    boot_ms: u64,
}

impl Clock {
    /// Starts at the wall clock, or at `floor` if the wall clock lies behind it.
    pub fn start(floor: Timestamp) -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Self { boot: Instant::now(), boot_ms: as_ms(wall).max(floor.0) }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(self.boot_ms.saturating_add(as_ms(self.boot.elapsed())))
    }

    /// The time of a moment that lies behind us.
    pub fn at(&self, past: Instant) -> Timestamp {
        Timestamp(self.now().0.saturating_sub(as_ms(past.elapsed())))
    }

    /// When `deadline` comes, as an instant to sleep until.
    fn instant(&self, deadline: Timestamp) -> Instant {
        self.boot + Duration::from_millis(deadline.0.saturating_sub(self.boot_ms))
    }
}

impl Time for Clock {
    fn now(&self) -> Timestamp {
        self.now()
    }

    fn until(&self, at: Timestamp) -> impl Future<Output = ()> + Send {
        tokio::time::sleep_until(self.instant(at).into())
    }
}

fn as_ms(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
