//! Stage openapi: the committed document and the types made from it are those of the code.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::super::session::Session;
use super::Done;
use crate::openapi::{self, Generated};

const STALE: &str = "is stale: run `cargo xtask openapi` and commit what it writes";

pub(super) fn check(session: &mut Session) -> Result<Done> {
    let document = openapi::document();
    if !document.is_file() {
        return Ok(Done::Absent("docs/openapi.json"));
    }
    let fresh = session.capture(&mut openapi::print())?;
    let committed = fs::read_to_string(&document).context("read docs/openapi.json")?;
    ensure!(fresh.trim() == committed.trim(), "docs/openapi.json {STALE}");
    let Some(types) = openapi::types()? else { return Ok(Done::Ran) };
    let committed = Generated::now()?;
    session.run(&mut types.script("openapi", &[]))?;
    let fresh = Generated::now()?;
    // A check changes nothing.
    committed.restore()?;
    ensure!(!fresh.differs_from(&committed), "a type file in web/packages/api {STALE}");
    Ok(Done::Ran)
}
