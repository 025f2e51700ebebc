//! Stage clippy: every lint is an error here, and only here.

use anyhow::Result;

use super::super::session::Session;
use crate::workspace;

pub(super) fn check(session: &mut Session) -> Result<()> {
    // Never through RUSTFLAGS: that would build every dependency again.
    let args = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    session.run(&mut workspace::cargo(&args))?;
    // Not among all targets: it says `test = false`.
    let args = ["clippy", "--workspace", "--test", "live", "--", "-D", "warnings"];
    session.run(&mut workspace::cargo(&args))
}
