//! One life of the server, from its start to its kill: the real driver, run by hand until it has nothing more to do.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use acd::{Acd, ApplicationId, Timestamp};
use driver::{Driver, DriverParts, DriverTask, Errand, Outlet, Time};
use store::Colleague;
use tokio::sync::mpsc;

use super::center::{APPLICATION, book};
use super::disk::Disk;
use super::pace::{BootClock, Pace};

/// Small, so that a day has many of them and restarts begin from one.
const SNAPSHOT_EVERY: u64 = 150;

pub(super) struct Life {
    pub(super) driver: Driver,
    pub(super) errands: mpsc::UnboundedReceiver<(ApplicationId, Errand)>,
    pub(super) clock: BootClock,
    pace: Pace,
    run: Pin<Box<dyn Future<Output = ()>>>,
    bell: Arc<Bell>,
}

impl Life {
    /// As the server's own start does it. Gives the state that was found.
    pub(super) async fn begin(
        disk: &Disk,
        pace: &Pace,
        wall: Timestamp,
        staff: &[Colleague],
    ) -> anyhow::Result<(Self, Acd)> {
        let loaded = driver::load(disk, APPLICATION).await?;
        let found = loaded.acd.clone();
        let clock = BootClock::start(pace, wall, loaded.at);
        let mut book = book(&loaded.acd, staff);
        book.started = clock.now();
        let (driver, inbox) = Driver::channel();
        let (outlet, errands) = mpsc::unbounded_channel();
        let outlet = Outlet { application: APPLICATION, errands: outlet };
        let parts = DriverParts {
            application: APPLICATION,
            store: disk.clone(),
            clock: clock.clone(),
            outlet,
            snapshot_every: SNAPSHOT_EVERY,
        };
        let run = Box::pin(DriverTask::new(parts, loaded, book).run(inbox));
        let bell = Arc::new(Bell { rung: AtomicBool::new(true), outside: Mutex::new(None) });
        let pace = pace.clone();
        Ok((Self { driver, errands, clock, pace, run, bell }, found))
    }

    /// Whether the driver has something to do.
    pub(super) fn is_awake(&self) -> bool {
        self.bell.rung.load(Ordering::Relaxed)
    }

    /// Runs the driver until it waits for time or for somebody.
    pub(super) async fn settle(&mut self, disk: &Disk) {
        std::future::poll_fn(|context| {
            *self.bell.outside() = Some(context.waker().clone());
            while self.bell.rung.swap(false, Ordering::Relaxed) {
                self.pace.silence();
                let waker = Waker::from(Arc::clone(&self.bell));
                if self.run.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
                    return Poll::Ready(());
                }
            }
            if disk.is_busy() { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
        *self.bell.outside() = None;
    }
}

/// Rings when the driver can go on.
struct Bell {
    rung: AtomicBool,
    outside: Mutex<Option<Waker>>,
}

impl Bell {
    fn outside(&self) -> std::sync::MutexGuard<'_, Option<Waker>> {
        self.outside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, Ordering::Relaxed);
        let outside = self.outside().clone();
        if let Some(waker) = outside {
            waker.wake();
        }
    }
}
