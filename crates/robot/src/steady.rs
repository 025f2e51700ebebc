//! Clients that outlast their sockets, as the pages do: what is not answered is said again under the same ids, on the next
//! socket. Each keeps a diary of its own.

mod agent;
mod customer;
mod outbox;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rand::RngExt;

pub use self::agent::{SteadyAgent, Workplace};
pub use self::customer::{PageView, SteadyCustomer};
use crate::diary::Diary;

/// Shorter than a page's, so that a test sees many returns.
const REST_MS: std::ops::Range<u64> = 20..300;
/// How long one waits before a server that cannot save is asked again.
const RETRY_AFTER: Duration = Duration::from_millis(200);

/// Shared between a client's task and who reads it in the end.
type Shared = Arc<Mutex<Diary>>;

fn read(diary: &Shared) -> Diary {
    diary.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn write(diary: &Shared, note: impl FnOnce(&mut Diary)) {
    note(&mut diary.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Between two attempts; jittered, so that a crowd does not come back at once.
async fn rest() {
    let wait = Duration::from_millis(rand::rng().random_range(REST_MS));
    tokio::time::sleep(wait).await;
}
