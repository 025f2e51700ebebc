//! Stage live: the plays on the real server, over real sockets.

use anyhow::Result;

use super::super::programs;
use super::super::session::Session;
use super::super::tally::Runner;
use crate::workspace;

pub(super) fn prove(session: &mut Session) -> Result<()> {
    let program = programs::rapport(session)?;
    let only = session.only.clone();
    // The target says `test = false`, so that only this stage runs it.
    let args = ["test", "--workspace", "--test", "live", "--no-fail-fast", "--"];
    let mut command = workspace::cargo(&args);
    session.prove(Runner::Libtest, command.args(only.as_deref()).env("RAPPORT_BIN", program))
}
