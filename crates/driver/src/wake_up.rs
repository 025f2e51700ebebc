//! The first thing a driver does: its state learns what the process before this one took with it.

use acd::Fact;

use super::clock::Time;
use super::ledger::Ledger;
use super::request::Request;
use super::task::DriverTask;

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// Returns what has to be taken again, because the store did not.
    pub(super) async fn wake_up(&mut self) -> Vec<Request> {
        let lost = Fact::ProcessLost { back: self.clock.now() };
        self.take_all_at(vec![Request::Fact(lost)], self.known_alive).await
    }
}
