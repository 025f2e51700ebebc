//! What a call wants done, done: by SIP, by the media thread, by the page, by the driver.

use std::time::Instant;

use acd::{CallFault, ContactId, Timestamp};
use media::{Digit, LegId, Order, Source};
use sip::{CallId, Cause, Rejection};
use voice::{Action, Input, LineEvent, customer_leg};

use super::board::Board;
use super::line::{Line, terms};
use crate::recording::{Talk, With};

impl Board {
    pub(super) fn carry_out(&mut self, contact: ContactId, action: Action) {
        let now = Instant::now();
        // It may be part of a secret, and is not logged.
        match action {
            Action::Key(key) => return self.key_of(contact, key),
            Action::SendKey(key) => return self.send_key(contact, key, now),
            _ => {}
        }
        tracing::debug!(contact.id = %contact, ?action, "a call wants something done");
        let sip = self.trunk(contact).and_then(|trunk| trunk.sip);
        match (action, sip) {
            (Action::Answer, _) => self.answer(contact, now),
            (Action::Listen { leg, to }, _) => self.listen(contact, leg, to),
            (Action::AwaitFlow { leg }, _) => self.media.order(Order::AwaitFlow { leg }),
            (Action::StartRecording { member, since }, _) => {
                self.record(contact, With::Member(member), since);
            }
            (Action::StartVoicemail { turn, since }, _) => {
                self.record(contact, With::Nobody(turn), since);
            }
            (Action::PauseRecording, _) => {
                self.media.order(Order::PauseRecording { leg: customer_leg(contact) });
            }
            (Action::ResumeRecording, _) => {
                self.media.order(Order::ResumeRecording { leg: customer_leg(contact) });
            }
            (Action::StopRecording, _) => {
                self.media.order(Order::StopRecording { leg: customer_leg(contact) });
            }
            (Action::Fact(fact), _) => self.fact_of(contact, fact),
            (Action::Key(key), _) => self.key_of(contact, key),
            (Action::SendKey(key), _) => self.send_key(contact, key, now),
            (Action::CloseLeg, _) => {
                let leg = customer_leg(contact);
                self.media.order(Order::Close { leg });
                self.ports.give_back(leg);
            }
            (Action::Reject(_), None) => self.turn_page_away(contact),
            (Action::Ring, Some(sip)) => {
                let outputs = self.endpoint.ring(sip, now);
                self.emit(outputs);
            }
            (Action::Reject(rejection), Some(sip)) => self.reject(contact, sip, rejection, now),
            (Action::HangUp(cause), Some(sip)) => {
                // The ACK of an answer that waits for the disk goes before the BYE.
                self.send_answer(contact);
                let outputs = self.endpoint.hang_up(sip, cause, now);
                self.emit(outputs);
            }
            (Action::Probe, Some(sip)) => {
                let port = self.trunk(contact).and_then(|trunk| trunk.port);
                if let Some(address) = port.and_then(|port| self.media.rtp_address(port)) {
                    let outputs = self.endpoint.reoffer(sip, address, now);
                    self.emit(outputs);
                }
            }
            // SIP was faster: its last word about the call is on its way to it.
            (Action::Ring | Action::HangUp(_) | Action::Probe, None) => {}
        }
    }

    /// VC21: in the sound as events; as INFO to a telephone that takes no events and that; else as tones.
    fn send_key(&mut self, contact: ContactId, key: Digit, now: Instant) {
        let trunk = self.trunk(contact).filter(|trunk| !terms(trunk.media).formats.has_keys());
        let sip = trunk.and_then(|trunk| trunk.sip).filter(|sip| self.endpoint.takes_keys(*sip));
        if let Some(sip) = sip {
            let outputs = self.endpoint.press(sip, key.as_char(), now);
            self.emit(outputs);
        } else {
            self.key_in_the_sound(contact, key);
        }
    }

    pub(super) fn key_in_the_sound(&mut self, contact: ContactId, key: Digit) {
        let leg = customer_leg(contact);
        self.media.order(Order::SendDigits { leg, digits: vec![key] });
    }

    /// The tape is made here, so that the media thread need not.
    fn record(&mut self, contact: ContactId, with: With, since: Timestamp) {
        let Some(application) = self.calls.get(&contact).and_then(|held| held.application) else {
            return;
        };
        let (tape, reader) = media::tape();
        let leg = customer_leg(contact);
        self.media.order(Order::Record { leg, tape: Box::new(tape) });
        self.beside.recorder.begin(Talk { application, contact, with, since }, reader);
    }

    fn answer(&mut self, contact: ContactId, now: Instant) {
        let leg = customer_leg(contact);
        let Some(held) = self.calls.get_mut(&contact) else { return };
        let application = held.application;
        match &mut held.line {
            Line::Page(page) => {
                if let Some(negotiated) = page.negotiated.take() {
                    let connection = negotiated.connection;
                    self.media.order(Order::OpenBrowser { leg, connection });
                    if let Some(reply) = page.reply.take() {
                        let _page_gone = reply.send(Ok(negotiated.answer.0));
                    }
                }
            }
            Line::Trunk(trunk) => {
                let Some(sip) = trunk.sip else { return };
                let port = self.ports.take(leg, terms(trunk.media).remote, now);
                trunk.port = port;
                let Some(address) = port.and_then(|port| self.media.rtp_address(port)) else {
                    tracing::error!(contact.id = %contact, "no RTP port is free: --rtp is too small");
                    return self.cannot_answer(contact);
                };
                trunk.saved = true;
                let outputs = self.endpoint.answer(sip, address, now);
                self.unsent.insert(contact, outputs);
                match application {
                    Some(application) => {
                        self.beside.save(application, contact, self.endpoint.dialog(sip));
                    }
                    None => self.cannot_answer(contact),
                }
            }
        }
    }

    /// F01: the dialog is on disk, so the 200 may leave.
    pub(super) fn saved(&mut self, contact: ContactId, done: bool) {
        self.send_answer(contact);
        let over = self.calls.get(&contact).is_none_or(|held| !held.call.has_line());
        let Some(trunk) = self.trunk(contact).filter(|trunk| !over && trunk.sip.is_some()) else {
            // It ended while it was being stored, and its removal may have been faster.
            return self.beside.forget_saved(vec![contact]);
        };
        let (port, media, is_open) = (trunk.port, trunk.media, trunk.open);
        if !done {
            return self.cannot_answer(contact);
        }
        let (leg, terms) = (customer_leg(contact), terms(media));
        if is_open {
            self.media.order(Order::RenewPhone { leg, terms });
        } else if let Some(port) = port {
            self.media.order(Order::OpenPhone { leg, port, terms });
        }
        self.todo.push_back((contact, Input::Line(LineEvent::Answered)));
    }

    /// The 200, if it waits to be sent.
    fn send_answer(&mut self, contact: ContactId) {
        if let Some(outputs) = self.unsent.remove(&contact) {
            self.emit(outputs);
        }
    }

    /// The endpoint counts a call as answered once the 200 is made; such a call is hung up instead.
    fn reject(&mut self, contact: ContactId, sip: CallId, rejection: Rejection, now: Instant) {
        self.send_answer(contact);
        let mut outputs = self.endpoint.reject(sip, rejection, now);
        outputs.extend(self.endpoint.hang_up(sip, Cause::TEMPORARY_FAILURE, now));
        self.emit(outputs);
    }

    fn cannot_answer(&mut self, contact: ContactId) {
        if let Some(sip) = self.trunk(contact).and_then(|trunk| trunk.sip) {
            let unavailable = Rejection::Unavailable { retry_after: None };
            self.reject(contact, sip, unavailable, Instant::now());
        }
        let broken = LineEvent::Broken(CallFault::LegsLost);
        self.todo.push_back((contact, Input::Line(broken)));
    }

    fn turn_page_away(&mut self, contact: ContactId) {
        if let Some(Line::Page(page)) = self.calls.get_mut(&contact).map(|held| &mut held.line)
            && let Some(reply) = page.reply.take()
        {
            let _page_gone = reply.send(Err("the call cannot be taken now".to_owned()));
        }
    }

    fn listen(&mut self, contact: ContactId, leg: LegId, to: Source) {
        if leg == customer_leg(contact) {
            if matches!(to, Source::Leg(_) | Source::Two(..)) {
                self.measure_accept(contact);
            }
        } else if !self.phones.may_listen(contact, leg, to) {
            return;
        }
        self.media.order(Order::Listen { leg, to });
    }

    /// From the committed accept to the moment in which both hear each other.
    fn measure_accept(&mut self, contact: ContactId) {
        let accepted = self.calls.get_mut(&contact).and_then(|held| held.accepted.take());
        if let Some(accepted) = accepted {
            metrics::histogram!("rapport_accept_to_audio_seconds").record(accepted.elapsed());
        }
    }
}
