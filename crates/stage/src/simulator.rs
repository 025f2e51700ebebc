//! The simulator: one seed is half an hour of a whole contact center in virtual time. Twenty agents, fifty callers and a
//! dozen customers in the chat work on the real core, the real driver and the real store; between them are networks that
//! lose and double, a disk that is slow or fails, and a server that is killed between any two steps and comes back.
//!
//! - `day` is the loop, `agenda` and `pace` its time, `chance` and `weather` what the seed decides.
//! - `desk`, `page`, `caller` are the people, `sound` and `leg` the switchboard, `socket` and `network` what lies between.
//! - `disk` is the store with faults, `backlog` its way to the real one, `life` one life of the server, `server` its kills and starts.
//! - `auditor` watches each commit, and `accounts` reads the store at each restart and in the evening.
//!
//! No clock, no socket and no chance but the seed's: the same seed gives the same journal.

mod accounts;
mod admin;
mod agenda;
mod auditor;
mod backlog;
mod caller;
mod calling_out;
mod center;
mod chance;
mod coverage;
mod day;
mod desk;
mod disk;
mod evening;
mod far_end;
mod leg;
mod life;
mod mirror;
mod mischief;
mod network;
mod pace;
mod page;
mod panics;
mod server;
mod socket;
mod sound;
mod weather;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use self::auditor::Auditor;
pub use self::auditor::Sabotage;
pub use self::coverage::Coverage;
use self::day::Day;
pub use self::panics::watch as watch_panics;

/// What a day is asked to do beside being itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// Keep a line for each event.
    pub told: bool,
    /// Break the center, to see whether it is noticed.
    pub sabotage: Option<Sabotage>,
}

/// A day that went as it must.
#[derive(Debug)]
pub struct Outcome {
    /// The journal in a number: the same for the same seed.
    pub digest: u64,
    pub entries: u64,
    pub coverage: Coverage,
}

/// A day on which something broke.
#[derive(Debug)]
pub struct Failure {
    pub seed: u64,
    /// The journal entry that was the last, or at which it was noticed.
    pub step: u64,
    /// The sentence, which opens with the invariant's name.
    pub what: String,
    /// What was done and what came of it, in order, if it was asked for.
    pub timeline: Vec<String>,
}

/// Lets one day pass, with its store in `folder`, which must be empty. Must be called on a thread of its own runtime.
pub async fn pass(seed: u64, folder: &Path, wish: Wish) -> Result<Outcome, Box<Failure>> {
    let auditor = Arc::new(Mutex::new(Auditor::new(wish)));
    let passed = tokio::task::unconstrained(whole_day(seed, folder, &auditor)).await;
    let mut auditor = auditor.lock().unwrap_or_else(PoisonError::into_inner);
    let broken = auditor.broken.take().or_else(|| passed.err().map(|error| format!("{error:#}")));
    match broken.or_else(panics::take) {
        None => Ok(Outcome {
            digest: auditor.digest,
            entries: auditor.entries,
            coverage: std::mem::take(&mut auditor.coverage),
        }),
        Some(what) => Err(Box::new(Failure {
            seed,
            step: auditor.seq.0,
            what,
            timeline: auditor.lines.take().unwrap_or_default(),
        })),
    }
}

async fn whole_day(seed: u64, folder: &Path, auditor: &Arc<Mutex<Auditor>>) -> anyhow::Result<()> {
    let mut day = Day::begin(seed, folder, Arc::clone(auditor)).await?;
    day.pass().await?;
    let evening = if day.is_over() { Ok(()) } else { day.evening(seed).await };
    day.close().await;
    evening
}
