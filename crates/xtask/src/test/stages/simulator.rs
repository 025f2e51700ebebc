//! Stage simulator: half an hour of a whole contact center, five hundred times over, with everything that can go wrong.

use std::process::Command;

use anyhow::Result;

use super::super::programs;
use super::super::session::Session;
use super::super::tally::Runner;

const DAYS: &str = "500";

pub(super) fn prove(session: &mut Session) -> Result<()> {
    // A day keeps all the rules and carries the name of none.
    if session.only.is_some() {
        return Ok(());
    }
    let program = programs::simulator(session)?;
    session.prove(Runner::Plain, Command::new(program).args(["--seeds", DAYS]))
}
