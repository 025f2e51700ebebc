//! The clocks of a session: a silent customer is told that it ends, and it does, unless the agent keeps it open (DK04); a
//! customer who waits for an answer is brought to mind, and in the end back to the group (DK15).

use super::Step;
use crate::{
    ContactId, EndReason, Event, GroupKind, MemberId, Millis, Refused, SessionMoved, SessionStep,
    WaitStage,
};

/// DK04: what "Keep open" gives the customer, from now on.
pub const KEEP_OPEN: Millis = Millis::from_secs(600);

impl Step<'_> {
    /// An end that is further away already stays where it is.
    pub(super) fn keep_open(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        let session = self.own(member, contact, GroupKind::Chat)?;
        let ends_at = session.messages.ends_at.ok_or(Refused::NotEnding)?;
        let until = self.now.after(KEEP_OPEN);
        if until > ends_at {
            self.session_moves(contact, member, SessionStep::KeptOpen { until });
        }
        Ok(())
    }

    /// DK04: whoever was first is right: a reply that comes now is one to a session that has ended.
    pub(super) fn silence_over(&mut self, contact: ContactId) {
        self.end(contact, EndReason::CustomerTimeout);
    }

    pub(super) fn end_is_near(&mut self, contact: ContactId) {
        let Some(session) = self.acd.contact(contact) else { return };
        if let (Some(member), Some(ends_at)) = (session.member(), session.messages.ends_at) {
            self.session_moves(contact, member, SessionStep::EndTold { ends_at });
        }
    }

    pub(super) fn left_unanswered(&mut self, contact: ContactId) {
        let Some(session) = self.acd.contact(contact) else { return };
        let Some(member) = session.member() else { return };
        match session.messages.unanswered.map(|unanswered| unanswered.next) {
            Some(WaitStage::Reminded) => {
                self.session_moves(contact, member, SessionStep::Reminded);
            }
            Some(WaitStage::Overdue) => self.session_moves(contact, member, SessionStep::Overdue),
            Some(WaitStage::TakenBack) => {
                self.session_moves(contact, member, SessionStep::TakenBack);
                self.take_from(contact, member);
            }
            Some(WaitStage::Calm) | None => {}
        }
    }

    fn session_moves(&mut self, contact: ContactId, member: MemberId, step: SessionStep) {
        let at = self.now;
        self.record(Event::SessionMoved(SessionMoved { contact, member, step, at }));
    }
}
