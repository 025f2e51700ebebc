//! What turned red, held against what the tables say.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Result;

use super::table::{BrokenRule, Stage};
use super::theatre::Red;
use crate::say;

/// A rule that turns more than this part of all plays red is no rule of theirs but a wreck.
const WRECK: usize = 3;

pub(super) struct Report {
    stage: Stage,
    /// How many broken rules each play answers for, of those that name it.
    seen: BTreeMap<String, usize>,
    broken: usize,
    failures: Vec<String>,
}

impl Report {
    pub(super) fn new(stage: Stage, plays: Vec<String>) -> Self {
        let seen = plays.into_iter().map(|play| (play, 0)).collect();
        Self { stage, seen, broken: 0, failures: vec![] }
    }

    pub(super) fn add(&mut self, rule: &BrokenRule, told: Result<Vec<Red>>) {
        self.broken += 1;
        let red = match told {
            Ok(red) => red,
            Err(error) => return self.fail(rule, &format!("{error:#}")),
        };
        for play in &rule.red {
            match red.iter().find(|red| red.play == *play) {
                Some(red) => {
                    say::line(&format!("    red   {red}"));
                    *self.seen.entry(play.clone()).or_default() += 1;
                }
                None => self.fail(rule, &format!("{play} stays green")),
            }
        }
        let others = red.iter().filter(|red| !rule.red.contains(&red.play)).count();
        if others > 0 {
            say::line(&format!("    and {others} others"));
        }
        self.weigh(rule, red.len());
    }

    /// Only the pure stage plays all plays, so only there a wreck shows.
    fn weigh(&mut self, rule: &BrokenRule, red: usize) {
        let wreck = self.stage == Stage::Pure && red * WRECK > self.seen.len();
        match (wreck, &rule.wide) {
            (true, None) => {
                let all = self.seen.len();
                self.fail(
                    rule,
                    &format!("{red} of {all} plays are red: a wreck, or say `wide = …`"),
                );
            }
            (false, Some(_)) => self.fail(rule, "it is not as wide as it says: take `wide` out"),
            (true, Some(_)) | (false, None) => {}
        }
    }

    fn fail(&mut self, rule: &BrokenRule, why: &str) {
        let text = format!("{}: {why}", rule.how);
        say::line(&format!("    FAILED {why}"));
        self.failures.push(text);
    }

    /// The last lines. With the whole table run, a play that never turned red is a failure.
    pub(super) fn close(mut self, all: bool) -> ExitCode {
        let never = self.seen.iter().filter(|(_, count)| **count == 0).map(|(play, _)| play);
        if all {
            self.failures.extend(never.map(|play| format!("{play} was never red")));
        }
        for (play, count) in self.seen.iter().filter(|(_, count)| **count > 0) {
            say::line(&format!("{count:3} {play}"));
        }
        for failure in &self.failures {
            say::line(&format!("FAILED {failure}"));
        }
        let (stage, broken) = (self.stage, self.broken);
        let red = self.seen.values().filter(|count| **count > 0).count();
        let (plays, failures) = (self.seen.len(), self.failures.len());
        say::line(&format!(
            "{stage}: {broken} rules broken, {red} of {plays} plays seen red, {failures} failures"
        ));
        if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    fn rule(more: &str) -> BrokenRule {
        let text =
            "[[broken]]\nhow = \"h\"\nred = [\"a\"]\nfile = \"f\"\nfind = \"x\"\nput = \"y\"\n";
        table::parse(&format!("{text}{more}")).unwrap().remove(0)
    }

    fn report(told: &[&[&str]], more: &str) -> Vec<String> {
        let plays = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let mut report = Report::new(Stage::Pure, plays);
        for red in told {
            let red = red.iter().map(|play| Red { play: (*play).to_owned(), why: String::new() });
            report.add(&rule(more), Ok(red.collect()));
        }
        report.failures
    }

    #[test]
    fn a_play_that_is_named_and_red_is_right() {
        assert_eq!(report(&[&["a"]], ""), [""; 0]);
    }

    #[test]
    fn a_play_that_stays_green_is_a_failure() {
        assert_eq!(report(&[&["b"]], ""), ["h: a stays green"]);
    }

    #[test]
    fn a_wreck_is_a_failure_unless_it_says_why() {
        let wreck: &[&str] = &["a", "b"];
        assert_eq!(report(&[wreck], ""), ["h: 2 of 4 plays are red: a wreck, or say `wide = …`"]);
        assert_eq!(report(&[wreck], "wide = \"w\"\n"), [""; 0]);
        assert_eq!(report(&[&["a"]], "wide = \"w\"\n").len(), 1);
    }

    #[test]
    fn a_rule_that_could_not_be_broken_is_a_failure() {
        let mut report = Report::new(Stage::Pure, vec![]);
        report.add(&rule(""), Err(anyhow::anyhow!("it does not compile")));
        assert_eq!(report.failures, ["h: it does not compile"]);
    }
}
