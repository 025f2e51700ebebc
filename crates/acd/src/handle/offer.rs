//! An offer from the match to its one end (I05): seen, accepted by fence, declined, missed, unseen.

use super::Step;
use crate::matching::{self, Match};
use crate::{
    Actor, AcwEnd, Answering, BreakReason, Chosen, ContactId, Event, Fence, Group, GroupKind,
    MemberId, MemberJoined, Millis, MissForgiven, Offer, OfferEnd, OfferEnded, OfferMade,
    OfferSeen, OfferWhy, OfflineWhy, Refused,
};

/// F31: an accept this late takes its miss back.
pub const LATE_ACCEPT: Millis = Millis::from_secs(1);

/// VC03: how long an offer may ring, whatever was configured.
pub(super) const RING_MIN: Millis = Millis::from_secs(5);
pub(super) const RING_MAX: Millis = Millis::from_secs(120);

/// F26: unseen offers in a row that show that nobody is there.
const UNSEEN_MAX: u32 = 2;

/// A shorter wait for sound would end every call before it began.
pub(super) const MEDIA_WITHIN_MIN: Millis = Millis::from_secs(1);

impl Step<'_> {
    pub(super) fn offer(&mut self, found: &Match) {
        let Match { group, contact, member, .. } = *found;
        let Some(settings) = self.acd.group(group) else { return };
        let (ring, answering) = (ring(settings), settings.answering);
        let Some(queued) = self.acd.contact(contact).and_then(|known| known.queued) else { return };
        let made = OfferMade {
            contact,
            member,
            group,
            fence: self.acd.next_fence(),
            deadline: self.now.after(ring),
            waited: self.now.since(queued.arrival),
            decision: matching::decision(self.acd, found),
            why: OfferWhy::Queue,
        };
        self.record(Event::OfferMade(made));
        if answering == Answering::Automatic {
            self.join(contact, member, true);
        }
    }

    pub(super) fn offer_seen(&mut self, contact: ContactId, member: MemberId, fence: Fence) {
        let offer = self.acd.offer(contact);
        if offer.is_some_and(|offer| {
            offer.fence == fence && offer.member == member && offer.seen_by.is_some()
        }) {
            self.record(Event::OfferSeen(OfferSeen { contact, member }));
        }
    }

    pub(super) fn accept(
        &mut self,
        member: MemberId,
        contact: ContactId,
        fence: Fence,
    ) -> Result<(), Refused> {
        self.own_offer(member, contact, fence)?;
        let audio = self.acd.agent(member).is_some_and(|agent| agent.audio);
        if self.is_voice(contact) && !audio {
            return Err(Refused::NoAudio);
        }
        self.join(contact, member, false);
        Ok(())
    }

    pub(super) fn decline(
        &mut self,
        member: MemberId,
        contact: ContactId,
        fence: Fence,
    ) -> Result<(), Refused> {
        self.own_offer(member, contact, fence)?;
        if !self.acd.may_decline(contact) {
            return Err(Refused::DeclineForbidden);
        }
        if let Some(ended) = self.end_offer(contact, OfferEnd::Declined) {
            self.go_on(contact, &ended);
        }
        Ok(())
    }

    /// VC03, with the group's policy for misses in a row.
    pub(super) fn missed(&mut self, contact: ContactId) {
        let Some(ended) = self.end_offer(contact, OfferEnd::Missed) else { return };
        let member = ended.member;
        let misses = self.acd.agent(member).map_or(0, |agent| agent.misses_in_row);
        let group = self.acd.contact(contact).and_then(crate::Contact::group);
        let max = group.and_then(|id| self.acd.group(id)).map_or(0, |group| group.misses_max);
        if max > 0 && misses >= max && ended.why.is_queue() {
            let to = Chosen::OnBreak { reason: BreakReason::MissedCalls };
            self.choose(member, to, Actor::System);
        }
        self.go_on(contact, &ended);
    }

    /// F26.
    pub(super) fn unseen(&mut self, contact: ContactId) {
        let Some(ended) = self.end_offer(contact, OfferEnd::Unseen) else { return };
        let member = ended.member;
        if self.acd.agent(member).is_some_and(|agent| agent.unseen_in_row >= UNSEEN_MAX) {
            self.offline(member, OfflineWhy::Unreachable);
        }
        self.go_on(contact, &ended);
    }

    /// F31.
    pub(super) fn accepted_late(&mut self, contact: ContactId, member: MemberId, fence: Fence) {
        let Some(agent) = self.acd.agent(member) else { return };
        let Some(miss) = agent.last_miss else { return };
        if (miss.contact, miss.fence) != (contact, fence) || self.now.since(miss.at) > LATE_ACCEPT {
            return;
        }
        if agent.chosen == (Chosen::OnBreak { reason: BreakReason::MissedCalls }) {
            self.choose(member, Chosen::Available, Actor::System);
        }
        self.record(Event::MissForgiven(MissForgiven { contact, member }));
    }

    /// Ends the offer that rings for this contact and says what it was.
    pub(super) fn end_offer(&mut self, contact: ContactId, end: OfferEnd) -> Option<Offer> {
        let (ended, at) = (*self.acd.offer(contact)?, self.now);
        let member = ended.member;
        self.record(Event::OfferEnded(OfferEnded { contact, member, end, at }));
        Some(ended)
    }

    /// The offer is taken, by hand or automatically.
    fn join(&mut self, contact: ContactId, member: MemberId, by_itself: bool) {
        if self.internal(contact).is_some() {
            return self.join_internal(contact, member);
        }
        let Some(kind) = self.acd.contact(contact).map(crate::Contact::kind) else { return };
        let at = self.now;
        let media_within = self.acd.settings().media_within.max(MEDIA_WITHIN_MIN);
        let media_by = match kind {
            GroupKind::Voice => Some(at.after(media_within)),
            GroupKind::Chat => None,
        };
        let asked = self.acd.offer(contact).is_some_and(|offer| offer.why.is_consult());
        self.end_offer(contact, OfferEnd::Accepted);
        if kind == GroupKind::Voice {
            self.end_acw(member, AcwEnd::CallAnswered);
        }
        self.flow_is_answered(contact);
        if let Some(media_by) = media_by.filter(|_| asked) {
            return self.join_consult(contact, member, media_by);
        }
        let joined = MemberJoined { contact, member, at, media_by, by_itself };
        self.record(Event::MemberJoined(joined));
    }

    /// Whether who takes it needs a sound of their own.
    pub(super) fn is_voice(&self, contact: ContactId) -> bool {
        self.call(contact).is_some() || self.internal(contact).is_some()
    }

    /// RT01: compare-and-swap on the fence. Late, double and foreign answers each hear their own reason.
    fn own_offer(
        &self,
        member: MemberId,
        contact: ContactId,
        fence: Fence,
    ) -> Result<&Offer, Refused> {
        if self.internal(contact).is_none() {
            self.known(contact)?;
        }
        match self.acd.offer(contact) {
            Some(offer) if offer.fence != fence => Err(Refused::OfferGone),
            Some(offer) if offer.member != member => Err(Refused::NotYourOffer),
            Some(offer) => Ok(offer),
            None => Err(Refused::OfferGone),
        }
    }
}

/// How long an offer of this group rings.
pub(super) fn ring(group: &Group) -> Millis {
    group.ring.clamp(RING_MIN, RING_MAX)
}
