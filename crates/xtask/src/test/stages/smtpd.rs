//! Stage smtpd: a mail server that we did not write, from the Python registry into an environment of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::super::session::Session;
use crate::workspace;

const PACKAGE: &str = "aiosmtpd==1.4.6";

pub(super) fn install(session: &mut Session) -> Result<()> {
    // The tests look for it there.
    let folder = workspace::target_folder().join("smtpd");
    if is_there(&folder) {
        return Ok(());
    }
    let made = session.run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
    made.context("install python3 and python3-venv")?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE];
    session.run(Command::new(python(&folder)).args(pip)).context("PyPI brought no mail server")
}

fn is_there(folder: &Path) -> bool {
    let mut command = Command::new(python(folder));
    command.args(["-c", "import aiosmtpd"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|done| done.success())
}

fn python(folder: &Path) -> PathBuf {
    folder.join("bin/python")
}
