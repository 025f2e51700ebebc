//! `cargo xtask soak`: many random days in virtual time, then a crowd over a real network; or one of the two.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{after_dashes, test, workspace};

/// Four hours or so on two cores.
const DAYS: &str = "20000";

pub(crate) fn start(args: &[String]) -> Result<()> {
    let Some((which, rest)) = args.split_first() else {
        simulator(&[])?;
        return test::soak(&[]);
    };
    match which.as_str() {
        "simulator" => simulator(after_dashes(rest)),
        "crowd" => test::soak(rest),
        other => bail!("there is no soak `{other}`, only `simulator` and `crowd`"),
    }
}

fn simulator(wishes: &[String]) -> Result<()> {
    let mut command = Command::new(workspace::simulator()?);
    match wishes {
        [] => command.args(["--seeds", DAYS]),
        wishes => command.args(wishes),
    };
    workspace::foreground(&mut command)
}
