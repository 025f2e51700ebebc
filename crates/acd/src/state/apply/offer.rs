//! Events of an offer. Capacity is taken with `OfferMade` and given back with `OfferEnded` (RT01).

use flow::Run;

use crate::state::{Acd, Contact, ContactState, Miss, Offer, Pass, Queued};
use crate::{
    HoldBackEnded, MemberId, Millis, MissForgiven, OfferEnd, OfferEnded, OfferMade, OfferSeen,
    OfferWhy, Priority, Timestamp,
};

impl Acd {
    pub(super) fn offer_made(&mut self, event: &OfferMade) {
        let OfferMade { contact, member, fence, deadline, waited, why, .. } = *event;
        self.fence = fence;
        if why.is_queue()
            && let Some(queue) = self.groups.get_mut(&event.group)
        {
            queue.take_turn(member, fence);
        }
        let seen_within = self.settings.seen_within;
        let wait_max = self.groups.get(&event.group).map(|queue| queue.group.wait_max);
        let usual = self.number_called(contact).map_or(Priority::NORMAL, |number| number.priority);
        self.edit_contact(contact, |contact| {
            if why == OfferWhy::Flow {
                contact.is_rung_by_flow(event, usual);
            }
            let arrival = contact.queued.map_or(contact.arrived_at, |queued| queued.arrival);
            let made_at = arrival.after(waited);
            let seen_by = Some(made_at.after(seen_within));
            let offer = Offer { member, fence, made_at, seen_by, deadline, waited, why };
            if let ContactState::Talking(talk) = &mut contact.state {
                talk.consult_rings(offer);
            } else {
                contact.state = ContactState::Offered(offer);
            }
            // VC14: whom nobody takes in person waits as if the group were new to them.
            if let (false, Some(queued), Some(wait_max)) =
                (why.is_queue(), &mut contact.queued, wait_max)
            {
                queued.until = deadline.after(wait_max);
            }
        });
        self.edit_agent(member, |agent| {
            agent.offer = Some(contact);
            agent.last_miss = None;
        });
    }

    pub(super) fn offer_seen(&mut self, event: OfferSeen) {
        self.edit_contact(event.contact, |contact| {
            if let ContactState::Offered(offer) = &mut contact.state {
                offer.seen_by = None;
            }
            if let ContactState::Talking(talk) = &mut contact.state {
                talk.consult_seen();
            }
        });
        self.internal_seen(event.contact);
        self.edit_agent(event.member, |agent| agent.unseen_in_row = 0);
    }

    pub(super) fn offer_ended(&mut self, event: OfferEnded) {
        let OfferEnded { contact, member, end, at } = event;
        let offer = self.offer(contact);
        let fence = offer.map(|offer| offer.fence).unwrap_or_default();
        // VC03 counts what a group gave: a colleague's call that is let ring proves nothing.
        let counts = offer.is_none_or(|offer| offer.why.is_queue());
        let held_until = self.held_until(at);
        self.internal_rung(contact, end);
        self.edit_contact(contact, |contact| {
            if let ContactState::Talking(talk) = &mut contact.state {
                return talk.consult_rung(event);
            }
            contact.state = ContactState::Moving;
            match end {
                OfferEnd::Missed | OfferEnd::Declined => contact.pass(member, held_until),
                // F26: to the next agent first; the same one may prove unreachable at once.
                OfferEnd::Unseen => contact.pass(member, None),
                OfferEnd::Accepted | OfferEnd::Cancelled | OfferEnd::AgentGone => {}
            }
        });
        self.edit_agent(member, |agent| {
            agent.offer = None;
            match end {
                OfferEnd::Accepted | OfferEnd::Declined => {
                    agent.misses_in_row = 0;
                    agent.unseen_in_row = 0;
                }
                OfferEnd::Missed if counts => {
                    let misses_before = agent.misses_in_row;
                    agent.misses_in_row += 1;
                    agent.last_miss = Some(Miss { contact, fence, at, misses_before });
                }
                OfferEnd::Unseen => agent.unseen_in_row += 1,
                OfferEnd::Missed | OfferEnd::Cancelled | OfferEnd::AgentGone => {}
            }
        });
    }

    pub(super) fn miss_forgiven(&mut self, event: MissForgiven) {
        self.edit_agent(event.member, |agent| {
            if let Some(miss) = agent.last_miss.take() {
                agent.misses_in_row = miss.misses_before;
            }
        });
    }

    pub(super) fn hold_back_ended(&mut self, event: HoldBackEnded) {
        self.edit_contact(event.contact, |contact| {
            let passes = contact.passes.iter_mut();
            for pass in passes.filter(|pass| pass.member == event.member) {
                pass.held_until = None;
            }
        });
    }

    pub(super) fn held_until(&self, at: Timestamp) -> Option<Timestamp> {
        let held_back = self.settings.held_back;
        (held_back > Millis::ZERO).then(|| at.after(held_back))
    }
}

impl Contact {
    /// VC41: from here on the call is its number's group's, whoever takes it, and has waited since the flow came to this.
    fn is_rung_by_flow(&mut self, made: &OfferMade, priority: Priority) {
        self.leave_flow_behind();
        let stop = self.flow_behind.as_ref().and_then(Run::stop);
        let arrival = stop.map_or(self.arrived_at, |stop| stop.since);
        let (group, until) = (made.group, made.deadline);
        self.queued = Some(Queued { group, priority, arrival, until });
    }

    /// VC03: the last to pass is the last to be asked again.
    pub(super) fn pass(&mut self, member: MemberId, held_until: Option<Timestamp>) {
        self.passes.retain(|pass| pass.member != member);
        self.passes.push(Pass { member, held_until });
    }
}
