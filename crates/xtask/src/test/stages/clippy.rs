//! Stage clippy: every lint is an error here, and only here.

use anyhow::Result;

use super::super::session::Session;
use super::Done;
use crate::workspace;

pub(super) fn check(session: &mut Session) -> Result<Done> {
    // Never through RUSTFLAGS: that would build every dependency again.
    let args = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    session.run(&mut workspace::cargo(&args))?;
    Ok(Done::Ran)
}
