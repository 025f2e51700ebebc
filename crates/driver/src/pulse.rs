//! F01: while a call lives, it is put on disk every so often that we do. A call can be long and silent, and its talk is to end
//! where the process did and not where the journal has its last entry.

use acd::{Millis, Timestamp};

use super::clock::Time;
use super::ledger::Ledger;
use super::task::DriverTask;

const EVERY: Millis = Millis::from_secs(1);

impl<L: Ledger, T: Time> DriverTask<L, T> {
    pub(super) fn next_pulse(&self) -> Option<Timestamp> {
        let lives = self.scene.origins.calls().next().is_some();
        lives.then(|| self.known_alive.after(EVERY))
    }

    pub(super) fn pulse(&mut self) {
        self.known_alive = self.clock.now();
        self.store.live_beside(self.application, self.known_alive);
    }
}
