//! Stage openapi: the committed document and the types made from it are those of the code.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::super::programs;
use super::super::session::Session;
use crate::node;
use crate::openapi::{self, Generated};

const STALE: &str = "is stale: run `cargo xtask openapi` and commit what it writes";

pub(super) fn check(session: &mut Session) -> Result<()> {
    let program = programs::rapport(session)?;
    let fresh = session.capture(Command::new(program).arg("openapi"))?;
    let committed = fs::read_to_string(openapi::document()).context("read docs/openapi.json")?;
    ensure!(fresh.trim() == committed.trim(), "docs/openapi.json {STALE}");
    let committed = Generated::now()?;
    session.run(&mut openapi::types(&node::web()?))?;
    let fresh = Generated::now()?;
    // A check changes nothing.
    committed.restore()?;
    ensure!(!fresh.differs_from(&committed), "a type file in web/packages/api {STALE}");
    Ok(())
}
