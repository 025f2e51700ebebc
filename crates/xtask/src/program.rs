//! `cargo xtask bench`: a program of crate `robot`, built as it would be shipped.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result, ensure};

use crate::workspace;

pub(crate) fn start(name: &str, args: &[String]) -> Result<()> {
    let exists = workspace::has_target("robot", "bin", name)?;
    ensure!(exists, "crate robot has no program `{name}` yet");
    // The program starts the server that was built beside it.
    let server = ["build", "--release", "--package", "server", "--bin", "rapport"];
    let built = workspace::cargo(&server).status().context("start cargo build")?;
    ensure!(built.success(), "the server could not be built");
    let mut command = workspace::cargo(&["run", "--release", "--package", "robot", "--bin", name]);
    Err(command.arg("--").args(args).exec()).context("start cargo run")
}
