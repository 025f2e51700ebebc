//! `cargo xtask run`: from a clone to the demo in one command (OP01).

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{build_tools, node, workspace};

pub(crate) fn demo(args: &[String]) -> Result<()> {
    build_tools::require()?;
    node::require()?;
    build(&node::web()?)?;
    let program = workspace::rapport()?;
    // From here on we are the demo: Ctrl-C and the exit code are its own.
    let mut command = Command::new(&program);
    Err(command.arg("demo").args(args).exec())
        .with_context(|| format!("start {}", program.display()))
}

fn build(web: &node::Packages) -> Result<()> {
    if let Some(mut install) = web.install()? {
        workspace::foreground(&mut install)?;
        web.remember_installed()?;
    }
    workspace::foreground(&mut web.script("build", &[]))
}
