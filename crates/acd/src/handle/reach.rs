//! Facts of an agent's reach: browser and sound (ST10, AC06).

use super::Step;
use crate::{
    AudioChanged, Browser, BrowserChanged, ContactId, Event, MemberId, OfferEnd, Timestamp,
};

impl Step<'_> {
    /// Back within the grace: everything is as it was. After it a person has to click Online (ST09).
    pub(super) fn browser_live(&mut self, member: MemberId) {
        if self.acd.agent(member).is_some_and(|agent| agent.browser != Browser::Live) {
            let browser = Browser::Live;
            self.record(Event::BrowserChanged(BrowserChanged { member, browser }));
        }
    }

    /// Nothing is taken away yet but the offer that rings: its customer must not wait for an empty chair.
    pub(super) fn browser_quiet(&mut self, member: MemberId, last_frame: Timestamp) {
        let Some(agent) = self.acd.agent(member).filter(|agent| agent.browser == Browser::Live)
        else {
            return;
        };
        let offer = agent.offer;
        let browser = Browser::Quiet { since: last_frame.min(self.now) };
        self.record(Event::BrowserChanged(BrowserChanged { member, browser }));
        if let Some(contact) = offer {
            self.pass_on(contact);
        }
    }

    /// A call that rings for an agent who has lost the microphone goes to the next one: nobody could answer it here.
    pub(super) fn audio(&mut self, member: MemberId, ready: bool) {
        let Some(agent) = self.acd.agent(member).filter(|agent| agent.audio != ready) else {
            return;
        };
        let rings = agent.offer.filter(|contact| self.is_voice(*contact));
        self.record(Event::AudioChanged(AudioChanged { member, ready }));
        if let Some(contact) = rings
            && !ready
        {
            self.pass_on(contact);
        }
    }

    /// Nobody can answer it here any more; that is no miss.
    fn pass_on(&mut self, contact: ContactId) {
        if let Some(ended) = self.end_offer(contact, OfferEnd::AgentGone) {
            self.go_on(contact, &ended);
        }
    }
}
