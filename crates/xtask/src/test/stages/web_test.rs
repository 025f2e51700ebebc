//! Stage web test: the tests of the TypeScript.

use anyhow::Result;

use super::super::session::Session;
use super::super::tally::Runner;
use crate::node;

pub(super) fn prove(session: &mut Session) -> Result<()> {
    let only = session.only.clone();
    let args = only.as_deref().map_or(vec![], |id| vec!["-t", id]);
    session.prove(Runner::Vitest, &mut node::web()?.script("test", &args))
}
