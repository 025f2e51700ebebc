//! What a commit has changed, by name only: what it looks like now is read from the state.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    ConsultEnd, ConsultMoved, ConsultStep, ContactId, CustomerId, EndReason, Event, ExternalMoved,
    GroupId, InternalMoved, InternalStep, MemberId, MessageAdded, MessageId, OfferEnd, OfferMade,
    PhoneId,
};
use wire::workspace::Gone;

#[derive(Default)]
pub(super) struct Touched {
    pub(super) members: BTreeSet<MemberId>,
    pub(super) contacts: BTreeSet<ContactId>,
    pub(super) gone: BTreeMap<(MemberId, ContactId), Gone>,
    /// The whole transcript goes to a member who sees the session for the first time.
    pub(super) opened: BTreeSet<(MemberId, ContactId)>,
    pub(super) messages: BTreeSet<(ContactId, u64, MessageId)>,
    /// Groups whose queue has changed. That of a contact which ended is added by who knows where it stood.
    pub(super) groups: BTreeSet<GroupId>,
    pub(super) ended: BTreeMap<ContactId, EndReason>,
    /// DK08: by whom.
    pub(super) rated: BTreeMap<ContactId, CustomerId>,
    /// Members with whom something begins or ends to ring.
    pub(super) rung: BTreeSet<MemberId>,
    /// SIP phones that are there, or busy, or not any more.
    pub(super) phones: BTreeSet<PhoneId>,
    /// Who works here, and in which groups, is another list now.
    pub(super) reorganised: bool,
}

impl Touched {
    pub(super) fn note(&mut self, event: &Event) {
        match event {
            Event::BrowserChanged(changed) => self.member(changed.member),
            Event::AudioChanged(changed) => self.member(changed.member),
            Event::StatusChosen(chosen) => self.member(chosen.member),
            Event::StatusReserved(reserved) => self.member(reserved.member),
            Event::StatusChanged(changed) => self.member(changed.member),
            Event::AcwStarted(started) => self.member(started.member),
            Event::AcwExtended(extended) => self.member(extended.member),
            Event::AcwEnded(ended) => self.member(ended.member),
            Event::ContactArrived(arrived) => self.contact(arrived.contact),
            Event::CallDialled(dialled) => {
                self.contact(dialled.contact);
                self.member(dialled.member);
            }
            Event::CallProgressed(progressed) => self.contact(progressed.contact),
            Event::CallOutLimited(limited) => self.contact(limited.contact),
            Event::NoticeStarted(started) => self.contact(started.contact),
            Event::NoticePlayed(played) => self.contact(played.contact),
            Event::FlowMoved(moved) => self.contact(moved.contact),
            Event::QueueEntered(entered) => {
                self.contact(entered.contact);
                self.groups.insert(entered.group);
            }
            Event::OfferMade(made) => self.offered(made),
            Event::OfferEnded(ended) => {
                self.contact(ended.contact);
                self.rung.insert(ended.member);
                let why = gone(ended.end);
                self.gone.extend(why.map(|why| ((ended.member, ended.contact), why)));
            }
            Event::MemberJoined(joined) => self.joined(joined.member, joined.contact),
            Event::MemberLeft(left) => self.left(left.member, left.contact),
            Event::CallTransferred(handed) => {
                self.gone.insert((handed.member, handed.contact), Gone::Transferred);
            }
            Event::ExternalMoved(moved) => self.external_moved(*moved),
            Event::InternalMoved(moved) => self.internal_moved(*moved),
            Event::ConsultMoved(moved) => self.consult_moved(*moved),
            Event::TalkStarted(started) => self.contact(started.contact),
            Event::RecordingStarted(started) => self.contact(started.contact),
            Event::RecordingPaused(paused) => self.contact(paused.contact),
            Event::RecordingResumed(resumed) => self.contact(resumed.contact),
            Event::RecordingEnded(ended) => self.contact(ended.contact),
            Event::HoldChanged(changed) => self.contact(changed.contact),
            Event::MuteChanged(changed) => self.contact(changed.contact),
            Event::AgentSilenceChanged(changed) => self.contact(changed.contact),
            Event::MessageAdded(added) => self.said(added),
            Event::ContactEnded(ended) => self.ended(ended.contact, ended.reason),
            Event::ConfigChanged(_) => self.reorganised = true,
            Event::PhoneChanged(changed) => {
                self.phones.insert(changed.phone);
            }
            Event::SelfServiceStarted(started) => self.contact(started.contact),
            Event::SelfServiceEnded(ended) => self.contact(ended.contact),
            Event::SatisfactionAsked(asked) => self.contact(asked.contact),
            Event::RatingInvited(invited) => self.contact(invited.contact),
            Event::RatingGiven(given) => {
                self.contact(given.contact);
                self.rated.insert(given.contact, given.customer);
            }
            Event::SurveyStarted(started) => self.surveyed(started.member, started.contact),
            Event::KeyPressed(pressed) => self.contact(pressed.contact),
            Event::OfferSeen(_)
            | Event::KeysSent(_)
            | Event::MissForgiven(_)
            | Event::HoldBackEnded(_)
            | Event::DayBegan(_) => {}
        }
    }

    fn said(&mut self, added: &MessageAdded) {
        self.contact(added.contact);
        self.messages.insert((added.contact, added.sequence, added.message));
    }

    fn offered(&mut self, made: &OfferMade) {
        self.contact(made.contact);
        self.groups.insert(made.group);
        self.opened.insert((made.member, made.contact));
        self.rung.insert(made.member);
    }

    fn joined(&mut self, member: MemberId, contact: ContactId) {
        self.contact(contact);
        self.member(member);
        self.opened.insert((member, contact));
    }

    fn left(&mut self, member: MemberId, contact: ContactId) {
        self.contact(contact);
        self.member(member);
        let why = self.gone.entry((member, contact)).or_insert(Gone::PassedOn);
        // Who hands a call over leaves it right after.
        if *why != Gone::Transferred {
            *why = Gone::PassedOn;
        }
    }

    fn external_moved(&mut self, moved: ExternalMoved) {
        self.contact(moved.contact);
        self.phones.extend(moved.far_end.phone());
        let handed = moved.handed_by().map(|by| (by, moved.contact));
        self.gone.extend(handed.map(|handed| (handed, Gone::Transferred)));
    }

    fn internal_moved(&mut self, moved: InternalMoved) {
        self.contact(moved.contact);
        self.phones.extend(moved.callee.phone());
        match moved.step {
            InternalStep::Dialled { .. } => {
                self.member(moved.caller);
                self.rung.extend(moved.callee.member());
            }
            InternalStep::Rung { .. } => self.member(moved.caller),
            InternalStep::Joined { .. } => self.members.extend(moved.callee.member()),
            InternalStep::Started
            | InternalStep::Held { .. }
            | InternalStep::Muted { .. }
            | InternalStep::Silent { .. } => {}
        }
    }

    /// VC30: in an internal call nobody is a customer, and who is lost is a colleague.
    pub(super) fn was_internal(&mut self, contact: ContactId) {
        let is_lost = self.ended.get(&contact) == Some(&EndReason::AgentLost);
        for (_, why) in self.gone.iter_mut().filter(|((_, of), _)| *of == contact) {
            *why = match *why {
                Gone::CustomerLeft => Gone::CalledOff,
                Gone::Ended if is_lost => Gone::ColleagueLost,
                same => same,
            };
        }
    }

    fn consult_moved(&mut self, moved: ConsultMoved) {
        let ConsultMoved { contact, member, step, .. } = moved;
        self.contact(contact);
        self.member(member);
        let gone = match step {
            ConsultStep::Ended { why: ConsultEnd::CallOver } => Some(Gone::Ended),
            ConsultStep::CalledOff | ConsultStep::Ended { .. } => Some(Gone::ConsultOver),
            ConsultStep::Joined { .. }
            | ConsultStep::Started
            | ConsultStep::Turned { .. }
            | ConsultStep::Muted { .. }
            | ConsultStep::Completed
            | ConsultStep::RingsOn { .. } => None,
        };
        self.gone.extend(gone.map(|why| ((member, contact), why)));
    }

    /// VC22: for the member the call is over.
    fn surveyed(&mut self, member: MemberId, contact: ContactId) {
        self.contact(contact);
        self.gone.insert((member, contact), Gone::Ended);
    }

    fn ended(&mut self, contact: ContactId, reason: EndReason) {
        self.ended.insert(contact, reason);
        for ((_, of), why) in &mut self.gone {
            if *of == contact && *why == Gone::PassedOn {
                *why = end_of(reason);
            }
        }
    }

    fn member(&mut self, member: MemberId) {
        self.members.insert(member);
    }

    fn contact(&mut self, contact: ContactId) {
        self.contacts.insert(contact);
    }
}

/// VC06: a call out that was not answered says why.
const fn end_of(reason: EndReason) -> Gone {
    match reason {
        EndReason::Busy => Gone::Busy,
        EndReason::NoAnswer => Gone::NoAnswer,
        EndReason::Rejected => Gone::Rejected,
        EndReason::InvalidNumber => Gone::InvalidNumber,
        EndReason::NoLine => Gone::NoLine,
        _ => Gone::Ended,
    }
}

/// Why it left the screen; `None` for an offer that became a contact of the agent's.
const fn gone(end: OfferEnd) -> Option<Gone> {
    match end {
        OfferEnd::Accepted => None,
        OfferEnd::Declined => Some(Gone::Declined),
        OfferEnd::Missed => Some(Gone::Missed),
        OfferEnd::Unseen => Some(Gone::Unseen),
        OfferEnd::Cancelled => Some(Gone::CustomerLeft),
        OfferEnd::AgentGone => Some(Gone::PassedOn),
    }
}
