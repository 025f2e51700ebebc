//! Keeping calls alive and ending those that are not: session timers (RFC 4028), and UPDATE
//! (RFC 3311), which refreshes them.

use std::time::{Duration, Instant};

use sipx_sip::{HeaderName, Method, Response, update};

use super::Endpoint;
use super::invited::offer;
use super::press::allows_info;
use super::refuse::{Received, Refusal};
use crate::alarm::Alarm;
use crate::call::{Call, Course, Reoffer, Up};
use crate::cause::Cause;
use crate::event::{CallId, EndedBy, Event};
use crate::headers;
use crate::session_timer::{self, LEAST, SessionTimer, Terms, TimerFault};
use crate::transactions::{Role, TransactionId};

impl Endpoint {
    /// The terms for a request that opens or refreshes a session, or its refusal.
    pub(super) fn session_terms(received: &Received) -> Result<Option<Terms>, Refusal> {
        Terms::of(&received.request).map_err(|fault| match fault {
            TimerFault::Malformed => Refusal::new(400),
            TimerFault::TooBrief => {
                Refusal::with(422, HeaderName::MinSe, LEAST.as_secs().to_string())
            }
        })
    }

    /// From now on the call has so long, or for ever.
    pub(super) fn time_session(&mut self, call: CallId, timer: Option<SessionTimer>, now: Instant) {
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        up.session = timer;
        self.timers.clear(&Alarm::Refresh(call));
        self.timers.clear(&Alarm::Expired(call));
        let Some(timer) = timer else { return };
        self.timers.set(Alarm::Expired(call), now + timer.ends_after());
        if let Some(refresh_after) = timer.refresh_after() {
            self.timers.set(Alarm::Refresh(call), now + refresh_after);
        }
    }

    /// It is our turn to show that the call lives: with UPDATE, which changes nothing, where the far
    /// end knows it, or else with the offer that stands.
    pub(super) fn refresh(&mut self, call: CallId, now: Instant) {
        let sender = self.sender();
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        if up.course != Course::Talking {
            return;
        }
        if !up.allows_update {
            if up.reoffer == Reoffer::None {
                up.reoffer = Reoffer::Wanted;
                up.is_refresh = true;
            }
            return self.send_reoffer(call, now);
        }
        let contact = up.dialog.contact(sender.ours);
        let cseq = up.dialog.next_cseq();
        let update = up.dialog.request(&Method::Update, cseq, &sender, &self.peers);
        let Some(mut outgoing) = update else { return };
        headers::set(&mut outgoing.request.headers, HeaderName::Contact, contact);
        up.ask_for_timer(&mut outgoing.request.headers);
        self.send(outgoing, Role::Refresh { call }, now);
    }

    /// Nobody has shown in time that the call lives.
    pub(super) fn expired(&mut self, call: CallId, now: Instant) {
        if matches!(self.calls.get(&call), Some(Call::Up(up)) if up.course == Course::Talking) {
            self.tell(Event::Ended { call, by: EndedBy::Timeout, cause: None });
            // Q.850 102: recovery on timer expiry.
            self.leave(call, Cause::Q850(102), now);
        }
    }

    pub(super) fn refresh_answered(
        &mut self,
        id: TransactionId,
        response: &Response,
        now: Instant,
    ) {
        let Some(Role::Refresh { call }) = self.transactions.client(id).map(|client| &client.role)
        else {
            return;
        };
        let call = *call;
        let again = Duration::from_millis(2_000 + 10 * (self.tokens.number() % 200));
        match response.status.code() {
            100..=199 => {}
            200..=299 => {
                if let Some(Call::Up(up)) = self.calls.get_mut(&call) {
                    up.dialog.refresh_target(&response.headers);
                }
                self.time_session(call, SessionTimer::of(response), now);
            }
            408 | 481 => self.lost(call, now),
            422 if self.is_longer(call, response) => self.refresh(call, now),
            405 | 420 | 501 => {
                if let Some(Call::Up(up)) = self.calls.get_mut(&call) {
                    up.allows_update = false;
                }
                self.refresh(call, now);
            }
            // It met a request of the far end, or the far end is busy: the call has time yet.
            _ if matches!(self.calls.get(&call), Some(Call::Up(_))) => {
                self.timers.set(Alarm::Refresh(call), now + again);
            }
            _ => {}
        }
    }

    /// Whether a 422 leads to a longer interval, which is to be asked for then.
    pub(super) fn is_longer(&mut self, call: CallId, response: &Response) -> bool {
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return false };
        let Some(timer) = &mut up.session else { return false };
        let demanded = session_timer::demanded(response, timer.interval);
        if let Some(longer) = demanded {
            timer.interval = longer;
            up.least = Some(longer);
        }
        demanded.is_some()
    }

    /// UPDATE: a refresh, or an offer that needs no ACK.
    pub(super) fn update_received(&mut self, call: CallId, received: &Received, now: Instant) {
        let terms = match self.update_wanted(call, received) {
            Ok(terms) => terms,
            Err(refusal) => return self.answer_within(received, &refusal, now),
        };
        let offered = match offer(&received.request, &self.codecs) {
            Ok(offered) => offered,
            Err(refusal) => return self.answer_within(received, &refusal, now),
        };
        let ours = self.advertised;
        let (dialog, description) = match self.calls.get_mut(&call) {
            Some(Call::Invited(invited)) => (&mut invited.dialog, None),
            Some(Call::Up(up)) => {
                up.media = offered.as_ref().map(|offer| offer.media).or(up.media);
                let description = offered.as_ref().map(|offer| up.local.answer(offer));
                (&mut up.dialog, description)
            }
            Some(Call::Calling(_)) | None => return,
        };
        dialog.refresh_target(&received.request.headers);
        let contact = dialog.contact(ours);
        let Some(mut ok) = Refusal::new(200).response(&received.request, "") else { return };
        headers::set(&mut ok.headers, HeaderName::Contact, contact);
        if let Some(terms) = terms {
            terms.write(&mut ok.headers);
        }
        if let Some(description) = description {
            headers::announce(&mut ok.headers, &description);
            ok.set_body(description.into());
        }
        let id = self.open(received, None, now);
        self.respond(id, ok, now);
        self.time_session(call, terms.map(Terms::timer), now);
        if let Some(offer) = offered {
            self.tell(Event::Reoffered { call, media: offer.media });
        }
    }

    /// RFC 3311 §5.2: an offer in UPDATE waits for the offers before it.
    fn update_wanted(
        &mut self,
        call: CallId,
        received: &Received,
    ) -> Result<Option<Terms>, Refusal> {
        let wait = Duration::from_secs(self.tokens.number() % 11);
        let has_offer = !received.request.body().is_empty();
        match self.calls.get(&call) {
            Some(Call::Up(up)) if up.course != Course::Talking => Err(Refusal::new(481)),
            Some(Call::Up(up)) if has_offer && up.has_open_offer() => Err(Refusal::new(491)),
            // Its first offer has no answer yet.
            Some(Call::Invited(_)) if has_offer => Err(Refusal::retry_after(500, wait)),
            Some(Call::Invited(_) | Call::Up(_)) => Self::session_terms(received),
            Some(Call::Calling(_)) | None => Err(Refusal::new(481)),
        }
    }
}

impl Up {
    /// What the far end can do, from a message of its own that opens or refreshes the dialog.
    pub(super) fn learn(&mut self, from: &sipx_sip::Headers) {
        self.allows_update |= update::peer_allows(from);
        self.allows_info |= allows_info(from);
    }

    /// Asks that the timer goes on as it runs.
    pub(super) fn ask_for_timer(&self, to: &mut sipx_sip::Headers) {
        headers::set(to, HeaderName::Supported, headers::SUPPORTED);
        if let Some(timer) = self.session {
            session_timer::ask(to, timer.interval, Some(timer.duty), self.least);
        }
    }

    /// An offer of ours is without its answer.
    fn has_open_offer(&self) -> bool {
        let in_ok = self.unacknowledged.as_ref().is_some_and(|waiting| waiting.offered);
        in_ok || self.reoffer == Reoffer::Pending
    }
}
