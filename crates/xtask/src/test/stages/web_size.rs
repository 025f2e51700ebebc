//! Stage web size: what the chat costs a site's page stays within its limit (C1), measured on what was built.

use anyhow::Result;

use super::super::session::Session;
use crate::node;

pub(super) fn check(session: &mut Session) -> Result<()> {
    session.run(&mut node::web()?.script("size", &[]))
}
