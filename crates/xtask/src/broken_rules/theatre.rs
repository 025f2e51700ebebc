//! The three stages, each built in the copy and played there.

mod browser;
mod live;
mod pure;

use std::fmt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use self::browser::Browser;
use self::live::Live;
use self::pure::Pure;
use super::copy::Copy;
use super::runner::Runner;
use super::table::{BrokenRule, Stage};
use crate::workspace;

/// The first build compiles everything there is.
const BUILD_MAX: Duration = Duration::from_hours(1);

/// A play that turned red, and what it said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Red {
    /// Its name without folder and ending.
    pub(super) play: String,
    pub(super) why: String,
}

impl fmt::Display for Red {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, {}", self.play, self.why)
    }
}

pub(super) enum Theatre {
    Pure(Pure),
    Live(Live),
    Browser(Browser),
}

impl Theatre {
    pub(super) fn open(stage: Stage, copy: &Copy, runner: Runner) -> Result<Self> {
        let workshop = Workshop { root: copy.root().to_owned(), runner };
        Ok(match stage {
            Stage::Pure => Self::Pure(Pure::new(workshop)),
            Stage::Live => Self::Live(Live::open(workshop)?),
            Stage::Browser => Self::Browser(Browser::open(workshop)?),
        })
    }

    /// Builds the copy as it is now and plays. The pure stage is quick and plays all there is; the others play `plays`.
    pub(super) fn perform(
        &mut self,
        rule: Option<&BrokenRule>,
        plays: &[String],
    ) -> Result<Vec<Red>> {
        match self {
            Self::Pure(pure) => pure.perform(),
            Self::Live(live) => live.perform(plays),
            Self::Browser(browser) => browser.perform(rule, plays),
        }
    }
}

/// Where things are built: in the copy, into a target folder of their own.
struct Workshop {
    root: PathBuf,
    runner: Runner,
}

impl Workshop {
    fn cargo(&self, args: &[&str]) -> Command {
        let mut command = workspace::cargo(args);
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target())
            // What a broken rule no longer uses is not what we ask for.
            .env("RUSTFLAGS", "--allow warnings");
        command
    }

    /// Builds the server of the copy.
    fn rapport(&self) -> Result<PathBuf> {
        let args = ["build", "--workspace", "--bin", "rapport"];
        self.runner.succeed(&mut self.cargo(&args), BUILD_MAX)?;
        Ok(target().join("debug/rapport"))
    }
}

fn target() -> PathBuf {
    workspace::target_folder().join("broken-rules/target")
}
