//! VC41: a flow that hands its caller to a member, to a SIP phone (VC12), or to a line outside (VC13). The run stays behind the call meanwhile: it goes on
//! where nobody takes them, and is over as soon as somebody does.

use flow::{Doing, Input, Node, Run, Target, Transfer, Turn};

use super::Step;
use super::contact::Entrance;
use super::offer::{RING_MAX, RING_MIN};
use crate::state::Pace;
use crate::{
    AtPhone, Candidate, ContactId, ContactState, CustomerId, Decision, Destination, EndReason,
    Event, ExternalStep, FarEnd, FlowMoved, GroupId, GroupKind, MemberId, Millis, NoticeStarted,
    Number, OfferMade, OfferWhy, PhoneId, Place, Refused, Returned, Strategy, Tariff, Timestamp,
    Verdict,
};

impl Step<'_> {
    /// Rings for whom the run hands the caller to, if that is a member or a SIP phone. Whether the run has to wait: else nobody can
    /// be rung.
    pub(super) fn flow_waits(&mut self, contact: ContactId, run: &Run) -> bool {
        let state = self.call(contact).map(|call| &call.state);
        // In a talk nobody is handed to anybody by a flow: such a flow is not published.
        let is_alone = matches!(state, Some(ContactState::InFlow(_) | ContactState::Moving));
        let transfer = self.transfer_of(run).filter(|_| is_alone);
        let Some(Transfer { to: Some(to), ring, .. }) = transfer else { return true };
        let (ring, since) = (*ring, run.stop().map_or(self.now, |stop| stop.since));
        match *to {
            Target::Agent(member) => self.flow_rings(contact, member, (ring, since)),
            Target::SipPhone(phone) => self.flow_rings_at(contact, PhoneId(phone.0), (ring, since)),
            // What becomes of it, who knows the customers says.
            Target::External(_) => true,
        }
    }

    /// VC12, by nobody; a phone by which a member takes calls is that member. Whether somebody can be rung there.
    fn flow_rings_at(
        &mut self,
        contact: ContactId,
        phone: PhoneId,
        (ring, since): (Millis, Timestamp),
    ) -> bool {
        match self.acd.at_phone(phone) {
            Ok(AtPhone::Member(member)) => self.flow_rings(contact, member, (ring, since)),
            Ok(AtPhone::Anybody) => {
                let number = self.acd.number_called(contact);
                let group = number.and_then(|number| self.group_called(number));
                let until = self.now.after(ring.clamp(RING_MIN, RING_MAX));
                let step = ExternalStep::Rung { by: None, group, until };
                self.external_moves(contact, FarEnd::Phone(phone), step);
                true
            }
            Err(_) => false,
        }
    }

    fn transfer_of(&self, run: &Run) -> Option<&Transfer> {
        let stop = run.stop().filter(|stop| stop.doing == Doing::Transfer)?;
        let node = self.acd.flow(run.version())?.node(stop.node)?;
        if let Node::Transfer(transfer) = node { Some(transfer) } else { None }
    }

    /// As VC11, without a member who hands over: by hand, whatever the group says, and once the notice was heard (VC43).
    fn flow_rings(
        &mut self,
        contact: ContactId,
        member: MemberId,
        (ring, since): (Millis, Timestamp),
    ) -> bool {
        let number = self.acd.number_called(contact).copied();
        let Some((group, number)) =
            number.and_then(|number| Some((self.group_called(&number)?, number)))
        else {
            return false;
        };
        if !self.can_ring_in_person(member) {
            return false;
        }
        let at = self.now;
        if self.must_hear_notice(contact, group) {
            let (priority, place, returned) = (number.priority, Place::Head, None);
            let started = NoticeStarted { contact, group, priority, place, returned, at };
            self.record(Event::NoticeStarted(started));
            return true;
        }
        let candidates = vec![Candidate { member, verdict: Verdict::Chosen }];
        let strategy = self.acd.group(group).map_or(Strategy::LongestIdle, |group| group.strategy);
        self.record(Event::OfferMade(OfferMade {
            contact,
            member,
            group,
            fence: self.acd.next_fence(),
            deadline: at.after(ring.clamp(RING_MIN, RING_MAX)),
            waited: at.since(since),
            decision: Decision { strategy, candidates, unlisted: 0 },
            why: OfferWhy::Flow,
        }));
        true
    }

    /// VC13, by nobody: the group of the number pays, by its own rules and caps.
    pub(super) fn flow_calls_outside(
        &mut self,
        contact: ContactId,
        turn: Turn,
        (called, to): (CustomerId, Destination),
    ) {
        let Some(ContactState::InFlow(run)) = self.call(contact).map(|call| &call.state) else {
            return;
        };
        let run = *run;
        let Some(transfer) = self.transfer_of(&run).filter(|_| run.turn() == turn) else { return };
        let until = self.now.after(transfer.ring.clamp(RING_MIN, RING_MAX));
        match self.number_that_pays(contact, to) {
            Ok(Number { id: number, group, .. }) => {
                let (number, group) = (*number, *group);
                let step = ExternalStep::Dialled { by: None, group, number, until };
                self.external_moves(contact, FarEnd::Customer(called), step);
            }
            Err(_) => self.flow_told(contact, Input::TransferFailed { turn }),
        }
    }

    /// The caller's own way in is what is shown outside.
    fn number_that_pays(&self, contact: ContactId, to: Destination) -> Result<&Number, Refused> {
        // VC44: help is called by who needs it, and would be sent to our site.
        if to.tariff == Tariff::Emergency {
            return Err(Refused::NumberNotAllowed);
        }
        let number = self.acd.number_called(contact).ok_or(Refused::NoLine)?;
        let group = self.group_called(number).and_then(|group| self.acd.group(group));
        let group = group.ok_or(Refused::UnknownGroup)?;
        self.number_that_group_may_show(group, Some(number.id), to, Pace::NONE)
    }

    fn group_called(&self, number: &Number) -> Option<GroupId> {
        self.group_of_kind(number.group, GroupKind::Voice)
    }

    /// Nobody has taken the caller. Whether a flow has them back.
    pub(super) fn flow_goes_on(&mut self, contact: ContactId) -> bool {
        let Some(mut run) = self.flow_behind(contact) else { return false };
        let Some(ground) = self.acd.flows().ground(run.version()) else { return false };
        let turn = run.turn();
        let steps = run.handle(ground, Input::TransferFailed { turn }, self.now);
        self.flow_moves(contact, run, steps);
        true
    }

    /// Somebody has: whatever the flow would have done otherwise, it is over.
    pub(super) fn flow_is_answered(&mut self, contact: ContactId) {
        let Some(mut run) = self.flow_behind(contact) else { return };
        let Some(ground) = self.acd.flows().ground(run.version()) else { return };
        let turn = run.turn();
        for step in run.handle(ground, Input::TransferAnswered { turn }, self.now) {
            self.record(Event::FlowMoved(FlowMoved { contact, step }));
        }
    }

    fn flow_behind(&self, contact: ContactId) -> Option<Run> {
        self.call(contact)?.flow_behind
    }

    /// VC14: the flow has no way for those whom nobody took. They have waited since it rang for the first time.
    pub(super) fn waits_at_the_head(&mut self, contact: ContactId, since: Timestamp) {
        let number = self.acd.number_called(contact).copied();
        let found = number.and_then(|number| Some((self.group_called(&number)?, number.priority)));
        let Some((group, priority)) = found else {
            return self.end(contact, EndReason::Refused);
        };
        let returned = self.wait_over(group).map(|until| Returned { arrival: since, until });
        let place = Place::Head;
        self.notice_or_queue(contact, Entrance { group, priority, place, returned });
    }
}
