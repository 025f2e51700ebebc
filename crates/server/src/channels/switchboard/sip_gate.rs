//! How many datagrams a source may send to the SIP port: a token bucket for each address, asked before
//! anything is parsed.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// A trunk with 200 calls needs a tenth of it.
pub(super) const TRUNKS: Rate = Rate { per_second: 500, burst: 2_000 };
/// A house full of phones behind one address, all switched on at once.
pub(super) const PHONES: Rate = Rate { per_second: 50, burst: 400 };
/// Sources that are remembered. A flood with forged addresses costs no more memory than this.
const SOURCES_MAX: usize = 1_024;

/// Datagrams a second that a source may send for long, and at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    per_second: u32,
    burst: u32,
}

#[derive(Debug)]
pub(super) struct SipGate {
    rate: Rate,
    sources: HashMap<IpAddr, Bucket>,
}

#[derive(Debug)]
struct Bucket {
    left: u32,
    filled: Instant,
}

impl SipGate {
    pub(super) fn new(rate: Rate) -> Self {
        Self { rate, sources: HashMap::new() }
    }

    /// Whether a datagram from there may come in.
    pub(super) fn admits(&mut self, source: IpAddr, now: Instant) -> bool {
        if self.sources.len() >= SOURCES_MAX && !self.sources.contains_key(&source) {
            let rate = self.rate;
            self.sources.retain(|_, bucket| !bucket.is_full(rate, now));
            if self.sources.len() >= SOURCES_MAX {
                return false;
            }
        }
        let fresh = || Bucket { left: self.rate.burst, filled: now };
        self.sources.entry(source).or_insert_with(fresh).spend(self.rate, now)
    }
}

impl Bucket {
    fn spend(&mut self, rate: Rate, now: Instant) -> bool {
        let gained = self.gained(rate, now);
        if gained > 0 {
            self.left = self.left.saturating_add(gained).min(rate.burst);
            self.filled = now;
        }
        let admitted = self.left > 0;
        self.left = self.left.saturating_sub(1);
        admitted
    }

    fn gained(&self, rate: Rate, now: Instant) -> u32 {
        let passed = now.saturating_duration_since(self.filled).min(Duration::from_mins(1));
        u32::try_from(passed.as_millis() * u128::from(rate.per_second) / 1_000).unwrap_or(u32::MAX)
    }

    fn is_full(&self, rate: Rate, now: Instant) -> bool {
        self.left.saturating_add(self.gained(rate, now)) >= rate.burst
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    #[test]
    fn a_flood_is_cut_and_the_source_recovers() {
        let mut gate = SipGate::new(TRUNKS);
        let now = Instant::now();
        let admitted = (0..TRUNKS.burst * 2).filter(|_| gate.admits(TRUNK, now)).count();
        assert_eq!(admitted, TRUNKS.burst as usize);
        let later = now + Duration::from_secs(1);
        let admitted = (0..TRUNKS.burst).filter(|_| gate.admits(TRUNK, later)).count();
        assert_eq!(admitted, TRUNKS.per_second as usize);
    }

    #[test]
    fn forged_sources_take_no_memory_and_do_not_lock_out_a_known_one() {
        let mut gate = SipGate::new(TRUNKS);
        let now = Instant::now();
        assert!(gate.admits(TRUNK, now));
        for forged in 0..10 * SOURCES_MAX {
            let address = std::net::Ipv4Addr::from_bits(u32::try_from(forged).unwrap());
            let _admitted = gate.admits(address.into(), now);
        }
        assert!(gate.sources.len() <= SOURCES_MAX);
        assert!(gate.admits(TRUNK, now));
    }
}
