//! Stage web check: format, lints and types of the TypeScript.

use anyhow::Result;

use super::super::session::Session;
use super::Done;
use crate::node;

pub(super) fn check(session: &mut Session) -> Result<Done> {
    let Some(web) = node::web() else { return Ok(Done::Absent("web/package.json")) };
    session.run(&mut web.script("check", &[]))?;
    Ok(Done::Ran)
}
