//! Provisional responses that do not get lost: 100rel and PRACK (RFC 3262).

use std::time::Instant;

use sipx_sip::rel::{Numbering, Offered, RAck, RSeq, Received as Order};
use sipx_sip::{CSeq, HeaderName, Headers, Message, Method, Response};

use super::Endpoint;
use super::answered::FORKS_MAX;
use super::refuse::{Received, Refusal};
use crate::alarm::{Alarm, GIVE_UP, T1};
use crate::call::{Call, Reliable, Unpracked};
use crate::event::{CallId, EndedBy, Event};
use crate::headers;
use crate::incoming::Envelope;
use crate::transactions::{Role, TransactionId};

impl Endpoint {
    /// What an INVITE makes of our provisional responses: reliable where it insists.
    pub(super) fn reliable_for(&mut self, received: &Received) -> Option<Reliable> {
        let first = u32::try_from(self.tokens.number() >> 34).unwrap_or(1);
        Offered::in_request(&received.request)
            .required
            .then(|| Reliable { numbering: Numbering::starting_at(first), pending: None })
    }

    /// Numbers a provisional response; `false`: the one before is not acknowledged, so this one must
    /// wait, and nobody will miss it.
    pub(super) fn number(&mut self, call: CallId, response: &mut Response, now: Instant) -> bool {
        let Some(Call::Invited(invited)) = self.calls.get_mut(&call) else { return false };
        let Some(reliable) = &mut invited.reliable else { return true };
        let Some(number) = reliable.numbering.allocate() else { return false };
        let Some(server) = self.transactions.server(invited.transaction) else { return false };
        headers::set(&mut response.headers, HeaderName::Require, sipx_sip::rel::OPTION_TAG);
        headers::set(&mut response.headers, HeaderName::RSeq, number.to_string());
        reliable.pending = Some(Unpracked {
            datagram: Message::Response(response.clone()).to_bytes(),
            to: server.to,
            interval: T1,
            give_up_at: now + GIVE_UP,
        });
        self.timers.set(Alarm::Unpracked(call), now + T1);
        true
    }

    /// No PRACK yet: say it again, or give up (RFC 3262 §3).
    pub(super) fn unpracked(&mut self, call: CallId, now: Instant) {
        let Some(Call::Invited(invited)) = self.calls.get_mut(&call) else { return };
        let Some(waiting) = invited.reliable.as_mut().and_then(|all| all.pending.as_mut()) else {
            return;
        };
        if now >= waiting.give_up_at {
            self.decline(call, &Refusal::new(504), now);
            return self.tell(Event::Ended { call, by: EndedBy::Timeout, cause: None });
        }
        waiting.interval = waiting.interval.saturating_mul(2);
        let (to, datagram) = (waiting.to, waiting.datagram.clone());
        let next = (now + waiting.interval).min(waiting.give_up_at);
        self.timers.set(Alarm::Unpracked(call), next);
        self.transmit(to, datagram);
    }

    /// A PRACK. One that crosses our 200 acknowledges as well as one before it.
    pub(super) fn pracked(&mut self, call: CallId, received: &Received, now: Instant) {
        let headers = &received.request.headers;
        let Some(Ok(ack)) = headers.typed::<RAck>() else {
            return self.answer_within(received, &Refusal::new(400), now);
        };
        let invite = match self.calls.get(&call) {
            Some(Call::Invited(invited)) => self.transactions.server(invited.transaction),
            _ => None,
        };
        let invite = invite.and_then(|server| {
            server.machine.request().headers.typed::<CSeq>()?.ok().map(|cseq| cseq.sequence)
        });
        let reliable = match self.calls.get_mut(&call) {
            Some(Call::Invited(invited)) => invited.reliable.as_mut(),
            Some(Call::Up(up)) => up.reliable.as_mut(),
            Some(Call::Calling(_)) | None => None,
        };
        let cseq = invite.unwrap_or(ack.cseq);
        let matches = reliable.is_some_and(|reliable| {
            let matches = reliable.numbering.acknowledge(&ack, cseq, b"INVITE");
            if matches {
                reliable.pending = None;
            }
            matches
        });
        if !matches {
            return self.answer_within(received, &Refusal::new(481), now);
        }
        self.timers.clear(&Alarm::Unpracked(call));
        // Our provisional responses describe nothing, so there is no offer to be made here.
        let status = if received.request.body().is_empty() { 200 } else { 488 };
        self.answer_within(received, &Refusal::new(status), now);
    }

    /// Acknowledges a provisional response that wants it. `false`: it is a copy, or one before it is
    /// missing and it will come again.
    pub(super) fn prack(
        &mut self,
        id: TransactionId,
        response: &Response,
        envelope: &Envelope,
        now: Instant,
    ) -> bool {
        let Some(number) = reliable_number(&response.headers) else { return true };
        let sender = self.sender();
        let Some(invitation) = self.invitation(id) else { return false };
        let known = invitation.heard.contains_key(&envelope.to_tag);
        if !known && invitation.heard.len() >= FORKS_MAX {
            return false;
        }
        let heard = invitation.heard.entry(envelope.to_tag.clone()).or_default();
        if heard.accept(number) != Order::Acknowledge {
            return false;
        }
        let cseq = invitation.dialog.next_cseq();
        let dialog = invitation.dialog.answered(&response.headers, envelope);
        let prack = dialog.request(&Method::Prack, cseq, &sender, &self.peers);
        if let Some(mut outgoing) = prack {
            let rack = RAck { rseq: number, cseq: envelope.cseq, method: b"INVITE".to_vec() };
            headers::set(&mut outgoing.request.headers, HeaderName::RAck, rack.to_string());
            self.send(outgoing, Role::Farewell, now);
        }
        true
    }
}

fn reliable_number(headers: &Headers) -> Option<u32> {
    let insists = headers.typed_all::<sipx_sip::headers::Require>().flatten().any(|tags| {
        tags.0.0.iter().any(|tag| tag.eq_ignore_ascii_case(sipx_sip::rel::OPTION_TAG.as_bytes()))
    });
    headers.typed::<RSeq>()?.ok().filter(|_| insists).map(|RSeq(number)| number)
}
