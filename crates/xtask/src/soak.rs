//! `cargo xtask soak`: many random days in virtual time, a crowd over a real network, a tab that dies again and again in a call; or one of
//! the three.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{after_dashes, test, workspace};

/// Four hours or so on two cores.
const DAYS: &str = "20000";

pub(crate) fn start(args: &[String]) -> Result<()> {
    let Some((which, rest)) = args.split_first() else {
        simulator(&[])?;
        test::soak_crowd(&[])?;
        return test::soak_returns(&[]);
    };
    match which.as_str() {
        "simulator" => simulator(after_dashes(rest)),
        "crowd" => test::soak_crowd(rest),
        "returns" => test::soak_returns(rest),
        other => bail!("there is no soak `{other}`, only `simulator`, `crowd` and `returns`"),
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
