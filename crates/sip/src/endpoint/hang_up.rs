//! Ending calls from our side.

use std::time::Instant;

use sipx_sip::{HeaderName, Method};

use super::Endpoint;
use super::refuse::Refusal;
use crate::call::{Call, Course};
use crate::cause::Cause;
use crate::dialog::Dialog;
use crate::event::{CallId, EndedBy, Event, Output};
use crate::headers;
use crate::transactions::Role;

impl Endpoint {
    /// Ends the call in the way its state wants: a final response, CANCEL or BYE. The owner is
    /// done with it at once; what remains to be exchanged is the endpoint's matter.
    pub fn hang_up(&mut self, call: CallId, cause: Cause, now: Instant) -> Vec<Output> {
        match self.calls.get_mut(&call) {
            Some(Call::Invited(_)) => self.decline(call, &Refusal::new(480), now),
            Some(Call::Calling(_)) => self.give_up(call, now),
            Some(Call::Up(up)) => match up.course {
                Course::Leaving(_) => return self.take_outputs(),
                Course::Talking if up.awaits_first_ack() => up.course = Course::Leaving(cause),
                Course::Talking => self.leave(call, cause, now),
            },
            None => return self.take_outputs(),
        }
        self.tell(Event::Ended { call, by: EndedBy::Local, cause: None });
        self.take_outputs()
    }

    /// Says BYE and forgets the call.
    pub(super) fn leave(&mut self, call: CallId, cause: Cause, now: Instant) {
        if let Some(Call::Up(mut up)) = self.forget(call) {
            self.bye(&mut up.dialog, cause, now);
        }
    }

    pub(super) fn bye(&mut self, dialog: &mut Dialog, cause: Cause, now: Instant) {
        let (sender, cseq) = (self.sender(), dialog.next_cseq());
        let Some(mut bye) = dialog.request(&Method::Bye, cseq, &sender, &self.peers) else {
            return;
        };
        if let Some(reason) = cause.to_header_value() {
            headers::set(&mut bye.request.headers, HeaderName::Reason, reason);
        }
        self.send(bye, Role::Farewell, now);
    }
}
