//! Stage rust: every test of the workspace, the plays of the pure stage among them.

use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use super::super::postgres::{self, Postgres};
use super::super::second_hearing::Failures;
use super::super::session::Session;
use super::super::tally::Runner;
use crate::{say, workspace};

pub(super) fn prove(session: &mut Session) -> Result<()> {
    let own = Postgres::start(session);
    if let Err(error) = &own {
        // What needs it fails with a sentence of its own; the rest can still be proved.
        say::error(error);
    }
    let url = own.as_ref().ok().map(Postgres::url);
    prove_with(url.as_deref(), session)?;
    own.map(drop)
}

fn prove_with(postgres: Option<&str>, session: &mut Session) -> Result<()> {
    let only = session.only.clone();
    let cargo = |args: &[&str]| {
        let mut command = workspace::cargo(args);
        command.args(only.as_deref()).envs(postgres.map(|url| (postgres::VARIABLE, url)));
        command
    };
    // The target `live` says `test = false`: stage live runs it, when the pages are built.
    if has_nextest() {
        let config = ["--config-file", ".ci/nextest.toml"];
        let args = ["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass"];
        let tests =
            session.prove(Runner::Nextest, &mut cargo(&[args.as_slice(), &config].concat()));
        let args = ["test", "--workspace", "--doc", "--no-fail-fast", "--"];
        session.prove(Runner::Libtest, &mut cargo(&args))?;
        tests
    } else {
        let args = ["test", "--workspace", "--no-fail-fast", "--"];
        let mut failures = Failures::default();
        let heard = session
            .prove_hearing(Runner::Libtest, &mut cargo(&args), &mut |line| failures.hear(line));
        match failures.worth_hearing_again() {
            Some(tests) if heard.is_err() => hear_again(tests, postgres, session),
            _ => heard,
        }
    }
}

fn hear_again(tests: &[String], url: Option<&str>, session: &mut Session) -> Result<()> {
    say::line(&format!("Once more, alone: {}", tests.join(", ")));
    let args = ["test", "--package", "server", "--test", "it", "--", "--exact", "--test-threads=1"];
    let mut command = workspace::cargo(&args);
    command.args(tests).envs(url.map(|url| (postgres::VARIABLE, url)));
    let before = session.tally();
    session.prove(Runner::Libtest, &mut command)?;
    let passed = session.tally().since(before).passed;
    let failed = u64::try_from(tests.len())?;
    ensure!(passed == failed, "{failed} tests were to be run once more, and {passed} were");
    session.forget_failures(failed);
    Ok(())
}

fn has_nextest() -> bool {
    let mut command: Command = workspace::cargo(&["nextest", "--version"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|done| done.success())
}
