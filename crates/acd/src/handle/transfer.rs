//! A call that its agent hands over (VC10, VC11, VC12), and the way back of calls and sessions when nobody takes them
//! (VC14, DK05).

use super::Step;
use super::contact::Entrance;
use super::offer::ring;
use crate::{
    CallTransferred, Candidate, ContactId, Decision, Event, GroupId, GroupKind, MemberId,
    MemberLeft, Millis, Offer, OfferMade, OfferWhy, Place, Queued, Refused, Returned, Strategy,
    TransferTo, Verdict,
};

/// Where the group is gone that a call came through.
pub(super) const RING: Millis = Millis::from_secs(20);

impl Step<'_> {
    /// What cannot be handed over stays with the agent, who hears why.
    pub(super) fn transfer(
        &mut self,
        member: MemberId,
        contact: ContactId,
        to: TransferTo,
    ) -> Result<(), Refused> {
        if self.is_session(contact) {
            return self.transfer_session(member, contact, to);
        }
        let talk = self.talk_alone(member, contact)?;
        let queued = self.known(contact)?.queued.ok_or(Refused::UnknownGroup)?;
        let acw = self.acd.group(queued.group).map(|group| group.acw).unwrap_or_default();
        let to = self.meant(to)?;
        match to {
            TransferTo::Phone(_) => {}
            TransferTo::Group(group) => {
                self.group_of_kind(group, GroupKind::Voice).ok_or(Refused::UnknownGroup)?;
                if self.queue_is_full(group) {
                    return Err(Refused::QueueFull);
                }
            }
            TransferTo::Agent(target) => {
                self.acd.agent(target).ok_or(Refused::UnknownMember)?;
                if !self.can_ring_in_person(target) {
                    return Err(Refused::TargetUnavailable);
                }
            }
        }
        let at = self.now;
        self.record(Event::CallTransferred(CallTransferred { contact, member, to, at }));
        self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
        match to {
            TransferTo::Group(group) => self.hand_to_group(contact, &queued, group),
            TransferTo::Agent(target) => {
                let why = OfferWhy::Transferred { by: member };
                self.offer_in_person(contact, &queued, target, why);
            }
            TransferTo::Phone(phone) => {
                self.ring_phone(contact, Some(member), (phone, queued.group));
            }
        }
        self.after_call(contact, &talk, acw);
        Ok(())
    }

    /// VC10, DK05: an arrival in that queue, which has waited since the contact first did; the time to wait is the new group's.
    pub(super) fn hand_to_group(&mut self, contact: ContactId, queued: &Queued, group: GroupId) {
        let Some(until) = self.wait_over(group) else { return };
        let Queued { priority, arrival, .. } = *queued;
        let (place, returned) = (Place::Tail, Some(Returned { arrival, until }));
        self.notice_or_queue(contact, Entrance { group, priority, place, returned });
    }

    /// An offer has ended and its contact goes on: back to the queue it came from, or up the ladder of VC14.
    pub(super) fn go_on(&mut self, contact: ContactId, ended: &Offer) {
        let queued = self.acd.contact(contact).and_then(|known| known.queued);
        match (ended.why, queued) {
            (OfferWhy::Transferred { by }, Some(queued)) if self.can_be_handed(by, contact) => {
                let why = OfferWhy::Returned { from: ended.member };
                self.offer_in_person(contact, &queued, by, why);
            }
            (
                OfferWhy::Queue
                | OfferWhy::Transferred { .. }
                | OfferWhy::Returned { .. }
                | OfferWhy::ReturnedOutside { .. }
                | OfferWhy::ReturnedFromPhone { .. },
                _,
            ) => {
                self.return_to_head(contact);
            }
            // VC41: the flow has them back.
            (OfferWhy::Flow, _) => {
                if !self.flow_goes_on(contact) {
                    self.return_to_head(contact);
                }
            }
            // VC15: it never left its agent.
            (OfferWhy::Consult { .. }, _) => {}
            (OfferWhy::Internal { .. }, _) => self.internal_not_taken(contact),
        }
    }

    fn can_be_handed(&self, member: MemberId, contact: ContactId) -> bool {
        if self.is_session(contact) {
            self.can_take_session(member)
        } else {
            self.can_ring_in_person(member)
        }
    }

    pub(super) fn can_ring_in_person(&self, member: MemberId) -> bool {
        self.acd.agent(member).is_some() && self.acd.why_not_in_person(member).is_none()
    }

    /// Rings for the ring time of the group it came through, and is answered by hand whatever the group says.
    pub(super) fn offer_in_person(
        &mut self,
        contact: ContactId,
        queued: &Queued,
        member: MemberId,
        why: OfferWhy,
    ) {
        let group = self.acd.group(queued.group);
        let candidates = vec![Candidate { member, verdict: Verdict::Chosen }];
        let strategy = group.map_or(Strategy::LongestIdle, |group| group.strategy);
        let made = OfferMade {
            contact,
            member,
            group: queued.group,
            fence: self.acd.next_fence(),
            deadline: self.now.after(group.map_or(RING, ring)),
            waited: self.now.since(queued.arrival),
            decision: Decision { strategy, candidates, unlisted: 0 },
            why,
        };
        self.record(Event::OfferMade(made));
    }
}
