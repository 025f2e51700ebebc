//! The programs that the tests of others start.

use std::path::PathBuf;

use anyhow::Result;

use super::session::Session;
use crate::workspace;

/// Builds all of them and gives the server's.
pub(super) fn rapport(session: &mut Session) -> Result<PathBuf> {
    built(session, "rapport")
}

/// Builds all of them and gives the simulator.
pub(super) fn simulator(session: &mut Session) -> Result<PathBuf> {
    built(session, "simulator")
}

fn built(session: &mut Session, name: &str) -> Result<PathBuf> {
    // With the tests, so that the dependencies have the features they have there: nothing is compiled twice.
    session.run(&mut workspace::cargo(&["build", "--workspace", "--bins", "--tests"]))?;
    // Cargo puts there the one it has just looked at, also where clones share a target folder; and a debug
    // build reads the pages of its own clone.
    Ok(workspace::target_folder().join("debug").join(name))
}
