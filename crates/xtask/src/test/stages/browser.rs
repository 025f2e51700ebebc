//! Stage browser: headless Chromium as the agents and the customers.

use anyhow::Result;

use super::super::programs;
use super::super::session::Session;
use super::super::tally::Runner;
use crate::node;

pub(super) fn prove(session: &mut Session) -> Result<()> {
    let program = programs::rapport(session)?;
    let only = session.only.clone();
    let args = only.as_deref().map_or(vec![], |id| vec!["--only", id]);
    let mut command = node::e2e()?.script("e2e", &args);
    session.prove(Runner::Plain, command.env("RAPPORT_BIN", program))
}
