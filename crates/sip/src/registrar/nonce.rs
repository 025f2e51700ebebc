//! Nonces that need no memory: when they were made, which one they are and for whom, with a proof that we made them. Only
//! those that a phone has proved itself with are remembered, a few for each phone.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::tokens::Tokens;

/// How long a nonce is good. A phone that is told `stale` takes the next one without asking anybody.
const GOOD_FOR: Duration = Duration::from_mins(5);
/// Nonces that a phone may use at the same time: it may have restarted, or be two devices.
const REMEMBERED: usize = 4;

/// Makes nonces and knows them again.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    /// The time is counted from the first one.
    since: Option<Instant>,
    made: u64,
}

/// Which of our nonces it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Serial(u64);

impl Nonces {
    /// One more, for whoever asks from there.
    pub(crate) fn make(&mut self, tokens: &Tokens, source: IpAddr, now: Instant) -> String {
        self.made += 1;
        let at = self.seconds(now);
        let proof = proof(tokens, at, self.made, source);
        format!("{at:08x}{:08x}{proof}", self.made)
    }

    /// `None`: it is none of ours, was another's, or is too old.
    pub(crate) fn read(
        &mut self,
        nonce: &str,
        tokens: &Tokens,
        source: IpAddr,
        now: Instant,
    ) -> Option<Serial> {
        let (at, rest) = nonce.split_at_checked(8)?;
        // The serial grows beyond its eight digits at most in theory; the proof has 32.
        let (serial, given) = rest.split_at_checked(rest.len().checked_sub(32)?)?;
        let at = u64::from_str_radix(at, 16).ok()?;
        let serial = u64::from_str_radix(serial, 16).ok()?;
        let age = self.seconds(now).checked_sub(at)?;
        let is_ours = same(given, &proof(tokens, at, serial, source));
        (is_ours && age <= GOOD_FOR.as_secs()).then_some(Serial(serial))
    }

    fn seconds(&mut self, now: Instant) -> u64 {
        now.saturating_duration_since(*self.since.get_or_insert(now)).as_secs()
    }
}

fn proof(tokens: &Tokens, at: u64, serial: u64, source: IpAddr) -> String {
    let source = source.to_canonical().to_string();
    tokens.stable(&[b"nonce", &at.to_be_bytes(), &serial.to_be_bytes(), source.as_bytes()])
}

/// In a time that does not tell how much of it is right.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |differ, (one, other)| differ | (one ^ other))
            == 0
}

/// The counts that a phone has used each nonce with (RFC 7616 §3.4: `nc`): none is taken twice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spent {
    counts: Vec<(Serial, u32)>,
    /// Nonces up to this one are forgotten, so none of them is taken.
    floor: Option<Serial>,
}

impl Spent {
    /// Whether the count was not used before. It is from now on.
    pub(crate) fn take(&mut self, serial: Serial, count: u32) -> bool {
        if let Some((_, last)) = self.counts.iter_mut().find(|(known, _)| *known == serial) {
            let is_fresh = count > *last;
            *last = count.max(*last);
            return is_fresh;
        }
        if self.floor.is_some_and(|floor| serial <= floor) {
            return false;
        }
        self.counts.push((serial, count));
        self.counts.sort_unstable();
        if self.counts.len() > REMEMBERED {
            self.floor = Some(self.counts.remove(0).0);
        }
        true
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "some instant is needed to begin with")]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const ELSEWHERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn a_nonce_is_known_again_by_its_maker_for_its_place_and_time() {
        let (tokens, now) = (Tokens::new([7; 32]), Instant::now());
        let mut nonces = Nonces::default();
        let nonce = nonces.make(&tokens, HERE, now);
        assert_eq!(nonces.read(&nonce, &tokens, HERE, now + GOOD_FOR), Some(Serial(1)));
        let late = now + GOOD_FOR + Duration::from_secs(1);
        assert_eq!(nonces.read(&nonce, &tokens, HERE, late), None);
        assert_eq!(nonces.read(&nonce, &tokens, ELSEWHERE, now), None);
        assert_eq!(nonces.read(&nonce, &Tokens::new([8; 32]), HERE, now), None);
        assert_ne!(nonces.make(&tokens, HERE, now), nonce, "two in one second differ");
        for at in 0..nonce.len() {
            let changed = format!("{}x{}", &nonce[..at], &nonce[at + 1..]);
            assert_eq!(nonces.read(&changed, &tokens, HERE, now), None, "{changed}");
            assert_eq!(nonces.read(&nonce[..at], &tokens, HERE, now), None);
        }
    }

    #[test]
    fn a_count_is_taken_once_and_forgotten_nonces_are_taken_never() {
        let mut spent = Spent::default();
        assert!(spent.take(Serial(1), 1));
        assert!(!spent.take(Serial(1), 1));
        assert!(spent.take(Serial(1), 3));
        assert!(!spent.take(Serial(1), 2), "out of order is as good as again");
        for serial in 2..=5 {
            assert!(spent.take(Serial(serial), 1));
        }
        assert!(!spent.take(Serial(1), 4), "it had to make room");
        assert!(spent.take(Serial(2), 2));
    }
}
