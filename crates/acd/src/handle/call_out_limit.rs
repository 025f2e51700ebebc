//! VC06, I25: a call out does not last for ever, whoever has it by then. One for help does (VC44), and so does one that came in.

use super::Step;
use crate::{CallOutLimited, ContactId, EndReason, Event, LimitStep};

impl Step<'_> {
    /// It was answered.
    pub(super) fn limit_call_out(&mut self, contact: ContactId) {
        let pays = self.acd.contact(contact).is_some_and(|call| call.outgoing.is_some());
        if pays {
            let until = self.now.after(self.acd.settings().call_out_max);
            self.call_out_limited(contact, LimitStep::Set { until });
        }
        // Where the whole of it is short.
        let limit = self.acd.contact(contact).and_then(|call| call.limit);
        if limit.is_some_and(|limit| limit.due() <= self.now) {
            self.call_out_limit(contact);
        }
    }

    /// First who has it is told, then it is ended.
    pub(super) fn call_out_limit(&mut self, contact: ContactId) {
        let limit = self.acd.contact(contact).and_then(|call| call.limit);
        if limit.is_some_and(|limit| !limit.warned) {
            return self.call_out_limited(contact, LimitStep::Warned);
        }
        self.call_out_limited(contact, LimitStep::Reached);
        // RC01 has no word of its own for it; nobody hung up, and it was answered. Whom nobody outside has answered yet was
        // handed to nobody.
        let handed_out = self.external(contact).is_some_and(|line| line.is_answered());
        let reason = if handed_out { EndReason::TransferredOut } else { EndReason::Answered };
        self.end(contact, reason);
    }

    fn call_out_limited(&mut self, contact: ContactId, step: LimitStep) {
        let at = self.now;
        self.record(Event::CallOutLimited(CallOutLimited { contact, step, at }));
    }
}
