//! VC06: a call that a member makes, from the command to the answer or to the reason why there was none.

use super::Step;
use crate::state::Pace;
use crate::{
    AcwEnd, AgentSilenceChanged, Allowed, CallDialled, CallProgressed, ContactArrived, ContactId,
    ContactState, CustomerId, Destination, DialFailure, Dialling, EndReason, Entry, Event, Group,
    GroupId, GroupKind, Label, MemberId, Millis, Number, NumberId, Progress, Refused, TalkStarted,
    Tariff,
};

/// No call rings for less, whatever was configured: nobody would have the time to take it.
const DIAL_FOR_MIN: Millis = Millis::from_secs(5);

/// A call to be made.
#[derive(Clone, Copy)]
pub(super) struct Dial {
    pub(super) contact: ContactId,
    pub(super) customer: CustomerId,
    pub(super) group: Option<GroupId>,
    pub(super) from: Option<NumberId>,
    pub(super) to: Destination,
}

impl Step<'_> {
    pub(super) fn dial(&mut self, member: MemberId, dial: Dial) -> Result<(), Refused> {
        let Dial { contact, customer, group, from, to } = dial;
        let emergency = to.tariff == Tariff::Emergency;
        self.may_call_out(member, emergency)?;
        if self.acd.contact(contact).is_some() || self.acd.end_reason(contact).is_some() {
            return Err(Refused::NotYourContact);
        }
        let Number { id: number, group, priority, .. } = if emergency {
            *self.number_of_the_site(group, from).ok_or(Refused::NoLine)?
        } else {
            *self.number_that_may_call(member, group, from, to)?
        };
        self.give_back_for_a_call(member);
        self.end_acw(member, AcwEnd::Dialled);
        let (entry, at) = (Entry::Outbound { number }, self.now);
        self.record(Event::ContactArrived(ContactArrived { contact, customer, entry, at }));
        let until = at.after(self.acd.settings().dial_for.max(DIAL_FOR_MIN));
        let dialled = CallDialled { contact, member, group, priority, at, until, emergency };
        self.record(Event::CallDialled(dialled));
        Ok(())
    }

    /// VC06, I25: the number that the group shows, if it may call there now.
    pub(super) fn number_that_may_call(
        &self,
        member: MemberId,
        group: Option<GroupId>,
        from: Option<NumberId>,
        to: Destination,
    ) -> Result<&Number, Refused> {
        let known = group.and_then(|group| self.acd.group(group));
        let own = known
            .filter(|found| found.kind == GroupKind::Voice && found.members.contains_key(&member));
        let group = own.ok_or(Refused::UnknownGroup)?;
        let pace = self.acd.agent(member).map(|agent| agent.dialled).unwrap_or_default();
        self.number_that_group_may_show(group, from, to, pace)
    }

    /// VC06, I25: the same, whoever it is that calls for the group; `pace` is how fast they have called of late.
    pub(super) fn number_that_group_may_show(
        &self,
        group: &Group,
        from: Option<NumberId>,
        to: Destination,
        pace: Pace,
    ) -> Result<&Number, Refused> {
        if !group.may_call(to) {
            return Err(Refused::NumberNotAllowed);
        }
        let number = self.number_shown(group.id, from).ok_or(Refused::NoLine)?;
        self.acd.may_pay(group.id, group.dial_caps, pace, self.now)?;
        Ok(number)
    }

    /// VC44: the site's own; else whatever number we have, for no rule may be in the way of help.
    fn number_of_the_site(
        &self,
        group: Option<GroupId>,
        from: Option<NumberId>,
    ) -> Option<&Number> {
        let site = self.acd.settings().site_number.and_then(|id| self.acd.number(id));
        let of_group = || group.and_then(|group| self.number_shown(group, from));
        site.or_else(of_group).or_else(|| self.acd.numbers().next())
    }

    /// ST01, ST04, AC06. VC44: help is called in any label but In line, and does not wait for an offer's end.
    pub(super) fn may_call_out(&self, member: MemberId, emergency: bool) -> Result<(), Refused> {
        let agent = self.acd.agent(member).ok_or(Refused::UnknownMember)?;
        let label = agent.label();
        match (label.permissions().calls_out, label) {
            (Allowed::No, Label::Offline) if !emergency => return Err(Refused::Offline),
            (Allowed::No, Label::InLine) => return Err(Refused::InLine),
            (Allowed::No | Allowed::Yes | Allowed::UpToCapacity, _) => {}
        }
        if agent.offer.is_some() && !emergency {
            return Err(Refused::Ringing);
        }
        if agent.audio { Ok(()) } else { Err(Refused::NoAudio) }
    }

    /// The number that was picked, else the group's first.
    fn number_shown(&self, group: GroupId, picked: Option<NumberId>) -> Option<&Number> {
        let numbers = self.acd.numbers().filter(|number| number.group == group);
        numbers.into_iter().find(|number| picked.is_none_or(|picked| picked == number.id))
    }

    pub(super) fn call_progressed(&mut self, contact: ContactId, progress: Progress) {
        if self.dialling(contact).is_some_and(|dialling| dialling.progress < Some(progress)) {
            let at = self.now;
            self.record(Event::CallProgressed(CallProgressed { contact, progress, at }));
        }
    }

    /// VC51 goes on where it began while it rang.
    pub(super) fn call_answered(&mut self, contact: ContactId) {
        let Some(Dialling { member, agent_silent_since, .. }) = self.dialling(contact) else {
            return;
        };
        let at = self.now;
        self.record(Event::TalkStarted(TalkStarted { contact, member, at }));
        self.limit_call_out(contact);
        if agent_silent_since.is_some() {
            let silent_since = agent_silent_since;
            self.record(Event::AgentSilenceChanged(AgentSilenceChanged { contact, silent_since }));
        }
    }

    pub(super) fn call_failed(&mut self, contact: ContactId, why: DialFailure) {
        if self.dialling(contact).is_some() {
            self.end(contact, reason(why));
        }
    }

    pub(super) fn dialling(&self, contact: ContactId) -> Option<Dialling> {
        match self.call(contact)?.state {
            ContactState::Dialling(dialling) => Some(dialling),
            ContactState::Greeting
            | ContactState::InFlow(_)
            | ContactState::Waiting(_)
            | ContactState::Offered(_)
            | ContactState::Connecting(_)
            | ContactState::Talking(_)
            | ContactState::External(_)
            | ContactState::Surveyed(_)
            | ContactState::Open(_)
            | ContactState::Moving => None,
        }
    }
}

pub(super) const fn reason(why: DialFailure) -> EndReason {
    match why {
        DialFailure::Busy => EndReason::Busy,
        DialFailure::NoAnswer => EndReason::NoAnswer,
        DialFailure::Rejected => EndReason::Rejected,
        DialFailure::InvalidNumber => EndReason::InvalidNumber,
        DialFailure::NoLine => EndReason::NoLine,
    }
}
