//! Stage pjsua: a SIP phone that we did not write and that proves itself with SHA-256, from the Python registry.

use anyhow::{Context, Result};

use super::super::session::Session;
use super::python;

pub(super) fn install(session: &mut Session) -> Result<()> {
    python::install(session, "pjsua", "pjsua2", "pjsua2-python==2.15.1.post1")
        .context("PyPI brought no phone")
}
