//! The first thing a driver does: its state learns what the process before this one took with it (DESIGN §3).

use acd::{Browser, CallFault, Entry, Fact, Timestamp};

use super::clock::Time;
use super::ledger::Ledger;
use super::request::Request;
use super::task::DriverTask;

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// Returns what has to be taken again, because the store did not.
    pub(super) async fn wake_up(&mut self) -> Vec<Request> {
        // F01: talk ended when we were last sure of it, not when somebody started us again. F03: no deadline that passed
        // in between is held against an agent, and no browser is asked for before its call is gone.
        let lost = self.lost_calls();
        let mut again = self.take_all_at(lost, self.last_known()).await;
        again.extend(self.lost_reach());
        self.take_all(again).await
    }

    fn lost_calls(&self) -> Vec<Request> {
        let calls = self.scene.acd.contacts();
        let calls = calls.filter(|contact| matches!(contact.entry, Entry::Call { .. }));
        let lost =
            calls.map(|call| Fact::CallBroke { contact: call.id, fault: CallFault::LegsLost });
        lost.map(Request::Fact).collect()
    }

    /// Statuses and countdowns go on; the grace of ST10 starts now, because it was not the agents who left.
    fn lost_reach(&self) -> Vec<Request> {
        let last_frame: Timestamp = self.clock.now();
        let agents = || self.scene.acd.agents();
        let live = agents().filter(|agent| agent.browser == Browser::Live);
        let quiet = live.map(|agent| Fact::BrowserQuiet { member: agent.member.id, last_frame });
        let sound = agents().filter(|agent| agent.audio);
        let silent = sound.map(|agent| Fact::AudioLost { member: agent.member.id });
        quiet.chain(silent).map(Request::Fact).collect()
    }
}
