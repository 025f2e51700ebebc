//! The browser stage: the server of the copy with the pages of the copy, and the browser plays of the tree.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::{BUILD_MAX, BrokenRule, Red, Workshop};
use crate::node::{self, Packages};

/// A play is stopped by its own runner after a minute and a half.
const PLAY_MAX: Duration = Duration::from_mins(4);

pub(in super::super) struct Browser {
    workshop: Workshop,
    web: Packages,
    /// Whether the pages as they were built last are the whole ones.
    whole: bool,
}

impl Browser {
    pub(super) fn open(workshop: Workshop) -> Result<Self> {
        node::require()?;
        let web = Packages::below(&workshop.root, "web")?;
        for packages in [&web, &node::e2e()?] {
            if let Some(mut install) = packages.install()? {
                workshop.runner.succeed(&mut install, BUILD_MAX)?;
                packages.remember_installed()?;
            }
        }
        Ok(Self { workshop, web, whole: false })
    }

    pub(super) fn perform(
        &mut self,
        rule: Option<&BrokenRule>,
        plays: &[String],
    ) -> Result<Vec<Red>> {
        let runner = &self.workshop.runner;
        let pages = rule.is_some_and(|rule| rule.changes().any(|it| it.file.starts_with("web/")));
        if pages || !self.whole {
            runner.succeed(&mut self.web.script("build", &[]), BUILD_MAX)?;
            self.whole = !pages;
        }
        let program = self.workshop.rapport()?;
        let e2e = node::e2e()?;
        let mut red = Vec::new();
        for play in plays {
            let mut command = e2e.script("e2e", &["--only", play]);
            let said = runner.hear(command.env("RAPPORT_BIN", &program), PLAY_MAX)?;
            let told = |line: &&String| line.contains(play.as_str());
            let verdicts: Vec<&String> =
                said.out.iter().filter(|line| line.starts_with(['o', 'F'])).filter(told).collect();
            ensure!(verdicts.len() == 1, "{play} does not play in the browser, or not alone");
            if verdicts.iter().all(|line| line.starts_with("ok ")) {
                continue;
            }
            let mut after = said.out.iter().skip_while(|line| !line.starts_with("FAILED"));
            let why = after.nth(1).map_or("it failed", |line| line.trim()).to_owned();
            red.push(Red { play: play.clone(), why });
        }
        Ok(red)
    }
}
