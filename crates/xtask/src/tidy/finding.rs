//! One thing that is not tidy: which rule, where, and what to do about it.

use std::fmt;

use super::source::Source;

#[derive(Debug, PartialEq)]
pub(crate) struct Finding {
    pub(super) rule: &'static str,
    /// A path of the tree, or the name of a crate.
    pub(super) place: String,
    line: Option<usize>,
    text: String,
}

impl Finding {
    pub(super) fn new(rule: &'static str, place: &str, text: impl Into<String>) -> Self {
        Self { rule, place: place.to_owned(), line: None, text: text.into() }
    }

    /// `line` counts from 1, as editors do.
    pub(super) fn at(
        rule: &'static str,
        source: &Source,
        line: usize,
        text: impl Into<String>,
    ) -> Self {
        Self { line: Some(line), ..Self::new(rule, &source.path, text) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.place)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        write!(out, ": {} ({})", self.text, self.rule)
    }
}
