//! Status choices (ST04, ST05, ST07–ST09) and logout (AC13).

use super::Step;
use crate::label::Left;
use crate::{
    Actor, AcwEnd, AcwEnded, AcwExtended, AfterAcw, AfterLogin, Allowed, BreakReason, Choice,
    Chosen, ContactId, Event, Label, MemberId, OfferEnd, OfflineWhy, Refused, StatusChosen,
    StatusReserved,
};

impl Step<'_> {
    /// AC07, ST09. Does nothing for a member who is not Offline.
    pub(super) fn go_online(&mut self, member: MemberId) {
        let Some(Chosen::Offline { why }) = self.acd.agent(member).map(|agent| agent.chosen) else {
            return;
        };
        let login = why == OfflineWhy::LoggedOut;
        let to = match self.acd.settings().after_login {
            AfterLogin::Offline if login => Chosen::Offline { why: OfflineWhy::ByHand },
            AfterLogin::Offline | AfterLogin::Available => Chosen::Available,
        };
        self.choose(member, to, Actor::Oneself);
    }

    pub(super) fn set_status(&mut self, member: MemberId, choice: Choice) -> Result<(), Refused> {
        let to = self.chosen(choice)?;
        match (self.label(member).permissions().left, choice) {
            (Left::ByReserving, _) => return Err(Refused::InLine),
            (Left::ByOnline, Choice::Offline) => return Ok(()),
            (Left::ByOnline, Choice::Available | Choice::Busy | Choice::OnBreak { .. }) => {
                return Err(Refused::Offline);
            }
            (Left::ByHand | Left::ByButtonOrChoice, _) => {}
        }
        self.end_acw(member, AcwEnd::StatusChosen);
        self.reserve(member, None);
        self.leave_by_hand(member, to);
        Ok(())
    }

    pub(super) fn reserve_status(
        &mut self,
        member: MemberId,
        choice: Choice,
    ) -> Result<(), Refused> {
        if self.label(member) != Label::InLine {
            return Err(Refused::NotInLine);
        }
        let to = self.chosen(choice)?;
        self.reserve(member, Some(to));
        Ok(())
    }

    /// While In line, and in the after-call-work that follows.
    pub(super) fn cancel_reserved_status(&mut self, member: MemberId) -> Result<(), Refused> {
        let reserved = self.acd.agent(member).is_some_and(|agent| agent.next.is_some());
        if !reserved && self.label(member) != Label::InLine {
            return Err(Refused::NotInLine);
        }
        self.reserve(member, None);
        Ok(())
    }

    pub(super) fn back_to_reception(&mut self, member: MemberId) -> Result<(), Refused> {
        if self.label(member) != Label::AfterCallWork {
            return Err(Refused::NotInAcw);
        }
        self.end_acw(member, AcwEnd::BackToReception);
        self.reserve(member, None);
        self.choose(member, Chosen::Available, Actor::Oneself);
        Ok(())
    }

    pub(super) fn continue_acw(&mut self, member: MemberId) -> Result<(), Refused> {
        let acw = self.acd.agent(member).filter(|agent| agent.label() == Label::AfterCallWork);
        let acw = acw.and_then(|agent| agent.acw).ok_or(Refused::NotInAcw)?;
        if !acw.extended() {
            self.record(Event::AcwExtended(AcwExtended { member }));
        }
        Ok(())
    }

    pub(super) fn log_out(&mut self, member: MemberId) -> Result<(), Refused> {
        if self.label(member) == Label::InLine {
            return Err(Refused::InLine);
        }
        self.end_acw(member, AcwEnd::LoggedOut);
        self.reserve(member, None);
        self.leave_by_hand(member, Chosen::Offline { why: OfflineWhy::LoggedOut });
        self.hand_back_sessions(member);
        Ok(())
    }

    /// ST07: the countdown is over, with or without a browser. Who called for help while Offline (VC44) is so again: only a
    /// person brings a member back (ST09).
    pub(super) fn acw_over(&mut self, member: MemberId) {
        self.end_acw(member, AcwEnd::CountdownOver);
        let agent = self.acd.agent(member);
        let reserved = agent.and_then(|agent| agent.next);
        let was_offline = agent.is_some_and(|agent| agent.chosen.is_offline());
        if reserved.is_some() {
            self.use_reserved(member);
        } else if self.acd.settings().after_acw == AfterAcw::Available && !was_offline {
            self.choose(member, Chosen::Available, Actor::System);
        }
        self.give_back_unless_allowed(member);
    }

    /// What was handed to an agent in after-call-work may still ring when the status that follows forbids it.
    fn give_back_unless_allowed(&mut self, member: MemberId) {
        let ringing = self.acd.agent(member).and_then(|agent| agent.offer);
        if let Some(contact) = ringing
            && self.may_not_ring(member, contact)
            && let Some(ended) = self.end_offer(contact, OfferEnd::AgentGone)
        {
            self.go_on(contact, &ended);
        }
    }

    fn may_not_ring(&self, member: MemberId, contact: ContactId) -> bool {
        let row = self.label(member).permissions();
        let cell = if self.is_voice(contact) { row.calls_in } else { row.sessions_in };
        cell == Allowed::No
    }

    /// VC44: whoever calls for help has no time for the offer that rings. Nobody declined or missed it.
    pub(super) fn give_back_for_a_call(&mut self, member: MemberId) {
        let ringing = self.acd.agent(member).and_then(|agent| agent.offer);
        if let Some(contact) = ringing
            && let Some(ended) = self.end_offer(contact, OfferEnd::AgentGone)
        {
            self.go_on(contact, &ended);
        }
    }

    /// A call that leads to no after-call-work: a reserved status takes effect at once, else the chosen one
    /// shows again.
    pub(super) fn after_call_without_work(&mut self, member: MemberId) {
        self.use_reserved(member);
    }

    /// The system gives the member up: connection lost, unreachable.
    pub(super) fn offline(&mut self, member: MemberId, why: OfflineWhy) {
        self.end_acw(member, AcwEnd::ConnectionLost);
        self.reserve(member, None);
        self.choose(member, Chosen::Offline { why }, Actor::System);
    }

    pub(super) fn choose(&mut self, member: MemberId, to: Chosen, actor: Actor) {
        if self.acd.agent(member).is_some_and(|agent| agent.chosen != to) {
            self.record(Event::StatusChosen(StatusChosen { member, to, actor }));
        }
    }

    /// AC13, ST10.
    pub(super) fn hand_back_sessions(&mut self, member: MemberId) {
        let sessions: Vec<ContactId> = self.acd.sessions_of(member).map(|found| found.id).collect();
        for session in sessions {
            self.take_from(session, member);
        }
    }

    /// ST04: leaving Available while an offer rings returns the offer as a decline does.
    fn leave_by_hand(&mut self, member: MemberId, to: Chosen) {
        let ringing = self.acd.agent(member).and_then(|agent| agent.offer);
        let returned = ringing.filter(|_| to != Chosen::Available);
        let ended = returned.and_then(|contact| self.end_offer(contact, OfferEnd::Declined));
        self.choose(member, to, Actor::Oneself);
        if let (Some(contact), Some(ended)) = (returned, ended) {
            self.go_on(contact, &ended);
        }
    }

    fn use_reserved(&mut self, member: MemberId) {
        if let Some(next) = self.acd.agent(member).and_then(|agent| agent.next) {
            self.reserve(member, None);
            self.choose(member, next, Actor::System);
        }
    }

    pub(super) fn reserve(&mut self, member: MemberId, next: Option<Chosen>) {
        if self.acd.agent(member).is_some_and(|agent| agent.next != next) {
            self.record(Event::StatusReserved(StatusReserved { member, next }));
        }
    }

    pub(super) fn end_acw(&mut self, member: MemberId, how: AcwEnd) {
        if self.acd.agent(member).is_some_and(|agent| agent.acw.is_some()) {
            self.record(Event::AcwEnded(AcwEnded { member, how }));
        }
    }

    fn chosen(&self, choice: Choice) -> Result<Chosen, Refused> {
        Ok(match choice {
            Choice::Available => Chosen::Available,
            Choice::Busy => Chosen::Busy,
            Choice::OnBreak { reason: id } => {
                if !self.acd.settings().break_reasons.contains(&id) {
                    return Err(Refused::UnknownBreakReason);
                }
                Chosen::OnBreak { reason: BreakReason::Listed { id } }
            }
            Choice::Offline => Chosen::Offline { why: OfflineWhy::ByHand },
        })
    }

    fn label(&self, member: MemberId) -> Label {
        self.acd.label(member).unwrap_or(Label::Offline)
    }
}
