//! Calls that come in, until they are answered or not.

use std::time::{Duration, Instant};

use sipx_sip::headers::{ContentType, Expires, MaxForwards, Require};
use sipx_sip::{HeaderName, Headers, Message, Request, Scheme, TransactionKey};

use super::Endpoint;
use super::refuse::{Received, Refusal};
use crate::alarm::{Alarm, RING_AGAIN};
use crate::call::{Call, Course, Invited};
use crate::cause::Cause;
use crate::codec::Codecs;
use crate::dialog::{Dialog, DialogKey};
use crate::event::{CallId, EndedBy, Event, Output};
use crate::headers;
use crate::offer_answer::{RemoteDescription, SdpFault};
use crate::party::{self, Party};
use crate::rejection::Rejection;
use crate::response;
use crate::transactions::Key;

impl Endpoint {
    /// Says that somebody is being looked for: 180.
    pub fn ring(&mut self, call: CallId, now: Instant) -> Vec<Output> {
        self.ring_again(call, now);
        self.take_outputs()
    }

    /// Turns the call away.
    pub fn reject(&mut self, call: CallId, rejection: Rejection, now: Instant) -> Vec<Output> {
        if let Some(Call::Invited(_)) = self.calls.get(&call) {
            let refusal = match rejection.retry_after() {
                Some(wait) => Refusal::retry_after(rejection.status(), wait),
                None => Refusal::new(rejection.status()),
            };
            self.decline(call, &refusal, now);
            self.tell(Event::Ended { call, by: EndedBy::Local, cause: None });
        }
        self.take_outputs()
    }

    /// An INVITE outside any dialog.
    pub(super) fn invited(&mut self, received: &Received, now: Instant) {
        let local_tag = self.tokens.draw();
        let opened = self.admit(received).and_then(|offer| {
            let (request, envelope) = (&received.request, &received.envelope);
            Dialog::called(request, envelope, local_tag, received.way_back())
                .map(|dialog| (dialog, offer))
                .ok_or_else(|| Refusal::new(400))
        });
        let (dialog, offer) = match opened {
            Ok(opened) => opened,
            Err(refusal) => return self.refuse(received, &refusal, now),
        };

        let call = self.next_call();
        let reliable = self.reliable_for(received);
        let transaction = self.open(received, Some(call), now);
        self.dialogs.insert(dialog.key(), call);
        self.timers.set(Alarm::Undecided(call), now + self.patience(&received.request.headers));
        self.tell(Event::Invited {
            call,
            peer: self.peers.at(received.source).map(|peer| peer.name.clone()).unwrap_or_default(),
            caller: Party::read(&received.envelope.from),
            callee: party::user(&received.request.uri),
            offer: offer.as_ref().map(|offer| offer.media),
        });
        self.calls.insert(
            call,
            Call::Invited(Box::new(Invited { dialog, transaction, offer, reliable })),
        );
    }

    /// A CANCEL. It has a transaction of its own on paper; answering each copy alike does the same.
    pub(super) fn cancelled(&mut self, received: &Received, now: Instant) {
        let invite = TransactionKey::for_cancelled_invite(&received.request)
            .and_then(|key| self.transactions.server_for(&Key::from(key)));
        let Some(invite) = invite else {
            return self.answer_once(received, &Refusal::new(481));
        };
        let call = self.transactions.server(invite).and_then(|server| server.call);
        let Some((call, to_tag)) = call.and_then(|call| Some((call, self.local_tag(call)?))) else {
            return self.answer_once(received, &Refusal::new(200));
        };
        // RFC 3261 §9.2: the answers to INVITE and CANCEL carry one tag.
        if let Some(ok) = response::to(&received.request, 200, &to_tag) {
            self.transmit(received.reply_to, Message::Response(ok).to_bytes());
        }
        match self.calls.get_mut(&call) {
            Some(Call::Invited(_)) => {
                self.decline(call, &Refusal::new(487), now);
                self.tell(Event::Cancelled { call });
            }
            // F45: our 200 was faster. It stands; the ACK comes, and then our BYE or theirs.
            Some(Call::Up(up)) if up.awaits_first_ack() && up.course == Course::Talking => {
                up.course = Course::Leaving(Cause::NORMAL_CLEARING);
                self.tell(Event::CancelledAfterAnswer { call });
            }
            Some(Call::Up(_) | Call::Calling(_)) | None => {}
        }
    }

    pub(super) fn ring_again(&mut self, call: CallId, now: Instant) {
        let Some(Call::Invited(invited)) = self.calls.get(&call) else { return };
        let (id, to_tag) = (invited.transaction, invited.dialog.local_tag.clone());
        let contact = invited.dialog.contact(self.advertised);
        let Some(server) = self.transactions.server(id) else { return };
        let request = server.machine.request();
        let Some(mut ringing) = response::to(request, 180, &to_tag) else { return };
        response::set_dialog(&mut ringing, request, contact);
        self.timers.set(Alarm::Ringing(call), now + RING_AGAIN);
        if self.number(call, &mut ringing, now) {
            self.respond(id, ringing, now);
        }
    }

    /// Nobody answered or rejected in time.
    pub(super) fn undecided(&mut self, call: CallId, now: Instant) {
        self.decline(call, &Refusal::new(480), now);
        self.tell(Event::Ended { call, by: EndedBy::Timeout, cause: None });
    }

    /// Ends a call that was not answered, with a final response to its INVITE.
    pub(super) fn decline(&mut self, call: CallId, refusal: &Refusal, now: Instant) {
        let Some(Call::Invited(invited)) = self.forget(call) else { return };
        let Some(server) = self.transactions.server(invited.transaction) else { return };
        let response = refusal.response(server.machine.request(), &invited.dialog.local_tag);
        if let Some(response) = response {
            self.respond(invited.transaction, response, now);
        }
    }

    /// The checks of RFC 3261 §8.2, in the order that the RFC gives them.
    fn admit(&mut self, received: &Received) -> Result<Option<RemoteDescription>, Refusal> {
        let request = &received.request;
        if self.is_merged(received) {
            return Err(Refusal::new(482));
        }
        if self.draining.is_some() || !self.has_line() || !self.has_room() {
            self.counters.refused_busy += 1;
            return Err(Refusal::retry_after(503, self.retry_after()));
        }
        // RFC 7332: an element that ends one call and begins another looks at the hops left.
        if matches!(request.headers.typed::<MaxForwards>(), Some(Ok(MaxForwards(0)))) {
            return Err(Refusal::new(483));
        }
        addressed_to_a_telephone(request)?;
        no_extension_required(request)?;
        Self::session_terms(received)?;
        an_answer_is_acceptable(request)?;
        offer(request, &self.codecs)
    }

    /// RFC 3261 §8.2.2.2: the same INVITE by two ways is one call.
    fn is_merged(&self, received: &Received) -> bool {
        let envelope = &received.envelope;
        let from = DialogKey { call_id: envelope.call_id.clone(), local_tag: String::new() };
        self.dialogs
            .range(from..)
            .take_while(|(key, _)| key.call_id == envelope.call_id)
            .filter_map(|(_, call)| self.calls.get(call))
            .any(|call| match call {
                Call::Invited(invited) => invited.dialog.opened_by(envelope),
                Call::Up(up) => up.dialog.opened_by(envelope),
                Call::Calling(_) => false,
            })
    }

    fn local_tag(&self, call: CallId) -> Option<String> {
        match self.calls.get(&call)? {
            Call::Invited(invited) => Some(invited.dialog.local_tag.clone()),
            Call::Up(up) => Some(up.dialog.local_tag.clone()),
            Call::Calling(_) => None,
        }
    }

    /// How long this INVITE waits: our limit, or less where the caller says so
    /// (RFC 3261 §13.3.1).
    fn patience(&self, headers: &Headers) -> Duration {
        let asked = headers.typed::<Expires>().and_then(Result::ok);
        asked.map_or(self.limits.ringing, |Expires(seconds)| {
            self.limits.ringing.min(Duration::from_secs(seconds.max(1).into()))
        })
    }

    fn retry_after(&mut self) -> Duration {
        if let Some(wait) = self.draining {
            return wait;
        }
        let (least, most) = (*self.limits.retry_after_s.start(), *self.limits.retry_after_s.end());
        let spread = u64::from(most.saturating_sub(least)) + 1;
        Duration::from_secs(u64::from(least) + self.tokens.number() % spread)
    }
}

/// RFC 3261 §8.2.2.1: what is no SIP address and no number, we cannot be.
pub(super) fn addressed_to_a_telephone(request: &Request) -> Result<(), Refusal> {
    let scheme = request.uri.scheme();
    if scheme.is_sip() || matches!(scheme, Scheme::Tel) { Ok(()) } else { Err(Refusal::new(416)) }
}

/// RFC 3261 §8.2.2.3: what a caller insists on that we do not know.
pub(super) fn no_extension_required(request: &Request) -> Result<(), Refusal> {
    let mut unsupported = Vec::new();
    for require in request.headers.typed_all::<Require>() {
        let require = require.map_err(|_| Refusal::new(400))?;
        let tags = require.0.0.iter().map(|tag| String::from_utf8_lossy(tag).into_owned());
        unsupported.extend(tags.filter(|tag| !is_supported(tag)));
    }
    if unsupported.is_empty() {
        return Ok(());
    }
    Err(Refusal::with(420, HeaderName::Unsupported, unsupported.join(", ")))
}

fn is_supported(tag: &str) -> bool {
    headers::SUPPORTED.split(", ").any(|ours| ours.eq_ignore_ascii_case(tag))
}

/// RFC 4475 §3.3.15: who accepts no session description cannot be answered with one.
fn an_answer_is_acceptable(request: &Request) -> Result<(), Refusal> {
    let mut accepted = request.headers.get_all(&HeaderName::Accept).peekable();
    if accepted.peek().is_none() {
        return Ok(());
    }
    let is_sdp = |range: &str| {
        let kind = range.split(';').next().unwrap_or_default().trim();
        ["application/sdp", "application/*", "*/*"]
            .iter()
            .any(|ours| kind.eq_ignore_ascii_case(ours))
    };
    let any =
        accepted.any(|header| String::from_utf8_lossy(&header.value()).split(',').any(is_sdp));
    if any { Ok(()) } else { Err(Refusal::with(406, HeaderName::Accept, headers::SDP)) }
}

/// The offer in an INVITE; `None` where there is no body and we are to offer.
pub(super) fn offer(
    request: &Request,
    codecs: &Codecs,
) -> Result<Option<RemoteDescription>, Refusal> {
    if request.body().is_empty() {
        return Ok(None);
    }
    let readable = matches!(
        request.headers.typed::<ContentType>(),
        Some(Ok(content)) if content.is("application", "sdp")
    );
    if !readable || request.headers.get(&HeaderName::ContentEncoding).is_some() {
        return Err(Refusal::with(415, HeaderName::Accept, headers::SDP));
    }
    match RemoteDescription::offer(request.body(), codecs) {
        Ok(offer) => Ok(Some(offer)),
        Err(SdpFault::NoCommonCodec) => Err(Refusal::new(488)),
        Err(SdpFault::Malformed) => Err(Refusal::new(400)),
    }
}
