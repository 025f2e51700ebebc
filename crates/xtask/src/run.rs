//! `cargo xtask run`: from a clone to the demo in one command (OP01).

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::{node, workspace};

pub(crate) fn demo(args: &[String]) -> Result<()> {
    node::require()?;
    build(&node::web()?)?;
    // From here on we are cargo: Ctrl-C and the exit code are the demo's own.
    let mut command = workspace::cargo(&["run", "--package", "server", "--bin", "rapport", "--"]);
    Err(command.arg("demo").args(args).exec()).context("start cargo run")
}

fn build(web: &node::Packages) -> Result<()> {
    if let Some(mut install) = web.install()? {
        workspace::foreground(&mut install)?;
        web.remember_installed()?;
    }
    workspace::foreground(&mut web.script("build", &[]))
}
