//! Clients that outlast their sockets, as the pages do: what is not answered is said again under the same ids, on the next
//! socket. Each keeps a diary of its own.

mod agent;
mod customer;
mod outbox;

use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use rand::RngExt;
use tokio::sync::watch;

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

/// What a client shows, once it is what is wanted.
async fn until<View: Clone + Debug>(
    shown: &mut watch::Receiver<View>,
    diary: &Shared,
    within: Duration,
    what: &str,
    wanted: impl Fn(&View) -> bool,
) -> anyhow::Result<View> {
    let found = tokio::time::timeout(within, shown.wait_for(|view| wanted(view))).await;
    let found = found.map(|view| view.map(|view| view.clone()));
    let who = read(diary).who;
    let Ok(found) = found else {
        let seen = shown.borrow().clone();
        anyhow::bail!("{who} did not see {what} within {within:?}, but {seen:?}")
    };
    found.with_context(|| format!("{who} is gone"))
}

/// Between two attempts; jittered, so that a crowd does not come back at once.
async fn rest() {
    let wait = Duration::from_millis(rand::rng().random_range(REST_MS));
    tokio::time::sleep(wait).await;
}
