//! Starts builders and players, hears them out, and does not wait for ever: a broken rule may send the core in circles.

use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::child::{self, Interrupt, Line, Stopped};
use crate::workspace;

pub(super) struct Runner {
    interrupt: Interrupt,
}

/// What a command said, and how it ended; no status where its time was up.
pub(super) struct Said {
    pub(super) out: Vec<String>,
    pub(super) err: Vec<String>,
    pub(super) status: Option<ExitStatus>,
}

impl Runner {
    pub(super) fn new() -> Result<Self> {
        Ok(Self { interrupt: Interrupt::watch().context("listen for signals")? })
    }

    pub(super) fn hear(&self, command: &mut Command, limit: Duration) -> Result<Said> {
        let mut said = Said { out: vec![], err: vec![], status: None };
        let until = Instant::now() + limit;
        let ended = child::supervise(command, until, &self.interrupt, &mut |line| match line {
            Line::Out(text) => said.out.push(text),
            Line::Err(text) => said.err.push(text),
        });
        match ended {
            Ok(status) => said.status = Some(status),
            Err(Stopped::TimedOut) => {}
            Err(stopped) => bail!("`{}`: {stopped}", workspace::spoken(command)),
        }
        Ok(said)
    }

    /// A command that has to succeed, such as a build.
    pub(super) fn succeed(&self, command: &mut Command, limit: Duration) -> Result<Said> {
        let said = self.hear(command, limit)?;
        let done = said.status.is_some_and(|status| status.success());
        let first = said.err.iter().chain(&said.out).find(|line| line.contains("error"));
        let why = first.map_or("it said no error", String::as_str);
        ensure!(done, "`{}` failed: {why}", workspace::spoken(command));
        Ok(said)
    }
}
