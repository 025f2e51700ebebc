//! Sources that guess: after so many wrong passwords they are not heard for a while.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Wrong answers of one source that are answered within [`WITHIN`]. A house full of phones behind one address, one of which
/// has an old password, stays below it.
const FAILURES_MAX: u32 = 30;
const WITHIN: Duration = Duration::from_mins(1);
/// Sources that are remembered; a flood from more costs no more memory.
const SOURCES_MAX: usize = 1_024;

#[derive(Debug, Default)]
pub(crate) struct Failures(BTreeMap<IpAddr, Count>);

#[derive(Debug)]
struct Count {
    failures: u32,
    since: Instant,
}

impl Failures {
    /// One more wrong answer from there.
    pub(crate) fn count(&mut self, source: IpAddr, now: Instant) {
        if self.0.len() >= SOURCES_MAX && !self.0.contains_key(&source) {
            self.0.retain(|_, count| count.is_recent(now));
            if self.0.len() >= SOURCES_MAX {
                return;
            }
        }
        let count = self.0.entry(source).or_insert(Count { failures: 0, since: now });
        if !count.is_recent(now) {
            *count = Count { failures: 0, since: now };
        }
        count.failures = count.failures.saturating_add(1);
    }

    /// Whether it has been wrong so often that it is not heard now.
    pub(crate) fn are_too_many(&self, source: IpAddr, now: Instant) -> bool {
        let count = self.0.get(&source);
        count.is_some_and(|count| count.is_recent(now) && count.failures >= FAILURES_MAX)
    }
}

impl Count {
    fn is_recent(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.since) < WITHIN
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "some instant is needed to begin with")]
mod tests {
    use super::*;

    #[test]
    fn forged_sources_take_no_memory_and_a_source_is_forgiven_in_time() {
        let (mut failures, now) = (Failures::default(), Instant::now());
        let guesser = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
        for _ in 0..FAILURES_MAX {
            assert!(!failures.are_too_many(guesser, now));
            failures.count(guesser, now);
        }
        assert!(failures.are_too_many(guesser, now));
        assert!(!failures.are_too_many(guesser, now + WITHIN));
        for forged in 0..u32::try_from(SOURCES_MAX * 3).unwrap() {
            failures.count(IpAddr::V4(std::net::Ipv4Addr::from_bits(forged)), now);
        }
        assert!(failures.0.len() <= SOURCES_MAX);
    }
}
