//! `tidy.allow`: exceptions, each with a reason, none longer than it is needed.
//!
//! A line reads `rule place: reason`, as in `length crates/sip/src/parse.rs: one table of the RFC`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::finding::Finding;

const FILE: &str = "tidy.allow";
const RULE: &str = "allow";

pub(super) struct Allowed(String);

struct Exception<'a> {
    rule: &'a str,
    place: &'a str,
    reason: &'a str,
    line: usize,
}

impl Allowed {
    /// No file is no exception.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let path = root.join(FILE);
        if !path.is_file() {
            return Ok(Self(String::new()));
        }
        fs::read_to_string(path).map(Self).context("read tidy.allow")
    }

    /// Drops what is allowed, and adds every exception that has no reason or no use.
    pub(super) fn settle(&self, mut found: Vec<Finding>) -> Vec<Finding> {
        let mut idle = Vec::new();
        for exception in self.exceptions() {
            let before = found.len();
            found.retain(|finding| !exception.covers(finding));
            let text = if exception.reason.is_empty() {
                "line {}: an exception wants `rule place: reason`"
            } else if found.len() == before {
                "line {}: no longer needed, take it out"
            } else {
                continue;
            };
            idle.push(Finding::new(RULE, FILE, text.replace("{}", &exception.line.to_string())));
        }
        found.extend(idle);
        found
    }

    fn exceptions(&self) -> impl Iterator<Item = Exception<'_>> {
        let lines = self.0.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        lines
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(number, line)| Exception::parse(number, line))
    }
}

impl<'a> Exception<'a> {
    fn parse(line: usize, text: &'a str) -> Self {
        let (head, reason) = text.split_once(':').unwrap_or((text, ""));
        let (rule, place) = head.split_once(' ').unwrap_or((head, ""));
        Self { rule, place: place.trim(), reason: reason.trim(), line }
    }

    fn covers(&self, finding: &Finding) -> bool {
        !self.reason.is_empty() && finding.rule == self.rule && finding.place == self.place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(allow: &str, found: Vec<Finding>) -> Vec<String> {
        let left = Allowed(allow.to_owned()).settle(found);
        left.iter().map(Finding::to_string).collect()
    }

    fn long(path: &str) -> Finding {
        Finding::new("length", path, "too long")
    }

    #[test]
    fn an_exception_covers_its_rule_and_place() {
        let left = settle("# tables\nlength a.rs: a table\n", vec![long("a.rs"), long("b.rs")]);
        assert_eq!(left, ["b.rs: too long (length)"]);
    }

    #[test]
    fn an_exception_without_a_reason_covers_nothing() {
        let left = settle("length a.rs", vec![long("a.rs")]);
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(left[1].contains("wants `rule place: reason`"));
    }

    #[test]
    fn an_exception_that_nothing_needs_is_found() {
        let left = settle("length gone.rs: a table", vec![]);
        assert_eq!(left, ["tidy.allow: line 1: no longer needed, take it out (allow)"]);
    }
}
