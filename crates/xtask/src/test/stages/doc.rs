//! Stage doc: no link in a doc comment leads nowhere.

use anyhow::Result;

use super::super::session::Session;
use crate::workspace;

pub(super) fn check(session: &mut Session) -> Result<()> {
    let args = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    session.run(workspace::cargo(&args).env("RUSTDOCFLAGS", "-D warnings"))
}
