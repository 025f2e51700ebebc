//! F07: how a server ends that is told to. It takes no new work and says so, calls go on until they are over or the deadline
//! has come, and a second word ends them at once. Sessions need not end: they go on after the restart.

use std::sync::Arc;
use std::time::Duration;

use acd::{Millis, Timestamp};
use anyhow::Context;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::app::App;

/// How long callers who are turned away are to wait.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(30);
/// How long the end of the last calls may take, with a disk that is in no hurry.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Whether the server is about to end.
#[derive(Debug)]
pub(crate) struct Drain(watch::Sender<Option<Timestamp>>);

impl Default for Drain {
    fn default() -> Self {
        Self(watch::channel(None).0)
    }
}

impl Drain {
    pub(crate) fn has_begun(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// For one socket, which is told once.
    pub(crate) fn notice(&self) -> Notice {
        Notice { ends: self.0.subscribe(), given: false }
    }
}

pub(crate) struct Notice {
    ends: watch::Receiver<Option<Timestamp>>,
    given: bool,
}

impl Notice {
    /// When the server ends at the latest; returns once, and never while the server stays.
    pub(crate) async fn given(&mut self) -> Timestamp {
        if !self.given
            && let Ok(ends) = self.ends.wait_for(Option::is_some).await
            && let Some(ends) = *ends
        {
            self.given = true;
            return ends;
        }
        std::future::pending().await
    }
}

/// The words that tell a process to stop: SIGTERM, and SIGINT from a keyboard.
pub(crate) struct Stops {
    terminate: Signal,
    interrupt: Signal,
}

impl Stops {
    pub(crate) fn watch() -> anyhow::Result<Self> {
        let watch = |kind| signal(kind).context("signals cannot be watched");
        let (terminate, interrupt) = (SignalKind::terminate(), SignalKind::interrupt());
        Ok(Self { terminate: watch(terminate)?, interrupt: watch(interrupt)? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Returns when the server was told to stop and nothing has to be waited for any more.
pub(crate) async fn until_drained(app: Arc<App>, seconds: u32, mut stops: Stops) {
    stops.next().await;
    let ends = app.clock.now().after(Millis::from_secs(seconds.into()));
    app.drain.0.send_replace(Some(ends));
    app.rush_hours.stop();
    tracing::info!(
        "told to stop: no new calls are taken, and calls may go on for {seconds} s; a second signal ends them at once"
    );
    let done = async {
        app.switchboard.drain().await;
        calls_over(&app).await;
    };
    tokio::select! {
        () = done => return tracing::info!("no call is left: the end"),
        () = tokio::time::sleep(Duration::from_secs(seconds.into())) => {}
        () = stops.next() => {}
    }
    tracing::warn!("calls are cut off by the end of the server");
    let cut = async {
        app.switchboard.cut_off().await;
        calls_over(&app).await;
    };
    // What is not done by then, the next start does (F01).
    let _late = tokio::time::timeout(LAST_WORDS, cut).await;
}

/// The ends of the calls are on disk.
async fn calls_over(app: &App) {
    for application in app.applications.all() {
        application.driver.calls_over().await;
    }
}
