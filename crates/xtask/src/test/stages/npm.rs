//! Stage npm: the packages that the web and the browser stage need.

use anyhow::Result;

use super::super::session::Session;
use super::Done;
use crate::{node, workspace};

pub(super) fn install(session: &mut Session) -> Result<Done> {
    node::require()?;
    let folders = ["web", "e2e"].map(|name| node::Packages::at(workspace::root().join(name)));
    if folders.iter().all(Option::is_none) {
        return Ok(Done::Absent("web/package.json"));
    }
    for packages in folders.iter().flatten() {
        if let Some(mut install) = packages.install()? {
            session.run(&mut install)?;
            packages.remember_installed()?;
        }
    }
    Ok(Done::Ran)
}
