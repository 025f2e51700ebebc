//! Stage rust: every test of the workspace, the plays of the pure stage among them.

use std::process::{Command, Stdio};

use anyhow::Result;

use super::super::session::Session;
use super::super::tally::Runner;
use super::Done;
use crate::workspace;

pub(super) fn prove(session: &mut Session) -> Result<Done> {
    let only = session.only.clone();
    // The target `live` says `test = false`: stage live runs it, when the strangers are there.
    if has_nextest() {
        let args = ["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass"];
        let mut command = workspace::cargo(&args);
        command.args(["--config-file", ".ci/nextest.toml"]).args(only.as_deref());
        let tests = session.prove(Runner::Nextest, &mut command);
        let args = ["test", "--workspace", "--doc", "--no-fail-fast", "--"];
        session.prove(Runner::Libtest, workspace::cargo(&args).args(only.as_deref()))?;
        tests?;
    } else {
        let args = ["test", "--workspace", "--no-fail-fast", "--"];
        session.prove(Runner::Libtest, workspace::cargo(&args).args(only.as_deref()))?;
    }
    Ok(Done::Ran)
}

fn has_nextest() -> bool {
    let mut command: Command = workspace::cargo(&["nextest", "--version"]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|done| done.success())
}
