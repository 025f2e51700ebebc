//! Tests that failed beside others and are run once more with the machine to themselves.
//!
//! Only those of the server, which hold real sockets and real clocks against each other on a machine that may be slow:
//! whatever is pure gives the same answer at any speed. That a test needed this is printed, and is a defect to mend.

/// More tests than that do not fail by bad luck with the machine.
const AT_MOST: usize = 3;

/// The only target whose tests are heard again, as cargo names it.
const TARGET: &str = "`-p server --test it`";

/// What failed, from the lines of `cargo test --no-fail-fast`.
#[derive(Debug, Default)]
pub(super) struct Failures {
    tests: Vec<String>,
    targets: Vec<String>,
}

impl Failures {
    pub(super) fn hear(&mut self, line: &str) {
        let test = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED"));
        self.tests.extend(test.map(str::to_owned));
        self.targets.extend(line.strip_prefix("    ").filter(names_a_target).map(str::to_owned));
    }

    /// Their names, where it is worth it to hear them again.
    pub(super) fn worth_hearing_again(&self) -> Option<&[String]> {
        let theirs = self.targets == [TARGET] && (1..=AT_MOST).contains(&self.tests.len());
        theirs.then_some(&self.tests)
    }
}

fn names_a_target(line: &&str) -> bool {
    line.starts_with("`-p ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(lines: &[&str]) -> Failures {
        let mut failures = Failures::default();
        for line in lines {
            failures.hear(line);
        }
        failures
    }

    #[test]
    fn a_few_of_the_server_are() {
        let lines = [
            "test calls::one ... ok",
            "test calls::two ... FAILED",
            "error: 1 target failed:",
            "    `-p server --test it`",
        ];
        assert_eq!(after(&lines).worth_hearing_again(), Some(["calls::two".to_owned()].as_slice()));
    }

    #[test]
    fn those_of_another_crate_are_not() {
        let lines = ["test laws ... FAILED", "    `-p acd --test it`"];
        assert_eq!(after(&lines).worth_hearing_again(), None);
        let lines = [lines.as_slice(), &["    `-p server --test it`"]].concat();
        assert_eq!(after(&lines).worth_hearing_again(), None);
    }

    #[test]
    fn many_are_not() {
        let lines = ["test a ... FAILED", "test b ... FAILED", "test c ... FAILED"];
        let lines =
            [lines.as_slice(), &["test d ... FAILED", "    `-p server --test it`"]].concat();
        assert_eq!(after(&lines).worth_hearing_again(), None);
        assert_eq!(after(&["    `-p server --test it`"]).worth_hearing_again(), None);
    }
}
