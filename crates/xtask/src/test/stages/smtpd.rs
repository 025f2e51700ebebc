//! Stage smtpd: a mail server that we did not write, from the Python registry.

use anyhow::{Context, Result};

use super::super::session::Session;
use super::python;

pub(super) fn install(session: &mut Session) -> Result<()> {
    python::install(session, "smtpd", "aiosmtpd", "aiosmtpd==1.4.6")
        .context("PyPI brought no mail server")
}
