//! Stage fmt: the code is formatted.

use anyhow::Result;

use super::super::session::Session;
use crate::workspace;

pub(super) fn check(session: &mut Session) -> Result<()> {
    session.run(&mut workspace::cargo(&["fmt", "--all", "--check"]))
}
