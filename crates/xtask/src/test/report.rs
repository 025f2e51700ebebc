//! The table at the end: minutes and counts a stage, and the one line that CI reads.

use std::fmt::{self, Write};
use std::time::Duration;

use super::session::in_minutes;
use super::tally::Tally;
use super::wish::Wish;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Outcome {
    Passed,
    Failed,
    /// Time was up, or somebody interrupted us.
    Stopped,
}

pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) took: Duration,
    pub(super) tally: Tally,
    pub(super) outcome: Outcome,
}

#[derive(Default)]
pub(super) struct Report {
    rows: Vec<Row>,
}

impl Report {
    pub(super) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(super) fn is_green(&self, wish: &Wish) -> bool {
        let nothing_found = wish.only.is_some() && self.total() == Tally::default();
        !nothing_found && !self.rows.iter().any(|row| row.outcome.is_bad())
    }

    /// The last line stands alone: `N passed, N failed`.
    pub(super) fn text(&self, wish: &Wish) -> String {
        let mut text =
            format!("\n{:<12} {:>7} {:>7} {:>7}\n", "stage", "minutes", "passed", "failed");
        for row in &self.rows {
            let Row { name, took, tally, outcome } = row;
            let minutes = in_minutes(*took);
            writeln!(
                text,
                "{name:<12} {minutes:>7} {:>7} {:>7}  {outcome}",
                tally.passed, tally.failed
            )
            .ok();
        }
        if let Some(remark) = self.remark(wish) {
            writeln!(text, "{remark}").ok();
        }
        write!(text, "\n{}", self.total()).ok();
        text
    }

    fn remark(&self, wish: &Wish) -> Option<String> {
        let stopped = self.rows.iter().find(|row| row.outcome == Outcome::Stopped);
        if let (Some(at), Some(slow)) = (stopped, self.rows.iter().max_by_key(|row| row.took)) {
            let (at, slow, minutes) = (at.name, slow.name, in_minutes(slow.took));
            return Some(format!(
                "stopped in {at}; the slowest stage was {slow}: {minutes} minutes"
            ));
        }
        let only = wish.only.as_ref()?;
        (self.total() == Tally::default()).then(|| format!("no test has `{only}` in its name"))
    }

    fn total(&self) -> Tally {
        let mut total = Tally::default();
        for row in &self.rows {
            total.add(row.tally);
        }
        total
    }
}

impl Outcome {
    pub(super) fn is_bad(self) -> bool {
        matches!(self, Self::Failed | Self::Stopped)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} in {} minutes", self.name, self.outcome, in_minutes(self.took))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
            Self::Stopped => "STOPPED",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(only: Option<&str>) -> Wish {
        Wish { only: only.map(str::to_owned), limit: Duration::from_mins(80) }
    }

    fn row(name: &'static str, minutes: u64, tally: (u64, u64), outcome: Outcome) -> Row {
        let tally = Tally { passed: tally.0, failed: tally.1 };
        Row { name, took: Duration::from_mins(minutes), tally, outcome }
    }

    #[test]
    fn the_last_line_is_the_sum() {
        let rows =
            vec![row("rust", 7, (40, 0), Outcome::Passed), row("web", 1, (9, 0), Outcome::Passed)];
        let report = Report { rows };
        let text = report.text(&wish(None));
        assert_eq!(text.lines().last(), Some("49 passed, 0 failed"));
        assert!(text.contains("rust             7.0      40       0  passed"), "{text}");
        assert!(report.is_green(&wish(None)));
    }

    #[test]
    fn one_bad_stage_is_red() {
        let report = Report { rows: vec![row("fmt", 0, (0, 1), Outcome::Failed)] };
        assert!(!report.is_green(&wish(None)));
    }

    #[test]
    fn a_stop_names_the_slow_stage() {
        let rows = vec![
            row("rust", 60, (40, 0), Outcome::Passed),
            row("live", 20, (0, 1), Outcome::Stopped),
        ];
        let text = Report { rows }.text(&wish(None));
        assert!(
            text.contains("stopped in live; the slowest stage was rust: 60.0 minutes"),
            "{text}"
        );
    }

    #[test]
    fn an_id_that_nothing_carries_is_red() {
        let report = Report { rows: vec![row("rust", 1, (0, 0), Outcome::Passed)] };
        assert!(!report.is_green(&wish(Some("vc99"))));
        assert!(report.text(&wish(Some("vc99"))).contains("no test has `vc99` in its name"));
    }
}
