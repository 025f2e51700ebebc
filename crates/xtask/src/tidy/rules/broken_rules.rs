//! Rule broken-rules: every play is named by a rule that can be broken, and what a table looks for is still there.
//! `cargo xtask broken-rules` breaks them and looks whether the plays turn red; this looks only at the words.

use std::collections::{BTreeMap, BTreeSet};

use super::super::finding::Finding;
use super::super::source::Source;
use crate::broken_rules::table::{self, BrokenRule};

const RULE: &str = "broken-rules";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let plays = Plays::of(sources);
    let mut named = BTreeSet::new();
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| table::is_table(&source.path)) {
        match table::parse(&source.text) {
            Err(why) => found.push(Finding::new(RULE, &source.path, format!("{why:#}"))),
            Ok(rules) => {
                for rule in &rules {
                    let wrong = plays.unknown(rule).into_iter().chain(unfound(rule, sources));
                    let told = |why| format!("\"{}\": {why}", rule.how);
                    found.extend(wrong.map(|why| Finding::new(RULE, &source.path, told(why))));
                    named.extend(rule.red.iter().cloned());
                }
            }
        }
    }
    let unnamed = plays.0.iter().filter(|(name, _)| !named.contains(*name));
    found.extend(unnamed.map(|(_, play)| {
        let text =
            "no rule that is broken turns it red: add one to the broken-rules.toml beside it";
        Finding::new(RULE, &play.path, text)
    }));
    found
}

/// The plays by their names.
struct Plays<'a>(BTreeMap<String, &'a Source>);

impl<'a> Plays<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let scenarios = sources.iter().filter(|source| source.path.starts_with("scenarios/"));
        Self(scenarios.filter_map(|source| Some((table::play(&source.path)?, source))).collect())
    }

    /// What the rule names and is not played on its stage.
    fn unknown(&self, rule: &BrokenRule) -> Vec<String> {
        let plays_there = |play: &&Source| {
            let head = play.text.lines().find_map(|line| line.strip_prefix("# stages:"));
            head.is_some_and(|head| head.split(' ').any(|name| name == rule.stage.to_string()))
        };
        let unknown = rule.red.iter().filter(|name| !self.0.get(*name).is_some_and(plays_there));
        unknown.map(|name| format!("{name} is no play of the {} stage", rule.stage)).collect()
    }
}

/// The changes that would not change one place.
fn unfound(rule: &BrokenRule, sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for change in rule.changes() {
        let text = sources.iter().find(|source| source.path == change.file);
        let count = text.map_or(0, |source| source.text.matches(&change.find).count());
        if count != 1 {
            let first = change.find.trim().lines().next().unwrap_or_default().to_owned();
            wrong.push(format!("`{first}…` stands {count} times in {}, not once", change.file));
        }
        if change.find == change.put {
            wrong.push(format!("nothing changes in {}", change.file));
        }
    }
    if rule.red.is_empty() {
        wrong.push("it names no play".to_owned());
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "[[broken]]\nhow = \"h\"\nred = [\"vc03_a_b\"]\nfile = \"a.rs\"\nfind = \"one\"\nput = \"two\"\n";

    fn findings(table: &str, code: &str, head: &str) -> Vec<String> {
        let sources = [
            Source::sample("scenarios/voice/broken-rules.toml", table),
            Source::sample("scenarios/voice/vc03_a_b.scn", head),
            Source::sample("a.rs", code),
        ];
        check(&sources).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_play_that_no_rule_names_is_found() {
        assert_eq!(findings(TABLE, "one", "# stages: pure live\n"), [""; 0]);
        let other = TABLE.replace("vc03_a_b", "vc03_b_a");
        let found = findings(&other, "one", "# stages: pure\n");
        assert!(found[0].contains("vc03_b_a is no play of the pure stage"), "{found:?}");
        assert!(found[1].starts_with("scenarios/voice/vc03_a_b.scn: no rule"), "{found:?}");
    }

    #[test]
    fn a_play_of_another_stage_is_found() {
        let table = format!("stage = \"browser\"\n{TABLE}");
        assert_eq!(findings(&table, "one", "# stages: pure live\n").len(), 1);
        assert_eq!(findings(&table, "one", "# stages: pure browser\n").len(), 0);
    }

    #[test]
    fn what_stands_nowhere_or_twice_is_found() {
        for code in ["nothing", "one and one"] {
            let found = findings(TABLE, code, "# stages: pure\n");
            assert!(found[0].contains("not once"), "{found:?}");
        }
    }

    #[test]
    fn a_change_that_changes_nothing_is_found() {
        assert_eq!(findings(&TABLE.replace("two", "one"), "one", "# stages: pure\n").len(), 1);
    }

    #[test]
    fn a_table_that_cannot_be_read_is_found() {
        assert_eq!(findings("[[broken]]\n", "one", "# stages: pure\n").len(), 2);
    }
}
