//! Stage rust: every test of the workspace, the plays of the pure stage among them.

use std::process::{Command, Stdio};

use anyhow::Result;

use super::super::postgres::{self, Postgres};
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
        session.prove(Runner::Libtest, &mut cargo(&args))
    }
}

fn has_nextest() -> bool {
    let mut command: Command = workspace::cargo(&["nextest", "--version"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|done| done.success())
}
