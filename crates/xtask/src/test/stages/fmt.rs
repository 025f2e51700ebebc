//! Stage fmt: the code is formatted.

use anyhow::Result;

use super::super::session::Session;
use super::Done;
use crate::workspace;

pub(super) fn check(session: &mut Session) -> Result<Done> {
    session.run(&mut workspace::cargo(&["fmt", "--all", "--check"]))?;
    Ok(Done::Ran)
}
