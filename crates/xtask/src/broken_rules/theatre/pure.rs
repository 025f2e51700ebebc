//! The pure stage: all plays in one process, in a second.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use nix::sys::signal::Signal;

use super::{BUILD_MAX, Red, Workshop};
use crate::broken_rules::table;

/// Of the processor, for all plays together: what takes longer goes round for ever, on a busy machine as on an idle one.
const PLAY_SECONDS_MAX: u32 = 60;
/// It must be over some day.
const WAIT_MAX: Duration = Duration::from_mins(30);

pub(in super::super) struct Pure {
    workshop: Workshop,
}

impl Pure {
    pub(super) const fn new(workshop: Workshop) -> Self {
        Self { workshop }
    }

    pub(super) fn perform(&self) -> Result<Vec<Red>> {
        Ok(self.lines()?.iter().filter_map(|line| red(line)).collect())
    }

    fn lines(&self) -> Result<Vec<String>> {
        let Workshop { runner, .. } = &self.workshop;
        // The plays are over sooner than an optimised core is compiled.
        let quick = "profile.dev.package.acd.opt-level=0";
        let build = ["build", "--package", "stage", "--bin", "plays", "--config", quick];
        runner.succeed(&mut self.workshop.cargo(&build), BUILD_MAX)?;
        let program = super::target().join("debug/plays");
        let mut command = Command::new("prlimit");
        command.arg(format!("--cpu={PLAY_SECONDS_MAX}")).arg(program);
        command.args(["--perform", "scenarios"]).current_dir(&self.workshop.root);
        let said = runner.hear(&mut command, WAIT_MAX)?;
        let had_its_time = |status: &ExitStatus| status.signal() == Some(Signal::SIGXCPU as i32);
        let Some(status) = said.status.filter(|status| !had_its_time(status)) else {
            let last = said.out.last().map_or("no play", String::as_str);
            bail!("after `{last}` the core goes round for ever: break the rule otherwise");
        };
        ensure!(status.success(), "the plays could not be read: {}", said.err.join(" "));
        Ok(said.out)
    }
}

/// `red voice/vc03_….scn 7: expected …`.
fn red(line: &str) -> Option<Red> {
    let (file, why) = line.strip_prefix("red ")?.split_once(' ')?;
    Some(Red { play: table::play(file)?, why: format!("line {why}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_is_told_with_its_line() {
        let found = red("red voice/vc03_a_b.scn 7: expected `x`").unwrap();
        assert_eq!(
            found,
            Red { play: "vc03_a_b".to_owned(), why: "line 7: expected `x`".to_owned() }
        );
        assert_eq!(red("green voice/vc03_a_b.scn"), None);
        assert_eq!(red("begins voice/vc03_a_b.scn"), None);
    }
}
