//! The way from the hub to one client's socket task, bounded in frames and in bytes (F60).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::mpsc;

use super::pushed::Pushed;

/// How far behind a client may be before it has to start afresh (`ws_out_buf`).
pub(super) const FRAMES_MAX: usize = 1024;
pub(super) const BYTES_MAX: usize = 1024 * 1024;

/// The client's end.
#[derive(Debug)]
pub struct Feed {
    frames: mpsc::Receiver<Pushed>,
    waiting: Arc<AtomicUsize>,
}

/// The hub's end.
#[derive(Debug)]
pub(super) struct Feeder {
    frames: mpsc::Sender<Pushed>,
    waiting: Arc<AtomicUsize>,
}

/// The client could not keep up, or has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooFarBehind;

pub(super) fn feed() -> (Feeder, Feed) {
    let (sender, receiver) = mpsc::channel(FRAMES_MAX);
    let waiting = Arc::new(AtomicUsize::new(0));
    let feed = Feed { frames: receiver, waiting: Arc::clone(&waiting) };
    (Feeder { frames: sender, waiting }, feed)
}

impl Feed {
    /// `None` once the client was let go, after everything that was sent before.
    pub async fn next(&mut self) -> Option<Pushed> {
        let pushed = self.frames.recv().await?;
        self.waiting.fetch_sub(pushed.weight(), Ordering::Relaxed);
        Some(pushed)
    }

    #[cfg(test)]
    pub(crate) fn try_next(&mut self) -> Option<Pushed> {
        let pushed = self.frames.try_recv().ok()?;
        self.waiting.fetch_sub(pushed.weight(), Ordering::Relaxed);
        Some(pushed)
    }
}

impl Feeder {
    /// One frame alone may be larger than the bound: a whole transcript is.
    pub(super) fn push(&self, pushed: &Pushed) -> Result<(), TooFarBehind> {
        let weight = pushed.weight();
        let before = self.waiting.fetch_add(weight, Ordering::Relaxed);
        let fits = before == 0 || before + weight <= BYTES_MAX;
        if fits && self.frames.try_send(pushed.clone()).is_ok() {
            return Ok(());
        }
        self.waiting.fetch_sub(weight, Ordering::Relaxed);
        Err(TooFarBehind)
    }

    /// For what nobody misses: a client that is busy is not told, and the other half of its room is kept for the rest.
    pub(super) fn whisper(&self, pushed: &Pushed) {
        let waiting = self.waiting.load(Ordering::Relaxed);
        if self.frames.capacity() > FRAMES_MAX / 2 && waiting < BYTES_MAX / 2 {
            let _told = self.push(pushed);
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.frames.is_closed()
    }
}
