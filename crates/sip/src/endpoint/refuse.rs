//! Requests that are turned away, and the answers that need no memory.

use std::time::{Duration, Instant};

use sipx_sip::{HeaderName, Message, Request, Response};

use super::Endpoint;
use super::invited::{addressed_to_a_telephone, no_extension_required};
use crate::headers;
use crate::hop::Hop;
use crate::incoming::Envelope;
use crate::response;
use crate::salvage::Salvaged;
use crate::transactions::Key;

/// Server transactions that may be open for each call of the limit. Each lives 32 s, so this is
/// how fast calls may come and go.
const TRANSACTIONS_PER_CALL: usize = 16;

/// A request that matched no transaction.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) request: Request,
    pub(super) envelope: Envelope,
    pub(super) key: Key,
    pub(super) reply_to: Hop,
    pub(super) source: Hop,
}

impl Received {
    /// Where requests of a dialog that it opens go back to. Datagrams go where they came from; a
    /// connection can be opened to where Via says that somebody listens.
    pub(super) fn way_back(&self) -> Hop {
        if self.source.transport.is_stream() { self.reply_to } else { self.source }
    }
}

/// A final response with the headers that explain it.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    header: Option<(HeaderName, String)>,
}

impl Refusal {
    pub(super) fn new(status: u16) -> Self {
        Self { status, header: None }
    }

    pub(super) fn with(status: u16, name: HeaderName, value: impl Into<String>) -> Self {
        Self { status, header: Some((name, value.into())) }
    }

    pub(super) fn retry_after(status: u16, wait: Duration) -> Self {
        Self::with(status, HeaderName::RetryAfter, wait.as_secs().to_string())
    }

    /// RFC 3261 §8.2.1: a method that we know of and do not serve is 405, any other is 501.
    pub(super) fn not_served(status: u16) -> Self {
        Self::with(status, HeaderName::Allow, headers::ALLOW)
    }

    pub(super) fn response(&self, request: &Request, to_tag: &str) -> Option<Response> {
        let mut response = response::to(request, self.status, to_tag)?;
        if let Some((name, value)) = &self.header {
            headers::set(&mut response.headers, name.clone(), value.clone());
        }
        Some(response)
    }
}

impl Endpoint {
    /// Turns an INVITE away. Its transaction repeats the refusal until the ACK, and keeps a late
    /// copy of the INVITE from ringing anybody after all; when too many are open, memory goes
    /// before comfort and the refusal is said once.
    pub(super) fn refuse(&mut self, received: &Received, refusal: &Refusal, now: Instant) {
        if !self.has_room() {
            return self.answer_once(received, refusal);
        }
        let to_tag = self.tokens.draw();
        if let Some(response) = refusal.response(&received.request, &to_tag) {
            let id = self.open(received, None, now);
            self.respond(id, response, now);
        }
    }

    /// Answers without a transaction: the same request gets the same answer again
    /// (RFC 3261 §8.2.7).
    pub(super) fn answer_once(&mut self, received: &Received, refusal: &Refusal) {
        let to_tag = self.tokens.stable(&[b"once", received.key.as_bytes()]);
        if let Some(response) = refusal.response(&received.request, &to_tag) {
            self.transmit(received.reply_to, Message::Response(response).to_bytes());
        }
    }

    /// OPTIONS are answered as an INVITE would be (RFC 3261 §11.2), but for its offer: a trunk that
    /// asks whether we are there is told so even when we are full.
    pub(super) fn answer_options(&mut self, received: &Received) {
        let checked = addressed_to_a_telephone(&received.request)
            .and_then(|()| no_extension_required(&received.request));
        if let Err(refusal) = checked {
            return self.answer_once(received, &refusal);
        }
        let to_tag = self.tokens.stable(&[b"once", received.key.as_bytes()]);
        let Some(mut response) = response::to(&received.request, 200, &to_tag) else { return };
        headers::set(&mut response.headers, HeaderName::Allow, headers::ALLOW);
        headers::set(&mut response.headers, HeaderName::Accept, headers::SDP);
        headers::set(&mut response.headers, HeaderName::Supported, headers::SUPPORTED);
        self.transmit(received.reply_to, Message::Response(response).to_bytes());
    }

    /// Answers a request that is too broken to act on.
    pub(super) fn answer_unread(&mut self, salvaged: &Salvaged, source: Hop) {
        let to_tag = self.tokens.stable(&[b"unread", salvaged.call_id()]);
        if let Some((to, datagram)) = salvaged.answer(source, &to_tag) {
            self.transmit(to, datagram);
        }
    }

    /// Whether another server transaction may be opened.
    pub(super) fn has_room(&self) -> bool {
        let most = self.limits.calls.saturating_mul(TRANSACTIONS_PER_CALL).saturating_add(64);
        self.transactions.servers() < most
    }
}
