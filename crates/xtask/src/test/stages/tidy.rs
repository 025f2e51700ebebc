//! Stage tidy: the rules that no compiler knows.

use anyhow::{Result, ensure};

use super::super::session::Session;
use crate::tidy;

// In our own process: the next stages may replace the program that we run from.
pub(super) fn check(_session: &mut Session) -> Result<()> {
    let found = tidy::findings()?;
    tidy::print(&found);
    ensure!(found.is_empty(), "the tree is not tidy");
    Ok(())
}
