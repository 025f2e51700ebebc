//! `cargo xtask test`: everything CI runs, stage by stage, and one line of truth at the end.

mod report;
mod session;
mod stages;
mod tally;
mod wish;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

pub(crate) use self::wish::Wish;

use self::report::{Outcome, Report, Row};
use self::session::Session;
use self::stages::{Done, Stage};
use crate::child::Stopped;
use crate::say;

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

fn play(stage: &Stage, session: &mut Session) -> Row {
    say::line(&format!("\n=== {}", stage.name));
    let before = session.tally();
    let started = Instant::now();
    let ended = (stage.work)(session);
    let took = started.elapsed();
    let outcome = judge(ended);
    // A stage that fails without a failed test still is a failure in the last line.
    if outcome.is_bad() && session.tally().failed == before.failed {
        session.count_failure();
    }
    let total = session.tally();
    let row = Row { name: stage.name, took, tally: total.since(before), outcome };
    say::line(&format!("=== {row}; so far {total}"));
    row
}

fn judge(ended: Result<Done>) -> Outcome {
    match ended {
        Ok(Done::Ran) => Outcome::Passed,
        Ok(Done::Absent(what)) => {
            say::line(&format!("{what} is not there yet"));
            Outcome::Absent
        }
        Err(error) => {
            say::error(&error);
            match error.downcast_ref::<Stopped>() {
                Some(Stopped::TimedOut | Stopped::Interrupted) => Outcome::Stopped,
                _ => Outcome::Failed,
            }
        }
    }
}
