//! Re-INVITEs of ours, and what happens when two meet.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use sipx_sip::{HeaderName, Message, Method, Response};

use super::Endpoint;
use crate::alarm::Alarm;
use crate::call::{Call, Course, Reoffer};
use crate::cause::Cause;
use crate::event::{CallId, EndedBy, Event, Output};
use crate::headers;
use crate::incoming::Envelope;
use crate::offer_answer::RemoteDescription;
use crate::session_timer::SessionTimer;
use crate::transactions::{Role, TransactionId};

impl Endpoint {
    /// Offers the far end the sound anew, from `media`: to move, or to ask whether it is still
    /// there (F36, F37). The answer is [`Event::Reoffered`] or [`Event::ReofferRefused`].
    pub fn reoffer(&mut self, call: CallId, media: SocketAddr, now: Instant) -> Vec<Output> {
        if let Some(Call::Up(up)) = self.calls.get_mut(&call) {
            up.local.move_to(media);
            up.is_refresh = false;
            if up.reoffer == Reoffer::None {
                up.reoffer = Reoffer::Wanted;
            }
            self.send_reoffer(call, now);
        }
        self.take_outputs()
    }

    /// The wait after a glare is over.
    pub(super) fn reoffer_again(&mut self, call: CallId, now: Instant) {
        if let Some(Call::Up(up)) = self.calls.get_mut(&call) {
            up.reoffer = Reoffer::Wanted;
            self.send_reoffer(call, now);
        }
    }

    /// Sends the re-INVITE that is wanted, unless another INVITE of the dialog is under way: then
    /// its end brings us back here (RFC 3261 §14.1).
    pub(super) fn send_reoffer(&mut self, call: CallId, now: Instant) {
        let sender = self.sender();
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        let free = up.unacknowledged.is_none() && up.course == Course::Talking;
        if up.reoffer != Reoffer::Wanted || !free {
            return;
        }
        let contact = up.dialog.contact(sender.ours);
        let cseq = up.dialog.next_cseq();
        let reinvite = up.dialog.request(&Method::Invite, cseq, &sender, &self.peers);
        let Some(mut outgoing) = reinvite else { return };
        let offer = up.local.offer(&self.codecs);
        let request = &mut outgoing.request;
        headers::set(&mut request.headers, HeaderName::Contact, contact);
        headers::set(&mut request.headers, HeaderName::Allow, headers::ALLOW);
        up.ask_for_timer(&mut request.headers);
        headers::announce(&mut request.headers, &offer);
        request.set_body(offer.into());
        up.reoffer = Reoffer::Pending;
        let role = Role::Reoffer { call, dialog: Box::new(up.dialog.clone()), ack: None };
        self.send(outgoing, role, now);
    }

    pub(super) fn reoffer_answered(
        &mut self,
        id: TransactionId,
        response: &Response,
        envelope: &Envelope,
        now: Instant,
    ) {
        let Some(client) = self.transactions.client(id) else { return };
        let Role::Reoffer { call, .. } = client.role else { return };
        match response.status.code() {
            100..=199 => {}
            200..=299 => {
                let is_first = self.acknowledge_reoffer(id, envelope);
                if is_first {
                    self.reoffer_accepted(call, response, now);
                }
            }
            491 => self.defer_reoffer(call, now),
            422 if self.is_longer(call, response) => self.reoffer_again(call, now),
            // RFC 3261 §12.2.1.2: the far end has lost the dialog.
            408 | 481 => self.lost(call, now),
            status => {
                if self.end_reoffer(call) == Some(Asked::ByOwner) {
                    self.tell(Event::ReofferRefused { call, status });
                }
            }
        }
    }

    /// The far end has forgotten the call, or does not answer any more.
    pub(super) fn lost(&mut self, call: CallId, now: Instant) {
        if matches!(self.calls.get(&call), Some(Call::Up(up)) if up.course == Course::Talking) {
            self.tell(Event::Ended { call, by: EndedBy::Timeout, cause: None });
            self.leave(call, Cause::TEMPORARY_FAILURE, now);
        }
    }

    /// ACKs the 2xx to a re-INVITE, each copy of it alike. Gives whether it was the first.
    fn acknowledge_reoffer(&mut self, id: TransactionId, envelope: &Envelope) -> bool {
        let sender = self.sender();
        let Some(client) = self.transactions.client(id) else { return false };
        let Role::Reoffer { dialog, ack, .. } = &mut client.role else { return false };
        if let Some((to, datagram)) = ack.clone() {
            self.transmit(to, datagram);
            return false;
        }
        let request = dialog.request(&Method::Ack, envelope.cseq, &sender, &self.peers);
        let Some(outgoing) = request else { return false };
        let datagram = Message::Request(outgoing.request).to_bytes();
        *ack = Some((outgoing.to, datagram.clone()));
        self.transmit(outgoing.to, datagram);
        true
    }

    fn reoffer_accepted(&mut self, call: CallId, response: &Response, now: Instant) {
        let Some(asked) = self.end_reoffer(call) else { return };
        let answer = RemoteDescription::answer(response.body(), &self.codecs);
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        up.dialog.refresh_target(&response.headers);
        up.learn(&response.headers);
        let told = match answer {
            Ok(answer) => {
                up.local.agree(&answer.media);
                let is_news = up.media.replace(answer.media) != Some(answer.media);
                (is_news || asked == Asked::ByOwner)
                    .then_some(Event::Reoffered { call, media: answer.media })
            }
            Err(_) => {
                (asked == Asked::ByOwner).then_some(Event::ReofferRefused { call, status: 488 })
            }
        };
        self.time_session(call, SessionTimer::of(response), now);
        if let Some(event) = told {
            self.tell(event);
        }
    }

    /// Two re-INVITEs met. The owner of the Call-ID waits longer, so that they do not meet again.
    fn defer_reoffer(&mut self, call: CallId, now: Instant) {
        let dice = self.tokens.number();
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        let (least_ms, steps) = if up.dialog.is_opened_by_us() { (2_100, 190) } else { (0, 200) };
        up.reoffer = Reoffer::Deferred;
        let wait = Duration::from_millis(least_ms + 10 * (dice % (steps + 1)));
        self.timers.set(Alarm::Reoffer(call), now + wait);
    }

    /// Gives who asked for it, if the call is still there to hear of it.
    fn end_reoffer(&mut self, call: CallId) -> Option<Asked> {
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return None };
        up.reoffer = Reoffer::None;
        let asked =
            if std::mem::take(&mut up.is_refresh) { Asked::ByTimer } else { Asked::ByOwner };
        (up.course == Course::Talking).then_some(asked)
    }
}

/// Who wanted an offer to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    ByOwner,
    /// Nobody needs to hear of it, unless it changes something after all.
    ByTimer,
}
