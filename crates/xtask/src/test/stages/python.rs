//! Programs from the Python registry, each in an environment of its own beside what is built.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::super::session::Session;
use crate::workspace;

/// Unless the module is there. The tests look for it in that folder.
pub(super) fn install(
    session: &mut Session,
    folder: &str,
    module: &str,
    package: &str,
) -> Result<()> {
    let folder = workspace::target_folder().join(folder);
    if is_there(&folder, module) {
        return Ok(());
    }
    let made = session.run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
    made.context("install python3 and python3-venv")?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package];
    session.run(Command::new(python(&folder)).args(pip))
}

fn is_there(folder: &Path, module: &str) -> bool {
    let mut command = Command::new(python(folder));
    let import = format!("import {module}");
    command.args(["-c", &import]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|done| done.success())
}

fn python(folder: &Path) -> PathBuf {
    folder.join("bin/python")
}
