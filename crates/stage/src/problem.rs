//! Why a play cannot be read or failed, and where.

use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}:{line}: {why}")]
pub struct Problem {
    pub file: String,
    /// From 1; 0 = the play as a whole.
    pub line: usize,
    pub why: String,
}

impl Problem {
    pub fn new(file: &str, line: usize, why: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, why: why.into() }
    }
}
