//! The process that held every leg and every socket is gone, and another one goes on with the state.

use super::Step;
use crate::{
    AudioChanged, Browser, BrowserChanged, ContactId, EndReason, Event, GroupKind, MemberId,
    OfferEnd, Timestamp,
};

impl Step<'_> {
    /// One step at the last moment in which the process is known to have lived: what it took with it ends there (F01), and
    /// nobody is offered anything in between (F03). The grace of ST10 begins when the next process is `back`, because it was
    /// not the agents who left.
    pub(super) fn process_lost(&mut self, back: Timestamp) {
        let calls = self.acd.contacts().filter(|contact| contact.kind() == GroupKind::Voice);
        let calls: Vec<ContactId> = calls.map(|call| call.id).collect();
        let internals = self.acd.internals().map(|call| call.id);
        let internals: Vec<ContactId> = internals.collect();
        for call in calls.into_iter().chain(internals) {
            self.end(call, EndReason::SystemFault);
        }
        self.phones_lost();
        let members: Vec<MemberId> = self.acd.agents().map(|agent| agent.member.id).collect();
        for member in members {
            self.reach_lost(member, back.max(self.now));
        }
    }

    fn reach_lost(&mut self, member: MemberId, since: Timestamp) {
        let Some(agent) = self.acd.agent(member) else { return };
        let (live, audio, offer) = (agent.browser == Browser::Live, agent.audio, agent.offer);
        if live {
            let browser = Browser::Quiet { since };
            self.record(Event::BrowserChanged(BrowserChanged { member, browser }));
        }
        if audio {
            self.record(Event::AudioChanged(AudioChanged { member, ready: false }));
        }
        // A session outlives the process, its ringing does not.
        if let Some(contact) = offer {
            self.end_offer(contact, OfferEnd::AgentGone);
            self.return_to_head(contact);
        }
    }
}
