//! Stage web check: format, lints and types of the TypeScript.

use anyhow::Result;

use super::super::session::Session;
use crate::node;

pub(super) fn check(session: &mut Session) -> Result<()> {
    session.run(&mut node::web()?.script("check", &[]))
}
