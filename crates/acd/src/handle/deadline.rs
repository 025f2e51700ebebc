//! The passing of time. Deadlines act one by one in their order, each followed by matching, so that a late
//! wake-up (F21) leads to the same as a punctual one.

use super::Step;
use crate::state::{QuietCost, Timer};
use crate::{
    Browser, BrowserChanged, ConsultEnd, ContactId, EndReason, Event, HoldBackEnded, MemberId,
    Notice, OfflineWhy,
};

impl Step<'_> {
    pub(super) fn deadlines(&mut self) {
        while self.acd.due(self.now, 0).is_some() {
            self.one_deadline(0);
            self.settle_and_match();
        }
    }

    pub(super) fn one_deadline(&mut self, behind: u32) {
        let Some(due) = self.acd.due(self.now, behind) else { return };
        let recorded = self.out.len();
        self.fire(due.timer);
        assert!(self.out.len() > recorded, "I23: {due:?} came, and there was nothing to do");
    }

    fn fire(&mut self, timer: Timer) {
        match timer {
            Timer::AfterCallWork { member } => self.acw_over(member),
            Timer::Quiet { member } => self.quiet_over(member),
            Timer::Unseen { contact } => self.unseen(contact),
            Timer::Ring { contact } => self.missed(contact),
            Timer::NoAnswer { contact } => {
                if !self.external_unanswered(contact) {
                    self.end(contact, EndReason::NoAnswer);
                }
            }
            Timer::Media { contact } => self.media_failed(contact),
            Timer::Prompt { contact } => self.prompt_over(contact),
            Timer::Flow { contact } => self.flow_told(contact, flow::Input::DeadlineReached),
            Timer::Rejoin { contact } => self.rejoin_over(contact),
            Timer::HoldBack { contact, member } => {
                self.record(Event::HoldBackEnded(HoldBackEnded { contact, member }));
            }
            Timer::Silence { contact } => self.end(contact, EndReason::CustomerTimeout),
            Timer::RecordingPause { contact } => self.recording_pause_over(contact),
            Timer::Limit { contact } => self.external_limit(contact),
            Timer::CallOut { contact } => self.call_out_limit(contact),
            Timer::WaitOver { contact } => self.end(contact, EndReason::WaitedTooLong),
        }
    }

    /// ST10: the next thing that a quiet browser costs.
    fn quiet_over(&mut self, member: MemberId) {
        match self.acd.quiet_cost(member, self.now) {
            Some(QuietCost::Status) => self.offline(member, OfflineWhy::ConnectionLost),
            Some(QuietCost::Session(session)) => self.take_from(session, member),
            Some(QuietCost::Browser) => {
                let browser = Browser::Gone;
                self.record(Event::BrowserChanged(BrowserChanged { member, browser }));
            }
            None => {}
        }
    }

    /// The accept was not confirmed by sound: the next agent gets the call.
    fn media_failed(&mut self, contact: ContactId) {
        if let Some(call) = self.internal(contact) {
            let callee = call.callee.target().member();
            return self.end_internal(contact, EndReason::MediaTimeout, callee);
        }
        if self.acd.contact(contact).is_some_and(|call| call.talk().is_some()) {
            // VC15: the one who waits for it has not left the talk.
            return self.end_consult(contact, ConsultEnd::Unreachable);
        }
        if let Some(member) = self.acd.contact(contact).and_then(crate::Contact::member) {
            self.take_from(contact, member);
            self.after_call_without_work(member);
        }
    }

    /// VC01, VC43: the report of its end was lost.
    fn prompt_over(&mut self, contact: ContactId) {
        match self.acd.contact(contact).map(|call| call.notice) {
            Some(Notice::NotPlayed) => self.greeting_ended(contact),
            Some(Notice::Playing { .. }) => self.notice_ended(contact),
            Some(Notice::Played) | None => {}
        }
    }

    /// VC51: the agent did not come back in time.
    fn rejoin_over(&mut self, contact: ContactId) {
        self.internal_lost(contact);
        if let Some(member) = self.acd.contact(contact).and_then(crate::Contact::member) {
            self.take_from(contact, member);
            self.offline(member, OfflineWhy::ConnectionLost);
        }
    }
}
