//! A 2xx of ours, and the way to its ACK.

use std::net::SocketAddr;
use std::time::Instant;

use sipx_sip::{CSeq, Message, Request};

use super::Endpoint;
use crate::alarm::{Alarm, GIVE_UP, T1, T2};
use crate::call::{AnswerTo, Call, Course, Invited, Unacknowledged, Up};
use crate::cause::Cause;
use crate::dialog::DialogKey;
use crate::event::{CallId, EndedBy, Event, Output};
use crate::headers;
use crate::incoming::Envelope;
use crate::offer_answer::{LocalMedia, RemoteDescription};
use crate::response;
use crate::session_timer::Terms;
use crate::transactions::TransactionId;

/// What a 2xx says.
pub(super) struct Consent {
    pub(super) answer_to: AnswerTo,
    pub(super) description: String,
    /// The description is our offer, not an answer.
    pub(super) offered: bool,
}

impl Endpoint {
    /// Answers a call; we want to hear it at `media`.
    pub fn answer(&mut self, call: CallId, media: SocketAddr, now: Instant) -> Vec<Output> {
        if matches!(self.calls.get(&call), Some(Call::Invited(_)))
            && let Some(Call::Invited(invited)) = self.forget(call)
        {
            let Invited { dialog, transaction, offer, reliable } = *invited;
            let mut local = LocalMedia::new(media, self.tokens.number());
            let description = match &offer {
                Some(offer) => local.answer(offer),
                None => local.offer(&self.codecs),
            };
            let consent =
                Consent { answer_to: AnswerTo::Invite, description, offered: offer.is_none() };
            let media = offer.map(|offer| offer.media);
            self.take_up(call, Up { media, reliable, ..Up::new(dialog, local) });
            self.consent(call, transaction, consent, now);
        }
        self.take_outputs()
    }

    pub(super) fn take_up(&mut self, call: CallId, up: Up) {
        self.dialogs.insert(up.dialog.key(), call);
        self.calls.insert(call, Call::Up(Box::new(up)));
    }

    /// Sends the 2xx, and from then on again and again until its ACK: the transaction does not
    /// (RFC 3261 §13.3.1.4).
    pub(super) fn consent(
        &mut self,
        call: CallId,
        id: TransactionId,
        consent: Consent,
        now: Instant,
    ) {
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        let contact = up.dialog.contact(self.advertised);
        let Some(server) = self.transactions.server(id) else { return };
        let request = server.machine.request();
        let Some(Ok(cseq)) = request.headers.typed::<CSeq>() else { return };
        let Some(mut ok) = response::to(request, 200, &up.dialog.local_tag) else { return };
        response::set_dialog(&mut ok, request, contact);
        // A request that asked for an impossible timer was refused before.
        let terms = Terms::of(request).ok().flatten();
        if let Some(terms) = terms {
            terms.write(&mut ok.headers);
        }
        headers::announce(&mut ok.headers, &consent.description);
        ok.set_body(consent.description.into());
        up.learn(&request.headers);

        up.unacknowledged = Some(Unacknowledged {
            answer_to: consent.answer_to,
            cseq: cseq.sequence,
            datagram: Message::Response(ok.clone()).to_bytes(),
            to: server.to,
            interval: T1,
            give_up_at: now + GIVE_UP,
            offered: consent.offered,
        });
        self.timers.set(Alarm::Unacknowledged(call), now + T1);
        self.respond(id, ok, now);
        self.time_session(call, terms.map(Terms::timer), now);
    }

    /// No ACK yet: say it again, or give up (F49).
    pub(super) fn unacknowledged(&mut self, call: CallId, now: Instant) {
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        let Some(waiting) = &mut up.unacknowledged else { return };
        if now >= waiting.give_up_at {
            if up.course == Course::Talking {
                self.tell(Event::Ended { call, by: EndedBy::NoAck, cause: None });
            }
            return self.leave(call, Cause::Q850(102), now);
        }
        waiting.interval = waiting.interval.saturating_mul(2).min(T2);
        let (to, datagram) = (waiting.to, waiting.datagram.clone());
        let next = (now + waiting.interval).min(waiting.give_up_at);
        self.timers.set(Alarm::Unacknowledged(call), next);
        self.transmit(to, datagram);
    }

    /// An ACK. One that is awaited by nobody is a copy, or of a call that is gone: no answer.
    pub(super) fn acknowledged(&mut self, ack: &Request, envelope: &Envelope, now: Instant) {
        let Some(call) = self.dialog_of(envelope) else { return };
        let Some(Call::Up(up)) = self.calls.get_mut(&call) else { return };
        let awaited = up.unacknowledged.take_if(|waiting| waiting.cseq == envelope.cseq);
        let Some(waiting) = awaited else { return };
        let course = up.course;
        self.timers.clear(&Alarm::Unacknowledged(call));
        if let Course::Leaving(cause) = course {
            return self.leave(call, cause, now);
        }
        let answer = waiting.offered.then(|| RemoteDescription::answer(ack.body(), &self.codecs));
        if let Some(Ok(answer)) = &answer {
            up.local.agree(&answer.media);
        }
        match (waiting.answer_to, answer) {
            (AnswerTo::Invite, None) => self.tell(Event::Acknowledged { call, media: None }),
            (AnswerTo::Invite, Some(Ok(answer))) => {
                up.media = Some(answer.media);
                self.tell(Event::Acknowledged { call, media: Some(answer.media) });
            }
            (AnswerTo::Invite, Some(Err(_))) => {
                self.tell(Event::Ended { call, by: EndedBy::NoMedia, cause: None });
                return self.leave(call, Cause::Q850(88), now);
            }
            (AnswerTo::Reinvite, Some(Ok(answer))) => {
                up.media = Some(answer.media);
                self.tell(Event::Reoffered { call, media: answer.media });
            }
            // A refresh that changes nothing, or that says nothing we understand: as before.
            (AnswerTo::Reinvite, None | Some(Err(_))) => {}
        }
        self.send_reoffer(call, now);
    }

    /// The call whose dialog a request names; both tags must be right.
    pub(super) fn dialog_of(&self, envelope: &Envelope) -> Option<CallId> {
        let key =
            DialogKey { call_id: envelope.call_id.clone(), local_tag: envelope.to_tag.clone() };
        let call = *self.dialogs.get(&key)?;
        let dialog = match self.calls.get(&call)? {
            Call::Invited(invited) => &invited.dialog,
            Call::Up(up) => &up.dialog,
            Call::Calling(_) => return None,
        };
        (dialog.remote_tag == envelope.from_tag).then_some(call)
    }
}
