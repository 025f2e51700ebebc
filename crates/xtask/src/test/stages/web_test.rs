//! Stage web test: the tests of the TypeScript.

use anyhow::Result;

use super::super::session::Session;
use super::super::tally::Runner;
use super::Done;
use crate::node;

pub(super) fn prove(session: &mut Session) -> Result<Done> {
    let Some(web) = node::web() else { return Ok(Done::Absent("web/package.json")) };
    let only = session.only.clone();
    let args = only.as_deref().map_or(vec![], |id| vec!["-t", id]);
    session.prove(Runner::Vitest, &mut web.script("test", &args))?;
    Ok(Done::Ran)
}
