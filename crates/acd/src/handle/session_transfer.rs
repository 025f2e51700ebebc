//! A session that its agent hands over (DK05). Its way back when nobody takes it is a call's ([`Step::go_on`]).

use super::Step;
use crate::{
    CallTransferred, ContactId, Event, GroupKind, MemberId, MemberLeft, OfferWhy, Refused,
    TransferTo,
};

impl Step<'_> {
    /// What cannot be handed over stays with the agent, who hears why. A colleague who is offered it answers by hand, whatever
    /// the group says: it comes to them unasked.
    pub(super) fn transfer_session(
        &mut self,
        member: MemberId,
        contact: ContactId,
        to: TransferTo,
    ) -> Result<(), Refused> {
        let session = self.own(member, contact, GroupKind::Chat)?;
        let queued = session.queued.ok_or(Refused::UnknownGroup)?;
        match to {
            TransferTo::Phone(_) => return Err(Refused::WrongKind),
            TransferTo::Group(group) => {
                self.group_of_kind(group, GroupKind::Chat).ok_or(Refused::UnknownGroup)?;
                if self.queue_is_full(group) {
                    return Err(Refused::QueueFull);
                }
            }
            TransferTo::Agent(target) => {
                self.acd.agent(target).ok_or(Refused::UnknownMember)?;
                if target == member || !self.can_take_session(target) {
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
            TransferTo::Phone(_) => {}
        }
        Ok(())
    }

    pub(super) fn can_take_session(&self, member: MemberId) -> bool {
        self.acd.agent(member).is_some() && self.acd.why_no_session_in_person(member).is_none()
    }

    pub(super) fn is_session(&self, contact: ContactId) -> bool {
        self.acd.contact(contact).is_some_and(|known| known.kind() == GroupKind::Chat)
    }
}
