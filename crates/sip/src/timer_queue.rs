//! Alarms in order of time. One alarm per key: setting it again moves it.

use std::collections::BTreeMap;
use std::time::Instant;

/// What is due when. Alarms due at the same instant ring in the order in which they were set.
#[derive(Debug)]
pub(crate) struct TimerQueue<K> {
    by_time: BTreeMap<(Instant, u64), K>,
    by_key: BTreeMap<K, (Instant, u64)>,
    set_so_far: u64,
}

impl<K: Ord + Clone> TimerQueue<K> {
    pub(crate) fn new() -> Self {
        Self { by_time: BTreeMap::new(), by_key: BTreeMap::new(), set_so_far: 0 }
    }

    pub(crate) fn set(&mut self, key: K, at: Instant) {
        self.clear(&key);
        self.set_so_far += 1;
        let slot = (at, self.set_so_far);
        self.by_time.insert(slot, key.clone());
        self.by_key.insert(key, slot);
    }

    pub(crate) fn clear(&mut self, key: &K) {
        if let Some(slot) = self.by_key.remove(key) {
            self.by_time.remove(&slot);
        }
    }

    /// The next alarm that is due, taken out of the queue.
    pub(crate) fn due(&mut self, now: Instant) -> Option<K> {
        let (&slot, _) = self.by_time.first_key_value().filter(|((at, _), _)| *at <= now)?;
        let key = self.by_time.remove(&slot)?;
        self.by_key.remove(&key);
        Some(key)
    }

    pub(crate) fn next(&self) -> Option<Instant> {
        self.by_time.first_key_value().map(|((at, _), _)| *at)
    }

    pub(crate) fn len(&self) -> usize {
        self.by_key.len()
    }
}
