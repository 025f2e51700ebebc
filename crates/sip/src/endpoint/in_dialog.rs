//! Requests inside a dialog: BYE, re-INVITE, INFO, OPTIONS.

use std::time::{Duration, Instant};

use sipx_sip::HeaderName;

use super::Endpoint;
use super::acknowledge::Consent;
use super::invited::{no_extension_required, offer};
use super::refuse::{Received, Refusal};
use crate::alarm::Alarm;
use crate::call::{AnswerTo, Call, Course, Reoffer};
use crate::cause::Cause;
use crate::dtmf;
use crate::event::{CallId, EndedBy, Event};
use crate::headers;
use crate::offer_answer::RemoteDescription;
use crate::purpose::Purpose;

impl Endpoint {
    pub(super) fn in_dialog(&mut self, purpose: Purpose, received: &Received, now: Instant) {
        let Some(call) = self.dialog_of(&received.envelope) else {
            return self.answer_once(received, &Refusal::new(481));
        };
        // A BYE is never shed (F63): it frees more than it takes.
        if purpose != Purpose::Bye && !self.has_room() {
            self.counters.shed += 1;
            return;
        }
        let dialog = match self.calls.get_mut(&call) {
            Some(Call::Invited(invited)) => &mut invited.dialog,
            Some(Call::Up(up)) => &mut up.dialog,
            Some(Call::Calling(_)) | None => return,
        };
        dialog.heard_by(received.source);
        if !dialog.accepts(received.envelope.cseq) {
            return self.answer_once(received, &Refusal::new(500));
        }
        if let Err(refusal) = no_extension_required(&received.request) {
            return self.answer_within(received, &refusal, now);
        }
        match purpose {
            Purpose::Bye => self.bye_received(call, received, now),
            Purpose::Invite => self.reinvited(call, received, now),
            Purpose::Info => self.info_received(call, received, now),
            Purpose::Update => self.update_received(call, received, now),
            Purpose::Prack => self.pracked(call, received, now),
            Purpose::Options => {
                let ok = Refusal::with(200, HeaderName::Allow, headers::ALLOW);
                self.answer_within(received, &ok, now);
            }
            Purpose::Register | Purpose::NotServed => {
                self.answer_within(received, &Refusal::not_served(405), now);
            }
            Purpose::Unknown => self.answer_within(received, &Refusal::not_served(501), now),
            // Neither comes here: they belong to the INVITE that they follow.
            Purpose::Ack | Purpose::Cancel => {}
        }
    }

    /// Answers a request of a dialog. Its copies must meet a transaction: to the dialog they would
    /// be out of order.
    pub(super) fn answer_within(&mut self, received: &Received, answer: &Refusal, now: Instant) {
        let Some(response) = answer.response(&received.request, "") else { return };
        let id = self.open(received, None, now);
        self.respond(id, response, now);
    }

    /// A BYE ends a call in any state, acknowledged or not (F43).
    fn bye_received(&mut self, call: CallId, received: &Received, now: Instant) {
        self.answer_within(received, &Refusal::new(200), now);
        match self.calls.get(&call) {
            // RFC 3261 §15.1.2: what it leaves pending is answered 487.
            Some(Call::Invited(_)) => self.decline(call, &Refusal::new(487), now),
            Some(Call::Up(up)) => {
                let is_told_already = up.course != Course::Talking;
                self.forget(call);
                if is_told_already {
                    return;
                }
            }
            Some(Call::Calling(_)) | None => return,
        }
        let cause = Cause::read(&received.request.headers);
        self.tell(Event::Ended { call, by: EndedBy::Remote, cause });
    }

    fn info_received(&mut self, call: CallId, received: &Received, now: Instant) {
        if let Some((digit, duration)) = dtmf::read(&received.request) {
            self.answer_within(received, &Refusal::new(200), now);
            self.tell(Event::Dtmf { call, digit, duration });
        } else if received.request.body().is_empty() {
            self.answer_within(received, &Refusal::new(200), now);
        } else {
            let refusal = Refusal::with(415, HeaderName::Accept, dtmf::CONTENT_TYPES);
            self.answer_within(received, &refusal, now);
        }
    }

    /// A re-INVITE: hold, resume, a new address, or a refresh. It is answered here and now; the
    /// server anchors the sound, so there is nothing to ask anybody.
    fn reinvited(&mut self, call: CallId, received: &Received, now: Instant) {
        let (offer, settled) = match self.reinvite_wanted(call, received, now) {
            Ok(accepted) => accepted,
            Err(refusal) => return self.answer_within(received, &refusal, now),
        };
        if settled {
            self.tell(Event::Acknowledged { call, media: None });
        }
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        up.dialog.refresh_target(&received.request.headers);
        up.media = offer.as_ref().map(|offer| offer.media).or(up.media);
        let consent = Consent {
            answer_to: AnswerTo::Reinvite,
            description: match &offer {
                Some(offer) => up.local.answer(offer),
                None => up.local.offer(&self.codecs),
            },
            offered: offer.is_none(),
        };
        let id = self.open(received, None, now);
        self.consent(call, id, consent, now);
        if let Some(offer) = offer {
            self.tell(Event::Reoffered { call, media: offer.media });
        }
    }

    /// Whether the re-INVITE may change the call now, and with what offer. A re-INVITE also proves
    /// that the 2xx before it has arrived, though its ACK is late or lost (RFC 5407 §3.1.4):
    /// `true` when it settles the first.
    fn reinvite_wanted(
        &mut self,
        call: CallId,
        received: &Received,
        now: Instant,
    ) -> Result<(Option<RemoteDescription>, bool), Refusal> {
        let dice = self.tokens.number();
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else {
            // RFC 3261 §14.2: the INVITE before it is not answered yet (F47).
            return Err(Refusal::retry_after(500, Duration::from_secs(dice % 11)));
        };
        let offer_open = up.unacknowledged.as_ref().is_some_and(|waiting| waiting.offered);
        if up.reoffer == Reoffer::Pending || offer_open {
            return Err(Refusal::new(491));
        }
        if let Course::Leaving(cause) = up.course {
            self.leave(call, cause, now);
            return Err(Refusal::new(481));
        }
        Self::session_terms(received)?;
        let offer = offer(&received.request, &self.codecs)?;
        self.timers.clear(&Alarm::Unacknowledged(call));
        let late = up.unacknowledged.take();
        Ok((offer, late.is_some_and(|waiting| waiting.answer_to == AnswerTo::Invite)))
    }
}
