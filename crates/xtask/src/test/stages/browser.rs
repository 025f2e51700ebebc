//! Stage browser: headless Chromium as the agents and the customers.

use anyhow::Result;

use super::super::programs;
use super::super::session::Session;
use super::super::tally::Runner;
use crate::node;

/// How the tab that dies is told how often.
const RETURNS: &str = "RAPPORT_RETURNS";

pub(super) fn prove(session: &mut Session) -> Result<()> {
    play(session, None)
}

pub(in crate::test) fn soak(session: &mut Session, times: u64) -> Result<()> {
    play(session, Some((RETURNS, times.to_string())))
}

fn play(session: &mut Session, more: Option<(&str, String)>) -> Result<()> {
    let program = programs::rapport(session)?;
    let only = session.only.clone();
    let args = only.as_deref().map_or(vec![], |id| vec!["--only", id]);
    let mut command = node::e2e()?.script("e2e", &args);
    session.prove(Runner::Plain, command.env("RAPPORT_BIN", program).envs(more))
}
