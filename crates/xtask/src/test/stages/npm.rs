//! Stage npm: the packages that the web and the browser stage need.

use anyhow::Result;

use super::super::session::Session;
use crate::node;

pub(super) fn install(session: &mut Session) -> Result<()> {
    node::require()?;
    for packages in [node::web()?, node::e2e()?] {
        if let Some(mut install) = packages.install()? {
            session.run(&mut install)?;
            packages.remember_installed()?;
        }
    }
    Ok(())
}
