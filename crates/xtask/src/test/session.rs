//! One run of the tests: the deadline, the count so far, and how a stage starts a command.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::tally::{Runner, Tally};
use super::wish::Wish;
use crate::child::{self, Interrupt, Line, Stopped};
use crate::{say, workspace};

pub(super) struct Session {
    pub(super) only: Option<String>,
    until: Instant,
    interrupt: Interrupt,
    tally: Tally,
}

impl Session {
    pub(super) fn open(wish: &Wish) -> Result<Self> {
        Ok(Self {
            only: wish.only.clone(),
            until: Instant::now() + wish.limit,
            interrupt: Interrupt::watch().context("listen for signals")?,
            tally: Tally::default(),
        })
    }

    pub(super) fn tally(&self) -> Tally {
        self.tally
    }

    pub(super) fn count_failure(&mut self) {
        self.tally.add(Tally { passed: 0, failed: 1 });
    }

    /// Runs a command that must succeed.
    pub(super) fn run(&mut self, command: &mut Command) -> Result<()> {
        self.supervise(command, &mut |line| pass_on(&line))
    }

    /// Runs a command that must succeed and gives what it printed.
    pub(super) fn capture(&mut self, command: &mut Command) -> Result<String> {
        let mut text = String::new();
        self.supervise(command, &mut |line| match line {
            Line::Out(out) => {
                text.push_str(&out);
                text.push('\n');
            }
            Line::Err(_) => pass_on(&line),
        })?;
        Ok(text)
    }

    /// Runs tests and adds what they say to the count.
    pub(super) fn prove(&mut self, runner: Runner, command: &mut Command) -> Result<()> {
        self.prove_hearing(runner, command, &mut |_| {})
    }

    /// The same, and every line is heard by somebody else as well.
    pub(super) fn prove_hearing(
        &mut self,
        runner: Runner,
        command: &mut Command,
        hear: &mut dyn FnMut(&str),
    ) -> Result<()> {
        let mut seen = Tally::default();
        let ended = self.supervise(command, &mut |line| {
            let (Line::Out(text) | Line::Err(text)) = &line;
            if let Some(tally) = runner.read(text) {
                seen.add(tally);
            }
            hear(text);
            pass_on(&line);
        });
        self.tally.add(seen);
        ended?;
        ensure!(seen.failed == 0, "{} tests failed", seen.failed);
        Ok(())
    }

    /// These tests failed, and then passed with the machine to themselves: the second run has counted them as passed.
    pub(super) fn forget_failures(&mut self, count: u64) {
        self.tally.failed -= count;
    }

    fn supervise(&mut self, command: &mut Command, hear: &mut dyn FnMut(Line)) -> Result<()> {
        let spoken = workspace::spoken(command);
        say::line(&format!("$ {spoken}"));
        let started = Instant::now();
        let status = match child::supervise(command, self.until, &self.interrupt, hear) {
            Ok(status) => status,
            Err(Stopped::NotStarted(why)) => bail!("`{spoken}` could not be started: {why}"),
            Err(stopped) => {
                let after = in_minutes(started.elapsed());
                return Err(stopped).context(format!("stopped `{spoken}` after {after} minutes"));
            }
        };
        ensure!(status.success(), "`{spoken}` failed: {status}");
        Ok(())
    }
}

pub(super) fn in_minutes(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() / 60.0)
}

/// One stream, so that a log keeps the order in which things were said.
fn pass_on(line: &Line) {
    let (Line::Out(text) | Line::Err(text)) = line;
    say::line(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::open(&Wish { only: None, limit: Duration::from_mins(1) }).unwrap()
    }

    fn echo(text: &str) -> Command {
        let mut command = Command::new("echo");
        command.arg(text);
        command
    }

    #[test]
    fn counts_add_up_over_commands() {
        let mut session = session();
        session.prove(Runner::Plain, &mut echo("2 passed, 0 failed")).unwrap();
        session.prove(Runner::Plain, &mut echo("3 passed, 0 failed")).unwrap();
        assert_eq!(session.tally(), Tally { passed: 5, failed: 0 });
    }

    #[test]
    fn a_failed_test_fails_even_with_exit_code_zero() {
        let mut session = session();
        assert!(session.prove(Runner::Plain, &mut echo("2 passed, 1 failed")).is_err());
        assert_eq!(session.tally(), Tally { passed: 2, failed: 1 });
    }

    #[test]
    fn an_exit_code_fails_the_command() {
        assert!(session().run(&mut Command::new("false")).is_err());
        assert!(session().run(&mut Command::new("true")).is_ok());
    }

    #[test]
    fn output_is_captured() {
        assert_eq!(session().capture(&mut echo("{}")).unwrap(), "{}\n");
    }
}
