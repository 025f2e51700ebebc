//! Stage live: the real server over real sockets, with `SIPp` and baresip as strangers.

use anyhow::Result;

use super::super::session::Session;
use super::super::tally::Runner;
use super::Done;
use crate::workspace;

/// The crates that may have a test target of this name; it sets `test = false`, so that only this
/// stage runs it.
const CRATES: [&str; 2] = ["stage", "server"];

pub(super) fn prove(session: &mut Session) -> Result<Done> {
    let mut done = Done::Absent("a test target `live`");
    let only = session.only.clone();
    for name in CRATES {
        if workspace::has_target(name, "test", "live")? {
            let args = ["test", "--package", name, "--test", "live", "--no-fail-fast", "--"];
            session.prove(Runner::Libtest, workspace::cargo(&args).args(only.as_deref()))?;
            done = Done::Ran;
        }
    }
    Ok(done)
}
