//! The live stage: the server of the copy, and players that were built before anything was broken.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{BUILD_MAX, Red, Workshop};
use crate::workspace;

/// The longest play waits a minute.
const PLAY_MAX: Duration = Duration::from_mins(4);

pub(in super::super) struct Live {
    workshop: Workshop,
    /// The callers and screens, which shall not be broken with the server.
    players: PathBuf,
}

impl Live {
    pub(super) fn open(workshop: Workshop) -> Result<Self> {
        let args = ["test", "--workspace", "--test", "live", "--no-run", "--message-format=json"];
        let said = workshop.runner.succeed(&mut workshop.cargo(&args), BUILD_MAX)?;
        let built = said.out.iter().find_map(|line| executable(line));
        let built = built.context("cargo names no program for the live plays")?;
        let players = workspace::target_folder().join("broken-rules/live");
        fs::copy(&built, &players).with_context(|| format!("copy {}", built.display()))?;
        Ok(Self { workshop, players })
    }

    pub(super) fn perform(&self, plays: &[String]) -> Result<Vec<Red>> {
        let program = self.workshop.rapport()?;
        let mut red = Vec::new();
        for play in plays {
            red.extend(self.play(play, &program)?);
        }
        Ok(red)
    }

    fn play(&self, play: &str, program: &Path) -> Result<Option<Red>> {
        let mut command = Command::new(&self.players);
        command.arg(play).env("RAPPORT_BIN", program).current_dir(&self.workshop.root);
        let said = self.workshop.runner.hear(&mut command, PLAY_MAX)?;
        let alone = said.out.iter().any(|line| line.trim() == "running 1 test");
        ensure!(alone, "{play} does not play live, or not alone");
        if said.status.is_some_and(|status| status.success()) {
            return Ok(None);
        }
        let mut lines = said.out.iter().chain(&said.err);
        let why = lines.find(|line| line.contains(".scn:"));
        let why = why.map_or("it never ended", |line| line.trim()).to_owned();
        Ok(Some(Red { play: play.to_owned(), why }))
    }
}

/// The program that a line of cargo's JSON names, if it is the live plays'.
fn executable(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let live = message["target"]["name"] == "live";
    message["executable"].as_str().filter(|_| live).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_the_live_plays_is_found() {
        let line = r#"{"target":{"name":"live"},"executable":"/t/live-1"}"#;
        assert_eq!(executable(line), Some(PathBuf::from("/t/live-1")));
        assert_eq!(executable(&line.replace("\"live\"", "\"it\"")), None);
        assert_eq!(executable(r#"{"target":{"name":"live"},"executable":null}"#), None);
    }
}
