//! A contact's way: into a queue, back to its head, to its one end (I06).

use super::Step;
use crate::{
    AcwStarted, Connecting, ConsultEnd, Contact, ContactEnded, ContactId, ContactState, Dialling,
    EndReason, Event, GroupId, GroupKind, MemberId, MemberLeft, Millis, NoticeStarted, OfferEnd,
    OfferEnded, Place, Priority, QueueEntered, Refused, Returned, Talk, Timestamp,
};

/// ST06: shorter talks lead to no after-call-work.
pub(super) const TALK_FOR_ACW: Millis = Millis::from_secs(1);

/// Where a contact enters a queue.
#[derive(Clone, Copy)]
pub(super) struct Entrance {
    pub(super) group: GroupId,
    pub(super) priority: Priority,
    pub(super) place: Place,
    /// Absent at the first time: then its wait begins as it enters.
    pub(super) returned: Option<Returned>,
}

impl Step<'_> {
    /// RT05: a queue that is full takes nobody, unless an agent is free for them.
    pub(super) fn queue_is_full(&self, group: GroupId) -> bool {
        self.acd.queue(group).is_some_and(|queue| {
            let max = usize::try_from(queue.group.queue_max).unwrap_or(usize::MAX);
            queue.waiting.len() >= max && queue.routable.is_empty()
        })
    }

    /// The first entry: by arrival, which is now.
    pub(super) fn enter_queue(&mut self, contact: ContactId, group: GroupId, priority: Priority) {
        let place = Place::Tail;
        self.notice_or_queue(contact, Entrance { group, priority, place, returned: None });
    }

    /// Where a group records, the notice comes first (VC43).
    pub(super) fn notice_or_queue(&mut self, contact: ContactId, entrance: Entrance) {
        if self.must_hear_notice(contact, entrance.group) {
            let Entrance { group, priority, place, returned } = entrance;
            let at = self.now;
            self.record(Event::NoticeStarted(NoticeStarted {
                contact,
                group,
                priority,
                place,
                returned,
                at,
            }));
        } else {
            self.pass_into_queue(contact, entrance);
        }
    }

    pub(super) fn pass_into_queue(&mut self, contact: ContactId, entrance: Entrance) {
        let Entrance { group, priority, place, returned } = entrance;
        let first = || Some(Returned { arrival: self.now, until: self.wait_over(group)? });
        let Some(Returned { arrival, until }) = returned.or_else(first) else { return };
        self.record(Event::QueueEntered(QueueEntered {
            contact,
            group,
            priority,
            arrival,
            place,
            until,
        }));
    }

    /// RT03: back to the head, with the arrival it had. Time spent ringing counts as waiting.
    pub(super) fn return_to_head(&mut self, contact: ContactId) {
        let until = self.acd.contact(contact).and_then(|known| known.queued).map(|old| old.until);
        self.return_until(contact, until);
    }

    /// Takes a contact from the agent who has it and puts it at the head of its group. After a talk its time to
    /// wait begins anew; without one it goes on.
    pub(super) fn take_from(&mut self, contact: ContactId, member: MemberId) {
        if self.internal(contact).is_some() {
            return self.end_internal(contact, EndReason::AgentLost, Some(member));
        }
        let Some(known) = self.acd.contact(contact) else { return };
        // Nobody is there yet who could wait.
        if matches!(known.state, ContactState::Dialling(_)) {
            return self.end(contact, EndReason::Cancelled);
        }
        if self.consultant_takes_over(contact) {
            return;
        }
        let Some(known) = self.acd.contact(contact) else { return };
        let until = match &known.state {
            ContactState::Talking(_) | ContactState::Open(_) => {
                known.group().and_then(|group| self.wait_over(group))
            }
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Offered(_)
            | ContactState::Dialling(_)
            | ContactState::Connecting(_)
            | ContactState::External(_)
            | ContactState::Surveyed(_)
            | ContactState::Moving => known.queued.map(|queued| queued.until),
        };
        let at = self.now;
        self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
        self.return_until(contact, until);
    }

    pub(super) fn return_until(&mut self, contact: ContactId, until: Option<Timestamp>) {
        let Some(known) = self.acd.contact(contact) else { return };
        let queued =
            known.queued.filter(|old| self.group_of_kind(old.group, known.kind()).is_some());
        let (Some(queued), Some(until)) = (queued, until) else {
            // VC51: a contact without a group has nowhere to go back to.
            self.record_end(contact, EndReason::AgentLost);
            return;
        };
        // RT05: an offer may outlive the time to wait, but none follows it: two agents who let it ring in turn
        // would keep the customer for ever.
        if until <= self.now {
            self.record_end(contact, EndReason::WaitedTooLong);
            return;
        }
        let crate::Queued { group, priority, arrival, .. } = queued;
        let (place, returned) = (Place::Head, Some(Returned { arrival, until }));
        self.notice_or_queue(contact, Entrance { group, priority, place, returned });
    }

    /// Ends a contact in whatever state it is, with all that follows for the agent.
    pub(super) fn end(&mut self, contact: ContactId, reason: EndReason) {
        if self.internal(contact).is_some() {
            return self.end_internal(contact, reason, None);
        }
        self.end_consult(contact, ConsultEnd::CallOver);
        let Some(known) = self.acd.contact(contact) else { return };
        let at = self.now;
        match known.state.clone() {
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::External(_)
            | ContactState::Moving => {
                self.record_end(contact, reason);
            }
            // VC22: the talk was over.
            ContactState::Surveyed(_) => self.record_end(contact, EndReason::EndedByAgent),
            ContactState::Offered(offer) => {
                let (member, end) = (offer.member, OfferEnd::Cancelled);
                self.record(Event::OfferEnded(OfferEnded { contact, member, end, at }));
                self.record_end(contact, reason);
            }
            ContactState::Dialling(Dialling { member, .. })
            | ContactState::Connecting(Connecting { member, .. }) => {
                self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
                self.record_end(contact, reason);
                self.after_call_without_work(member);
            }
            ContactState::Talking(talk) => {
                let acw = known.group().and_then(|id| self.acd.group(id)).map(|group| group.acw);
                let member = talk.member;
                self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
                self.record_end(contact, reason);
                self.after_call(contact, &talk, acw.unwrap_or_default());
            }
            ContactState::Open(held) => {
                let member = held.member;
                self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
                self.record_end(contact, reason);
            }
        }
    }

    fn record_end(&mut self, contact: ContactId, reason: EndReason) {
        self.invite_at_end(contact);
        let at = self.now;
        self.record(Event::ContactEnded(ContactEnded { contact, reason, at }));
    }

    /// ST06.
    pub(super) fn after_call(&mut self, contact: ContactId, talk: &Talk, acw: Millis) {
        let member = talk.member;
        if self.now.since(talk.since) < TALK_FOR_ACW || acw == Millis::ZERO {
            self.after_call_without_work(member);
        } else {
            let until = self.now.after(acw);
            self.record(Event::AcwStarted(AcwStarted { member, contact, until }));
        }
    }

    pub(super) fn wait_over(&self, group: GroupId) -> Option<Timestamp> {
        self.acd.group(group).map(|group| self.now.after(group.wait_max))
    }

    /// The contact, if it is of this kind and this member has it.
    pub(super) fn own(
        &self,
        member: MemberId,
        contact: ContactId,
        kind: GroupKind,
    ) -> Result<&Contact, Refused> {
        let found = self.known(contact)?;
        if found.kind() != kind {
            return Err(Refused::WrongKind);
        }
        if found.member() != Some(member) {
            return Err(Refused::NotYourContact);
        }
        Ok(found)
    }

    pub(super) fn known(&self, contact: ContactId) -> Result<&Contact, Refused> {
        self.acd.contact(contact).ok_or_else(|| match self.acd.end_reason(contact) {
            Some(_) => Refused::ContactEnded,
            None if self.acd.internal(contact).is_some() => Refused::InternalCall,
            None => Refused::UnknownContact,
        })
    }

    /// The group, if it is there and takes contacts of this kind.
    pub(super) fn group_of_kind(&self, group: GroupId, kind: GroupKind) -> Option<GroupId> {
        self.acd.group(group).filter(|found| found.kind == kind).map(|found| found.id)
    }
}
