//! VC06: a call that a member makes, from the command to the answer or to the reason why there was none.

use super::Step;
use crate::{
    AcwEnd, AgentSilenceChanged, Allowed, CallDialled, CallProgressed, ContactArrived, ContactId,
    ContactState, CustomerId, Destination, DialFailure, Dialling, EndReason, Entry, Event, GroupId,
    GroupKind, Label, MemberId, Millis, Number, NumberId, Progress, Refused, TalkStarted,
};

/// No call rings for less, whatever was configured: nobody would have the time to take it.
const DIAL_FOR_MIN: Millis = Millis::from_secs(5);

/// A call to be made.
#[derive(Clone, Copy)]
pub(super) struct Dial {
    pub(super) contact: ContactId,
    pub(super) customer: CustomerId,
    pub(super) group: GroupId,
    pub(super) from: Option<NumberId>,
    pub(super) to: Destination,
}

impl Step<'_> {
    pub(super) fn dial(&mut self, member: MemberId, dial: Dial) -> Result<(), Refused> {
        let Dial { contact, customer, group, from, to } = dial;
        self.may_call_out(member)?;
        if self.acd.contact(contact).is_some() || self.acd.end_reason(contact).is_some() {
            return Err(Refused::NotYourContact);
        }
        let of_group = self.acd.group(group).filter(|found| found.kind == GroupKind::Voice);
        let of_group = of_group.filter(|found| found.members.contains_key(&member));
        let of_group = of_group.ok_or(Refused::UnknownGroup)?;
        if !of_group.may_call(to) {
            return Err(Refused::NumberNotAllowed);
        }
        let Number { id: number, priority, .. } =
            *self.number_shown(group, from).ok_or(Refused::NoLine)?;
        let dial_for = self.acd.settings().dial_for.max(DIAL_FOR_MIN);
        let (entry, at) = (Entry::Outbound { number }, self.now);
        self.end_acw(member, AcwEnd::Dialled);
        self.record(Event::ContactArrived(ContactArrived { contact, customer, entry, at }));
        let until = at.after(dial_for);
        let dialled = CallDialled { contact, member, group, priority, at, until };
        self.record(Event::CallDialled(dialled));
        Ok(())
    }

    /// ST01, ST04, AC06.
    fn may_call_out(&self, member: MemberId) -> Result<(), Refused> {
        let agent = self.acd.agent(member).ok_or(Refused::UnknownMember)?;
        let label = agent.label();
        match (label.permissions().calls_out, label) {
            (Allowed::No, Label::Offline) => return Err(Refused::Offline),
            (Allowed::No, _) => return Err(Refused::InLine),
            (Allowed::Yes | Allowed::UpToCapacity, _) => {}
        }
        if agent.offer.is_some() {
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
            | ContactState::Open(_)
            | ContactState::Moving => None,
        }
    }
}

const fn reason(why: DialFailure) -> EndReason {
    match why {
        DialFailure::Busy => EndReason::Busy,
        DialFailure::NoAnswer => EndReason::NoAnswer,
        DialFailure::Rejected => EndReason::Rejected,
        DialFailure::InvalidNumber => EndReason::InvalidNumber,
        DialFailure::NoLine => EndReason::NoLine,
    }
}
