//! What will happen, and when. Two things at one instant happen in the order in which they were put down.

use std::collections::BTreeMap;

use acd::Millis;

use super::pace::Moment;

#[derive(Debug)]
pub(super) struct Agenda<T> {
    items: BTreeMap<(Moment, u64), T>,
    count: u64,
}

impl<T> Agenda<T> {
    pub(super) const fn new() -> Self {
        Self { items: BTreeMap::new(), count: 0 }
    }

    pub(super) fn put(&mut self, at: Moment, item: T) {
        self.count += 1;
        self.items.insert((at, self.count), item);
    }

    pub(super) fn put_in(&mut self, now: Moment, after: Millis, item: T) {
        self.put(now.after(after), item);
    }

    pub(super) fn next_at(&self) -> Option<Moment> {
        self.items.keys().next().map(|(at, _)| *at)
    }

    /// The next one, if its time has come.
    pub(super) fn take_due(&mut self, now: Moment) -> Option<T> {
        let first = self.items.first_entry()?;
        (first.key().0 <= now).then(|| first.remove())
    }
}
