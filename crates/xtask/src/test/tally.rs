//! How many tests passed and failed, read from the last lines of four kinds of runner.

use std::fmt;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

/// Who prints the line, and so what it looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Runner {
    /// `test result: ok. 3 passed; 0 failed; …`, once a binary.
    Libtest,
    /// `Summary [ 0.1s] 3 tests run: 2 passed, 1 failed, 0 skipped`.
    Nextest,
    /// `Tests  1 failed | 11 passed (12)`, once a workspace.
    Vitest,
    /// `3 passed, 1 failed`, alone on its line: our own runners.
    Plain,
}

impl Runner {
    pub(crate) fn read(self, line: &str) -> Option<Tally> {
        let line = without_colour(line);
        let line = line.trim();
        match self {
            Self::Libtest => line.starts_with("test result: ").then(|| Tally::in_words(line)),
            Self::Nextest => {
                let (_, counts) = line.strip_prefix("Summary [")?.split_once(" run: ")?;
                Some(Tally::in_words(counts))
            }
            Self::Vitest => line.starts_with("Tests  ").then(|| Tally::in_words(line)),
            Self::Plain => {
                let tally = Tally::in_words(line);
                (line == tally.to_string()).then_some(tally)
            }
        }
    }
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    pub(crate) fn since(self, before: Self) -> Self {
        Self { passed: self.passed - before.passed, failed: self.failed - before.failed }
    }

    fn in_words(line: &str) -> Self {
        let mut tally = Self::default();
        let words: Vec<&str> = line.split_whitespace().collect();
        for pair in words.windows(2) {
            let [number, what] = pair else { continue };
            // Where nextest lists flaky or slow tests, the number stands in parentheses.
            let Ok(count) = number.parse::<u64>() else { continue };
            match what.trim_end_matches([',', ';']) {
                "passed" => tally.passed += count,
                // `1 timed out`, `1 exec failed`: nextest's other ways to fail.
                "failed" | "timed" | "exec" => tally.failed += count,
                _ => {}
            }
        }
        tally
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Drops the escape sequences with which a runner colours its words.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Runner::{Libtest, Nextest, Plain, Vitest};
    use super::*;

    fn read(runner: Runner, line: &str) -> Option<(u64, u64)> {
        runner.read(line).map(|tally| (tally.passed, tally.failed))
    }

    #[test]
    fn libtest_tells_each_binary() {
        let line = "test result: FAILED. 5 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s";
        assert_eq!(read(Libtest, line), Some((5, 2)));
        assert_eq!(read(Libtest, "running 7 tests"), None);
    }

    #[test]
    fn nextest_sums_all_ways_to_fail() {
        let line = "     Summary [   1.204s] 9/12 tests run: 5 passed (1 slow, 2 flaky), 2 failed, 1 timed out, 1 exec failed, 4 skipped";
        assert_eq!(read(Nextest, line), Some((5, 4)));
        let one = "     Summary [   0.003s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(read(Nextest, one), Some((1, 0)));
        assert_eq!(read(Nextest, "        PASS [   0.003s] acd offer::tests::one"), None);
    }

    #[test]
    fn vitest_tells_tests_not_files() {
        let line = "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m1 failed\u{1b}[39m\u{1b}[22m | \u{1b}[32m11 passed\u{1b}[39m (12)";
        assert_eq!(read(Vitest, line), Some((11, 1)));
        assert_eq!(read(Vitest, " Test Files  2 passed (2)"), None);
    }

    #[test]
    fn our_own_line_stands_alone() {
        assert_eq!(read(Plain, "12 passed, 3 failed"), Some((12, 3)));
        assert_eq!(read(Plain, "browser: 12 passed, 3 failed"), None);
        assert_eq!(read(Plain, "nothing"), None);
    }
}
