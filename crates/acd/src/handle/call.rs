//! A call from its arrival through the talk (VC05, VC07, VC08, VC51).

use super::Step;
use super::consult::refuse_in_consult;
use crate::{
    AgentSilenceChanged, ConsultEnd, ContactArrived, ContactId, ContactState, CustomerId,
    EndReason, Entry, Event, Greeting, GroupKind, HoldChanged, HoldCuts, MemberId, MuteChanged,
    Notice, NumberId, Refused, Talk, TalkStarted, Timestamp,
};

impl Step<'_> {
    pub(super) fn call_arrived(
        &mut self,
        contact: ContactId,
        customer: CustomerId,
        number: NumberId,
    ) {
        if self.acd.contact(contact).is_some() || self.acd.end_reason(contact).is_some() {
            return;
        }
        let (entry, at) = (Entry::Call { number }, self.now);
        self.record(Event::ContactArrived(ContactArrived { contact, customer, entry, at }));
        let greeted = self.acd.number(number).is_some_and(|to| to.greeting == Greeting::Played);
        if !greeted {
            self.call_goes_in(contact, number);
        }
    }

    pub(super) fn greeting_ended(&mut self, contact: ContactId) {
        if let Some(call) = self.acd.contact(contact)
            && let (ContactState::Greeting, Entry::Call { number }) = (&call.state, call.entry)
            && call.notice == Notice::NotPlayed
        {
            self.call_goes_in(contact, number);
        }
    }

    /// VC41: a flow that is gone keeps nobody out.
    fn call_goes_in(&mut self, contact: ContactId, number: NumberId) {
        let flow = self.acd.number(number).and_then(|number| number.flow);
        if !flow.is_some_and(|flow| self.begin_flow(contact, flow)) {
            self.call_enters_queue(contact, number);
        }
    }

    pub(super) fn call_enters_queue(&mut self, contact: ContactId, number: NumberId) {
        let number = self.acd.number(number).copied();
        let to = number.and_then(|number| {
            let group = self.group_of_kind(number.group, GroupKind::Voice)?;
            Some((group, number.priority))
        });
        match to {
            None => self.end(contact, EndReason::Refused),
            Some((group, _)) if self.queue_is_full(group) => {
                self.end(contact, EndReason::QueueFull);
            }
            Some((group, priority)) => self.enter_queue(contact, group, priority),
        }
    }

    pub(super) fn customer_hung_up(&mut self, contact: ContactId) {
        let Some(call) = self.call(contact) else { return };
        let reason = match &call.state {
            ContactState::InFlow(_) | ContactState::Surveyed(_) => {
                return self.flow_told(contact, flow::Input::CustomerHungUp);
            }
            ContactState::Talking(talk) if talk.is_in_flow() => {
                return self.flow_told(contact, flow::Input::CustomerHungUp);
            }
            // VC43: one who came back hears the notice with the queue behind them.
            ContactState::Greeting if call.queued.is_none() => EndReason::LeftInFlow,
            ContactState::Greeting | ContactState::Waiting(_) => EndReason::LeftInQueue,
            // VC13: joined, the two have had their talk.
            ContactState::External(external) if external.is_answered() => EndReason::TransferredOut,
            // F38, F45: an accept whose sound had not come yet is no talk.
            ContactState::Offered(_) | ContactState::Connecting(_) | ContactState::External(_) => {
                EndReason::LeftWhileRinging
            }
            // No channel says so of a line that was never up.
            ContactState::Dialling(_) => EndReason::Rejected,
            ContactState::Talking(_) | ContactState::Open(_) | ContactState::Moving => {
                EndReason::EndedByCustomer
            }
        };
        self.end(contact, reason);
    }

    pub(super) fn call_broke(&mut self, contact: ContactId, reason: EndReason) {
        if self.call(contact).is_some() || self.internal(contact).is_some() {
            self.end(contact, reason);
        }
    }

    pub(super) fn agent_heard(&mut self, contact: ContactId, member: MemberId) {
        if self.internal_heard(contact, member) {
            return;
        }
        let Some(call) = self.call(contact) else { return };
        if call.member() != Some(member) {
            self.consultant_heard(contact, member);
            return;
        }
        let at = self.now;
        match &call.state {
            ContactState::Connecting(_) => {
                self.record(Event::TalkStarted(TalkStarted { contact, member, at }));
                self.start_recording(contact, member);
            }
            ContactState::Talking(talk) if talk.agent_silent_since.is_some() => {
                self.agent_silence(contact, None);
            }
            ContactState::Dialling(dialling) if dialling.agent_silent_since.is_some() => {
                self.agent_silence(contact, None);
            }
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Offered(_)
            | ContactState::Dialling(_)
            | ContactState::Talking(_)
            | ContactState::External(_)
            | ContactState::Surveyed(_)
            | ContactState::Open(_)
            | ContactState::Moving => {}
        }
    }

    pub(super) fn agent_silent(&mut self, contact: ContactId, member: MemberId) {
        if self.internal_silent(contact, member) || self.consultant_silent(contact, member) {
            return;
        }
        let talk = self.call(contact).and_then(crate::Contact::talk);
        let talk = talk.map(|talk| (talk.member, talk.agent_silent_since));
        let dialling = self.dialling(contact);
        let dialling = dialling.map(|dialling| (dialling.member, dialling.agent_silent_since));
        if talk.or(dialling) == Some((member, None)) {
            self.agent_silence(contact, Some(self.now));
        }
    }

    fn agent_silence(&mut self, contact: ContactId, silent_since: Option<Timestamp>) {
        self.record(Event::AgentSilenceChanged(AgentSilenceChanged { contact, silent_since }));
    }

    pub(super) fn set_hold(
        &mut self,
        member: MemberId,
        contact: ContactId,
        on_hold: bool,
    ) -> Result<(), Refused> {
        if let Some(call) = self.internal(contact) {
            return self.hold_internal(&call, member, on_hold);
        }
        let talk = self.talk_of(member, contact)?;
        refuse_in_consult(&talk)?;
        if on_hold {
            Self::not_in_flow(&talk)?;
        }
        if talk.hold_since.is_some() != on_hold {
            let at = self.now;
            let cuts = if on_hold { self.acd.settings().hold_cuts } else { HoldCuts::OneWay };
            self.record(Event::HoldChanged(HoldChanged { contact, on_hold, at, cuts }));
        }
        Ok(())
    }

    pub(super) fn off_hold(&mut self, contact: ContactId) {
        let (on_hold, at, cuts) = (false, self.now, HoldCuts::OneWay);
        self.record(Event::HoldChanged(HoldChanged { contact, on_hold, at, cuts }));
    }

    pub(super) fn set_mute(
        &mut self,
        member: MemberId,
        contact: ContactId,
        muted: bool,
    ) -> Result<(), Refused> {
        if let Some(call) = self.internal(contact) {
            return self.mute_in_internal(&call, member, muted);
        }
        if let Some(consult) = self.consult_with(contact, member) {
            return self.mute_consultant(contact, &consult, muted);
        }
        let talk = self.talk_of(member, contact)?;
        if talk.muted != muted {
            let at = self.now;
            self.record(Event::MuteChanged(MuteChanged { contact, muted, at }));
        }
        Ok(())
    }

    pub(super) fn hang_up(&mut self, member: MemberId, contact: ContactId) -> Result<(), Refused> {
        if let Some(call) = self.internal(contact) {
            return self.hang_up_internal(&call, member);
        }
        if self.consult_with(contact, member).is_some() {
            self.end_consult(contact, ConsultEnd::Left);
            return Ok(());
        }
        self.own(member, contact, GroupKind::Voice)?;
        let unanswered = self.dialling(contact).is_some();
        if unanswered {
            self.end(contact, EndReason::Cancelled);
        } else {
            self.talk_hung_up(contact);
        }
        Ok(())
    }

    pub(super) fn talk_of(&self, member: MemberId, contact: ContactId) -> Result<Talk, Refused> {
        let call = self.own(member, contact, GroupKind::Voice)?;
        call.talk().copied().ok_or(Refused::NotTalking)
    }

    pub(super) fn call(&self, contact: ContactId) -> Option<&crate::Contact> {
        self.acd.contact(contact).filter(|found| found.kind() == GroupKind::Voice)
    }
}
