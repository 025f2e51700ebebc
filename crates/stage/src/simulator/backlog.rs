//! What the disk of a day has taken goes to the real store in groups: in order, and before anybody reads. A day waits for
//! its database some dozens of times and not thousands, and the store commits many batches at once, as under load.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use store::{AppendError, Batch, Committed, Seq, Store};

#[derive(Clone)]
pub(super) struct Backlog {
    pub(super) store: Store,
    batches: Arc<Mutex<Vec<Batch>>>,
}

/// More than this is not kept back, so that a long day needs no more memory than a short one.
const BATCHES_MAX: usize = 200;

impl Backlog {
    pub(super) fn of(store: Store) -> Self {
        Self { store, batches: Arc::default() }
    }

    /// Whether it is time to write.
    pub(super) fn take(&self, batch: Batch) -> bool {
        let mut batches = self.batches();
        batches.push(batch);
        batches.len() >= BATCHES_MAX
    }

    /// The store with all of it, or the first batch that it refuses.
    pub(super) async fn written(&self) -> Result<Store, (AppendError, Batch)> {
        let batches = std::mem::take(&mut *self.batches());
        let mut sent = Vec::with_capacity(batches.len());
        for batch in batches {
            let mut appended = Box::pin(self.store.append(batch.clone()));
            // Asked once, it stands in the writer's queue, behind those before it.
            let first = appended.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            sent.push((batch, appended, first));
        }
        for (batch, appended, first) in sent {
            let done = match first {
                Poll::Ready(done) => done,
                Poll::Pending => appended.await,
            };
            done.map_err(|error| (error, batch))?;
        }
        Ok(self.store.clone())
    }

    fn batches(&self) -> std::sync::MutexGuard<'_, Vec<Batch>> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the entries of a batch stand once it is written.
pub(super) fn places(batch: &Batch) -> Committed {
    let Seq(after) = batch.after;
    Committed { first: Seq(after + 1), last: Seq(after + batch.entries.len() as u64) }
}
