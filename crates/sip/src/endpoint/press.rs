//! Keys of ours as SIP INFO, for a far end that has agreed to no telephone events (VC21): one after the other, because their
//! order is all that they mean.

use std::time::Instant;

use sipx_sip::{HeaderName, Headers, Method, Response};

use super::Endpoint;
use crate::call::{Call, Course};
use crate::dtmf;
use crate::event::{CallId, Event, Output};
use crate::headers;
use crate::transactions::{Role, TransactionId};

/// Keys that wait for the answers to those before them; more are refused.
const KEYS_WAITING_MAX: usize = 64;

impl Endpoint {
    /// Whether the far end has said that it takes INFO.
    pub fn takes_keys(&self, call: CallId) -> bool {
        matches!(self.calls.get(&call), Some(Call::Up(up)) if up.allows_info)
    }

    /// Sends a key (`0`–`9`, `*`, `#`, `A`–`D`) once those before it are answered. [`Event::KeyRefused`] follows for one that
    /// the far end does not take.
    pub fn press(&mut self, call: CallId, digit: char, now: Instant) -> Vec<Output> {
        if let Some(Call::Up(up)) = self.calls.get_mut(&call) {
            if up.keys.len() >= KEYS_WAITING_MAX {
                self.tell(Event::KeyRefused { call, digit });
            } else {
                up.keys.push_back(digit);
                self.send_key(call, now);
            }
        }
        self.take_outputs()
    }

    /// The first that waits, unless one is under way.
    fn send_key(&mut self, call: CallId, now: Instant) {
        let sender = self.sender();
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        if up.key_sent.is_some() || up.course != Course::Talking {
            return;
        }
        let Some(digit) = up.keys.pop_front() else { return };
        let cseq = up.dialog.next_cseq();
        let info = up.dialog.request(&Method::Info, cseq, &sender, &self.peers);
        let Some(mut outgoing) = info else { return };
        let body = dtmf::relay(digit);
        headers::set(&mut outgoing.request.headers, HeaderName::ContentType, dtmf::RELAY);
        outgoing.request.headers.remove_all(&HeaderName::ContentLength);
        let length = body.len().to_string();
        headers::set(&mut outgoing.request.headers, HeaderName::ContentLength, length);
        outgoing.request.set_body(body.into());
        up.key_sent = Some(digit);
        self.send(outgoing, Role::Key { call }, now);
    }

    pub(super) fn key_answered(&mut self, id: TransactionId, response: &Response, now: Instant) {
        let Some(Role::Key { call }) = self.transactions.client(id).map(|client| &client.role)
        else {
            return;
        };
        let call = *call;
        match response.status.code() {
            100..=199 => {}
            200..=299 => {
                if let Some(Call::Up(up)) = self.calls.get_mut(&call) {
                    up.key_sent = None;
                }
                self.send_key(call, now);
            }
            // RFC 3261 §12.2.1.2: the far end has lost the dialog.
            408 | 481 => self.lost(call, now),
            401 | 407 if self.prove_again(id, response, now) => {}
            _ => self.keys_refused(call),
        }
    }

    /// It has said that it takes INFO, and does not.
    fn keys_refused(&mut self, call: CallId) {
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        up.allows_info = false;
        let refused: Vec<char> = up.key_sent.take().into_iter().chain(up.keys.drain(..)).collect();
        if up.course == Course::Talking {
            for digit in refused {
                self.tell(Event::KeyRefused { call, digit });
            }
        }
    }
}

/// Whether the far end's Allow names INFO.
pub(super) fn allows_info(headers: &Headers) -> bool {
    headers.get_all(&HeaderName::Allow).any(|header| {
        let value = header.value();
        value.split(|byte| *byte == b',').any(|method| method.trim_ascii() == b"INFO")
    })
}
