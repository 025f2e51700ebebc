//! The tables `scenarios/*/broken-rules*.toml`: how each rule can be broken, and which plays have to notice.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace;

/// One rule, broken on purpose.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrokenRule {
    /// How the product is wrong then, in a sentence.
    pub(crate) how: String,
    /// The plays that have to turn red: file names without folder and ending.
    pub(crate) red: Vec<String>,
    /// Why it is no general wreck although so many plays turn red.
    pub(crate) wide: Option<String>,
    file: String,
    find: String,
    put: String,
    /// Where one place is not enough.
    #[serde(default)]
    also: Vec<Change>,
    /// The table's.
    #[serde(skip)]
    pub(crate) stage: Stage,
    /// The table it stands in, as `scenarios/voice/broken-rules-keys.toml`.
    #[serde(skip)]
    pub(crate) table: String,
}

/// A text that stands once in its file, and what stands there instead when the rule is broken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    pub(crate) file: String,
    pub(crate) find: String,
    pub(crate) put: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Stage {
    #[default]
    Pure,
    Live,
    Browser,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    stage: Stage,
    broken: Vec<BrokenRule>,
}

impl BrokenRule {
    pub(crate) fn changes(&self) -> impl Iterator<Item = Change> {
        let Self { file, find, put, also, .. } = self.clone();
        std::iter::once(Change { file, find, put }).chain(also)
    }
}

impl Stage {
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Pure, Self::Live, Self::Browser].into_iter().find(|one| one.to_string() == name)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Pure => "pure",
            Self::Live => "live",
            Self::Browser => "browser",
        })
    }
}

pub(crate) fn parse(text: &str) -> Result<Vec<BrokenRule>> {
    let Table { stage, broken } = toml::from_str(text)?;
    Ok(broken.into_iter().map(|rule| BrokenRule { stage, ..rule }).collect())
}

/// Whether this file of the tree is a table.
pub(crate) fn is_table(file: &str) -> bool {
    let stem = file.strip_prefix("scenarios/").and_then(|file| file.strip_suffix(".toml"));
    stem.is_some_and(|stem| stem.contains("/broken-rules"))
}

/// The rules of all tables, folder by folder.
pub(crate) fn read(root: &Path) -> Result<Vec<BrokenRule>> {
    let mut files = workspace::files(root)?;
    files.retain(|file| is_table(file));
    files.sort();
    let mut rules = Vec::new();
    for file in files {
        let text = fs::read_to_string(root.join(&file)).with_context(|| format!("read {file}"))?;
        let parsed = parse(&text).with_context(|| format!("parse {file}"))?;
        rules.extend(parsed.into_iter().map(|rule| BrokenRule { table: file.clone(), ..rule }));
    }
    Ok(rules)
}

/// The names of all plays.
pub(crate) fn plays(root: &Path) -> Result<Vec<String>> {
    let files = workspace::files(root)?;
    Ok(files.iter().filter_map(|file| play(file)).collect())
}

/// `scenarios/voice/vc07_….scn` is known as `vc07_…`.
pub(crate) fn play(file: &str) -> Option<String> {
    let name = file.strip_suffix(".scn")?;
    Some(name.rsplit('/').next().unwrap_or(name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str =
        "[[broken]]\nhow = \"h\"\nred = [\"p\"]\nfile = \"f\"\nfind = \"a\"\nput = \"b\"\n";

    #[test]
    fn a_table_is_of_the_pure_stage_unless_it_says_otherwise() {
        assert_eq!(parse(RULE).unwrap()[0].stage, Stage::Pure);
        assert_eq!(parse(&format!("stage = \"live\"\n{RULE}")).unwrap()[0].stage, Stage::Live);
    }

    #[test]
    fn a_rule_can_need_several_places() {
        let also = "[[broken.also]]\nfile = \"g\"\nfind = \"c\"\nput = \"\"\n";
        let rules = parse(&format!("{RULE}{also}{RULE}")).unwrap();
        let files =
            |rule: &BrokenRule| rule.changes().map(|change| change.file).collect::<Vec<_>>();
        assert_eq!(files(&rules[0]), ["f", "g"]);
        assert_eq!(files(&rules[1]), ["f"]);
    }

    #[test]
    fn what_is_misspelt_is_told() {
        assert!(parse(&RULE.replace("red", "rot")).is_err());
        assert!(parse(&format!("stage = \"moon\"\n{RULE}")).is_err());
    }
}
