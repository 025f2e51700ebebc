//! Stage browser: headless Chromium as the agents and the customers.

use anyhow::Result;

use super::super::session::Session;
use super::super::tally::Runner;
use super::Done;
use crate::{node, workspace};

pub(super) fn prove(session: &mut Session) -> Result<Done> {
    let Some(packages) = runner()? else { return Ok(Done::Absent("a script `e2e`")) };
    session.run(&mut workspace::cargo(&["build", "--package", "server", "--bin", "rapport"]))?;
    let only = session.only.clone();
    let args = only.as_deref().map_or(vec![], |id| vec!["--only", id]);
    let program = workspace::target_folder().join("debug/rapport");
    session.prove(Runner::Plain, packages.script("e2e", &args).env("RAPPORT_BIN", program))?;
    Ok(Done::Ran)
}

/// The folder whose package.json has the script.
fn runner() -> Result<Option<node::Packages>> {
    for folder in ["web", "e2e"] {
        if let Some(packages) = node::Packages::at(workspace::root().join(folder))
            && packages.has_script("e2e")?
        {
            return Ok(Some(packages));
        }
    }
    Ok(None)
}
