//! What comes back on calls that went out.

use std::time::{Duration, Instant};

use bytes::Bytes;
use sipx_sip::{HeaderName, Headers, Message, Method, Response};

use super::Endpoint;
use crate::alarm::Alarm;
use crate::call::{Call, Calling, Up};
use crate::cause::Cause;
use crate::dialog::{Dialog, Sender};
use crate::event::{CallId, Event};
use crate::hop::Hop;
use crate::incoming::Envelope;
use crate::offer_answer::RemoteDescription;
use crate::session_timer::SessionTimer;
use crate::transactions::{Invitation, Role, TransactionId, Wish};

/// Branches of a forked call that are followed and ended one by one; nobody honest makes more.
pub(super) const FORKS_MAX: usize = 16;

impl Endpoint {
    /// A response to a request of ours.
    pub(super) fn answered(
        &mut self,
        id: TransactionId,
        response: &Response,
        envelope: &Envelope,
        now: Instant,
    ) {
        let Some(client) = self.transactions.client(id) else { return };
        match &client.role {
            Role::Invite(_) if response.status.is_provisional() => {
                self.progress(id, response, envelope, now);
            }
            Role::Invite(_) if response.status.is_success() => {
                self.accepted(id, response, envelope, now);
            }
            Role::Invite(_) => self.refused(id, response, now),
            Role::Reoffer { .. } => self.reoffer_answered(id, response, envelope, now),
            Role::Refresh { .. } => self.refresh_answered(id, response, now),
            Role::Key { .. } => self.key_answered(id, response, now),
            Role::Ping(_) if response.status.is_provisional() => {}
            Role::Ping(_) => self.ping_answered(id, response, now),
            Role::Farewell => {
                self.prove_again(id, response, now);
            }
        }
    }

    /// A request of ours got no answer in 64 × T1 (F50).
    pub(super) fn unanswered(&mut self, role: Role, now: Instant) {
        match role {
            Role::Invite(invitation) => {
                if let Wish::Talk(call) = invitation.wish {
                    self.forget(call);
                    self.tell(Event::Failed { call, status: 408, retry_after: None, cause: None });
                }
            }
            Role::Reoffer { call, .. } | Role::Refresh { call } | Role::Key { call } => {
                self.lost(call, now);
            }
            Role::Ping(trunk) => self.ping_missed(trunk),
            Role::Farewell => {}
        }
    }

    fn progress(
        &mut self,
        id: TransactionId,
        response: &Response,
        envelope: &Envelope,
        now: Instant,
    ) {
        let status = response.status.code();
        if !self.prack(id, response, envelope, now) {
            return;
        }
        match self.invitation(id).map(|invitation| invitation.wish) {
            Some(Wish::Cancel) => self.send_cancel(id, now),
            Some(Wish::Talk(call)) if status > 100 => {
                self.heard(call, now);
                // RFC 3261 §16.6: each sign of life but 100 begins Timer C anew.
                self.timers.set(Alarm::NoAnswer(call), now + self.limits.no_answer);
                let early_media = RemoteDescription::answer(response.body(), &self.codecs);
                let early_media = early_media.ok().map(|early| early.media);
                if let Some(Call::Calling(calling)) = self.calls.get_mut(&call) {
                    calling.early = early_media.or(calling.early);
                }
                self.tell(Event::Provisional { call, status, early_media });
            }
            Some(Wish::Talk(call)) => self.heard(call, now),
            Some(Wish::Done) | None => {}
        }
    }

    /// A 2xx. It is acknowledged whatever we think of it; then we talk, or say BYE: when it comes
    /// after our CANCEL (F44), from a second branch (F46), or without sound that we can play.
    fn accepted(
        &mut self,
        id: TransactionId,
        response: &Response,
        envelope: &Envelope,
        now: Instant,
    ) {
        self.timers.clear(&Alarm::Cancelled(id));
        let sender = self.sender();
        let Some(invitation) = self.invitation(id) else { return };
        if let Some((to, ack)) = invitation.acks.get(&envelope.to_tag).cloned() {
            return self.transmit(to, ack);
        }
        if invitation.acks.len() >= FORKS_MAX {
            return;
        }
        let wish = std::mem::replace(&mut invitation.wish, Wish::Done);
        let mut dialog = invitation.dialog.answered(&response.headers, envelope);
        let Some((to, ack)) = self.ack(&dialog, envelope.cseq, &sender) else { return };
        if let Some(invitation) = self.invitation(id) {
            invitation.acks.insert(envelope.to_tag.clone(), (to, ack.clone()));
        }
        self.transmit(to, ack);

        let Wish::Talk(call) = wish else {
            return self.bye(&mut dialog, Cause::NORMAL_CLEARING, now);
        };
        let Some(Call::Calling(calling)) = self.forget(call) else { return };
        let Calling { mut local, early, .. } = *calling;
        let answer = RemoteDescription::answer(response.body(), &self.codecs);
        if let Some(media) = answer.map(|answer| answer.media).ok().or(early) {
            local.agree(&media);
            let mut up = Up { media: Some(media), ..Up::new(dialog, local) };
            up.learn(&response.headers);
            self.take_up(call, up);
            self.time_session(call, SessionTimer::of(response), now);
            self.tell(Event::Answered { call, media });
        } else {
            self.bye(&mut dialog, Cause::Q850(88), now);
            self.tell(Event::Failed { call, status: 488, retry_after: None, cause: None });
        }
    }

    fn refused(&mut self, id: TransactionId, response: &Response, now: Instant) {
        self.timers.clear(&Alarm::Cancelled(id));
        self.let_rest(id, response, now);
        let is_made_anew = match response.status.code() {
            401 | 407 => self.invite_with_credentials(id, response, now),
            422 => self.invite_for_longer(id, response, now),
            _ => false,
        };
        if is_made_anew {
            return;
        }
        let Some(invitation) = self.invitation(id) else { return };
        if let Wish::Talk(call) = std::mem::replace(&mut invitation.wish, Wish::Done) {
            self.forget(call);
            self.tell(failed(call, response));
        }
    }

    fn ack(&self, dialog: &Dialog, cseq: u32, by: &Sender) -> Option<(Hop, Bytes)> {
        let ack = dialog.request(&Method::Ack, cseq, by, &self.peers)?;
        Some((ack.to, Message::Request(ack.request).to_bytes()))
    }

    pub(super) fn invitation(&mut self, id: TransactionId) -> Option<&mut Invitation> {
        match &mut self.transactions.client(id)?.role {
            Role::Invite(invitation) => Some(invitation),
            Role::Reoffer { .. }
            | Role::Refresh { .. }
            | Role::Key { .. }
            | Role::Ping(_)
            | Role::Farewell => None,
        }
    }
}

fn failed(call: CallId, response: &Response) -> Event {
    Event::Failed {
        call,
        status: response.status.code(),
        retry_after: retry_after(&response.headers),
        cause: Cause::read(&response.headers),
    }
}

/// Seconds; a comment or parameters may follow (RFC 3261 §20.33).
pub(super) fn retry_after(headers: &Headers) -> Option<Duration> {
    let value = headers.value(&HeaderName::RetryAfter)?;
    let digits: String = value
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    digits.parse::<u32>().ok().map(|seconds| Duration::from_secs(seconds.into()))
}
