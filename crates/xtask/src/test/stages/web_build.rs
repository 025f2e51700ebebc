//! Stage web build: the pages that the server carries; the browser stage looks at them.

use anyhow::Result;

use super::super::session::Session;
use super::Done;
use crate::node;

pub(super) fn build(session: &mut Session) -> Result<Done> {
    let Some(web) = node::web() else { return Ok(Done::Absent("web/package.json")) };
    session.run(&mut web.script("build", &[]))?;
    Ok(Done::Ran)
}
