//! `cargo xtask test`: everything CI runs, stage by stage, and one line of truth at the end.

mod postgres;
mod programs;
mod report;
mod second_hearing;
mod session;
mod stages;
mod tally;
mod wish;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

pub(crate) use self::wish::Wish;

use self::postgres::{Durability, Postgres};
use self::report::{Outcome, Report, Row};
use self::session::Session;
use self::stages::Stage;
use crate::child::Stopped;
use crate::say;

/// As their tests are called.
const CROWD: &str = "what_a_crowd_writes";
const RETURNS: &str = "vc51_reloads_and_crashed_tabs";
const SOAK_MINUTES: u64 = 10;
const RETURNS_COUNT: u64 = 20;

pub(crate) fn all(wish: &Wish) -> Result<ExitCode> {
    let mut session = Session::open(wish)?;
    let mut report = Report::default();
    for stage in stages::ALL.iter().filter(|stage| stage.belongs_to(wish)) {
        let row = play(stage, &mut session);
        let stopped = row.outcome == Outcome::Stopped;
        report.add(row);
        if stopped {
            break;
        }
    }
    say::line(&report.text(wish));
    Ok(if report.is_green(wish) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The crowd for long, on both databases.
pub(crate) fn soak_crowd(args: &[String]) -> Result<()> {
    let minutes = number(args, "crowd", SOAK_MINUTES)?;
    let mut session = soaking(CROWD, minutes + SOAK_MINUTES)?;
    stages::live::soak(&mut session, minutes)?;
    say::line(&session.tally().to_string());
    Ok(())
}

/// VC51: an agent's tab is reloaded and crashes in a call, so many times each.
pub(crate) fn soak_returns(args: &[String]) -> Result<()> {
    let times = number(args, "returns", RETURNS_COUNT)?;
    let mut session = soaking(RETURNS, SOAK_MINUTES)?;
    stages::browser::soak(&mut session, times)?;
    say::line(&session.tally().to_string());
    Ok(())
}

/// Beside an empty PostgreSQL that keeps what it is given: its URL and its process.
pub(crate) fn beside_postgres(work: impl FnOnce(&str, u32) -> Result<()>) -> Result<()> {
    let mut session = soaking("", SOAK_MINUTES)?;
    let server = Postgres::start_with(&mut session, Durability::Full)?;
    work(&server.url(), server.pid())
}

fn number(args: &[String], what: &str, usual: u64) -> Result<u64> {
    match args {
        [] => Ok(usual),
        [number] => number.parse().with_context(|| format!("`soak {what}` wants a number")),
        _ => bail!("`soak {what}` wants a number, and no more"),
    }
}

fn soaking(only: &str, minutes: u64) -> Result<Session> {
    let limit = Duration::from_secs(minutes * 60);
    Session::open(&Wish { only: Some(only.to_owned()), limit })
}

fn play(stage: &Stage, session: &mut Session) -> Row {
    say::line(&format!("\n=== {}", stage.name));
    let before = session.tally();
    let started = Instant::now();
    let ended = (stage.work)(session);
    let took = started.elapsed();
    let silent = stage.proves() && session.only.is_none() && session.tally() == before;
    let outcome = judge(ended.and_then(|()| heard(silent)));
    // A stage that fails without a failed test still is a failure in the last line.
    if outcome.is_bad() && session.tally().failed == before.failed {
        session.count_failure();
    }
    let total = session.tally();
    let row = Row { name: stage.name, took, tally: total.since(before), outcome };
    say::line(&format!("=== {row}; so far {total}"));
    row
}

/// A runner that ran nothing has proved nothing. (An id may well have its tests in other stages.)
fn heard(silent: bool) -> Result<()> {
    ensure!(!silent, "no test was seen to run");
    Ok(())
}

fn judge(ended: Result<()>) -> Outcome {
    match ended {
        Ok(()) => Outcome::Passed,
        Err(error) => {
            say::error(&error);
            match error.downcast_ref::<Stopped>() {
                Some(Stopped::TimedOut | Stopped::Interrupted) => Outcome::Stopped,
                _ => Outcome::Failed,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anyhow::Context;

    use super::*;

    fn play_a(work: fn(&mut Session) -> Result<()>, only: Option<&str>) -> Row {
        let limit = Duration::from_mins(1);
        let wish = Wish { only: only.map(str::to_owned), limit };
        play(&Stage::proving(work), &mut Session::open(&wish).unwrap())
    }

    #[test]
    fn a_stage_that_breaks_counts_as_one_failure() {
        let row = play_a(|_| anyhow::bail!("no such service"), None);
        assert_eq!((row.outcome, row.tally.failed), (Outcome::Failed, 1));
    }

    #[test]
    fn a_stage_that_ran_no_test_has_failed() {
        let row = play_a(|_| Ok(()), None);
        assert_eq!((row.outcome, row.tally.failed), (Outcome::Failed, 1));
    }

    #[test]
    fn an_id_may_live_in_other_stages() {
        assert_eq!(play_a(|_| Ok(()), Some("vc07")).outcome, Outcome::Passed);
    }

    #[test]
    fn the_end_of_time_stops_the_stage() {
        let row = play_a(|_| Err(Stopped::TimedOut).context("cargo nextest"), None);
        assert_eq!((row.outcome, row.tally.failed), (Outcome::Stopped, 1));
    }
}
