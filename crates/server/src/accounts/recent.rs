//! What happened lately, by key, and how long to wait where it was too often. A value without clock, bounded in keys; kept in
//! memory, so that a restart forgives.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};

use acd::{Millis, Timestamp};

/// How many keys are remembered: more than a botnet's addresses would take memory and protect nobody.
pub(super) const KEYS_MAX: usize = 50_000;

/// So many within so long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) times: usize,
    pub(crate) within: Millis,
}

/// The last times of each key, the oldest first.
#[derive(Debug)]
pub(crate) struct Recent<K>(HashMap<K, VecDeque<Timestamp>>);

impl<K> Default for Recent<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash + Clone> Recent<K> {
    /// Until the oldest of too many is old enough.
    pub(crate) fn wait(&self, key: &K, limit: Limit, now: Timestamp) -> Result<(), Millis> {
        let Some(times) = self.0.get(key) else { return Ok(()) };
        let recent = times.iter().filter(|at| at.after(limit.within) > now);
        let Some(first) = recent.clone().next() else { return Ok(()) };
        if recent.count() < limit.times {
            return Ok(());
        }
        Err(Millis(first.after(limit.within).0.saturating_sub(now.0)))
    }

    pub(crate) fn add(&mut self, key: K, limit: Limit, now: Timestamp) -> Result<(), Millis> {
        self.wait(&key, limit, now)?;
        self.count(key, limit, now);
        Ok(())
    }

    pub(crate) fn count(&mut self, key: K, limit: Limit, now: Timestamp) {
        if self.0.len() >= KEYS_MAX && !self.0.contains_key(&key) {
            self.make_room(limit, now);
        }
        let times = self.0.entry(key).or_default();
        times.push_back(now);
        if times.len() > limit.times {
            times.pop_front();
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn take_back(&mut self, key: &K) {
        if let Some(times) = self.0.get_mut(key) {
            times.pop_back();
            if times.is_empty() {
                self.0.remove(key);
            }
        }
    }

    /// First those that count no more; then the rarest.
    fn make_room(&mut self, limit: Limit, now: Timestamp) {
        let recent = |at: &Timestamp| at.after(limit.within) > now;
        self.0.retain(|_, times| times.back().is_some_and(recent));
        let mut few = 1;
        while self.0.len() >= KEYS_MAX {
            self.0.retain(|_, times| times.len() > few);
            few += 1;
        }
    }
}

/// Whoever has one IPv6 address has 2^64 of them.
pub(crate) fn address(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 64))),
        four @ IpAddr::V4(_) => four,
    }
}
