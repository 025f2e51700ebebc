//! What a call wants done, done: by SIP, by the media thread, by the page, by the driver.

use std::time::Instant;

use acd::{CallFault, ContactId, Timestamp};
use media::{Digit, LegId, Order, Source};
use sip::{CallId, Cause, Rejection};
use voice::strains::Seat;
use voice::{Action, LineEvent, customer_leg, external_leg};

use super::board::Board;
use super::line::{Line, Trunk, terms};
use super::line_id::LineId;
use crate::recording::{Talk, With};

impl Board {
    pub(super) fn carry_out(&mut self, contact: ContactId, action: Action) {
        let now = Instant::now();
        // It may be part of a secret, and is not logged.
        match action {
            Action::Key(key) => return self.key_of(contact, key),
            Action::SendKey(key) => return self.send_key(LineId::customer(contact), key, now),
            Action::Outside(action) => return self.carry_out_outside(contact, action),
            _ => {}
        }
        tracing::debug!(contact.id = %contact, ?action, "a call wants something done");
        let line = LineId::customer(contact);
        let sip = self.trunk(line).and_then(|trunk| trunk.sip);
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
            (Action::SendKey(key), _) => self.send_key(line, key, now),
            (Action::Outside(action), _) => self.carry_out_outside(contact, action),
            (Action::CloseLeg, _) => self.close_leg(line),
            (Action::Reject(_), None) => self.turn_page_away(contact),
            (Action::Ring, Some(sip)) => {
                let outputs = self.endpoint.ring(sip, now);
                self.emit(outputs);
            }
            (Action::Reject(rejection), Some(sip)) => self.reject(line, sip, rejection, now),
            (Action::HangUp(cause), Some(sip)) => {
                // The ACK of an answer that waits for the disk goes before the BYE.
                self.send_answer(line);
                let outputs = self.endpoint.hang_up(sip, cause, now);
                self.emit(outputs);
            }
            (Action::Probe, Some(sip)) => self.probe(line, sip, now),
            // SIP was faster: its last word about the call is on its way to it.
            (Action::Ring | Action::HangUp(_) | Action::Probe, None) => {}
        }
    }

    pub(super) fn probe(&mut self, line: LineId, sip: CallId, now: Instant) {
        let port = self.trunk(line).and_then(|trunk| trunk.port);
        if let Some(address) = port.and_then(|port| self.media.rtp_address(port)) {
            let outputs = self.endpoint.reoffer(sip, address, now);
            self.emit(outputs);
        }
    }

    /// VC21: in the sound as events; as INFO to a telephone that takes no events and that; else as tones.
    pub(super) fn send_key(&mut self, line: LineId, key: Digit, now: Instant) {
        let trunk = self.trunk(line).filter(|trunk| !terms(trunk.media).formats.has_keys());
        let sip = trunk.and_then(|trunk| trunk.sip).filter(|sip| self.endpoint.takes_keys(*sip));
        if let Some(sip) = sip {
            let outputs = self.endpoint.press(sip, key.as_char(), now);
            self.emit(outputs);
        } else {
            self.key_in_the_sound(line, key);
        }
    }

    pub(super) fn key_in_the_sound(&mut self, line: LineId, key: Digit) {
        let leg = line.leg();
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
        let id = LineId::customer(contact);
        let leg = id.leg();
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
            // It has no line that could be answered.
            Line::Nobody => {}
            Line::Trunk(trunk) => {
                let Some(sip) = trunk.sip else { return };
                let port = self.ports.take(leg, terms(trunk.media).remote, now);
                trunk.port = port;
                let Some(address) = port.and_then(|port| self.media.rtp_address(port)) else {
                    tracing::error!(contact.id = %contact, "no RTP port is free: --rtp is too small");
                    return self.cannot_answer(id);
                };
                trunk.saved = true;
                let outputs = self.endpoint.answer(sip, address, now);
                self.unsent.insert(id, outputs);
                match application {
                    Some(application) => {
                        self.beside.save(application, id, self.endpoint.dialog(sip));
                    }
                    None => self.cannot_answer(id),
                }
            }
        }
    }

    /// F01: the dialog is on disk, so the 200 may leave, or the ACK.
    pub(super) fn saved(&mut self, line: LineId, done: bool) {
        self.send_answer(line);
        let live = self.is_live(line);
        let here = |trunk: &&mut Trunk| live && trunk.saved && trunk.sip.is_some();
        let Some(trunk) = self.trunk(line).filter(here) else {
            // It ended while it was being stored, and its removal may have been faster.
            return self.beside.forget_saved(vec![line]);
        };
        let (port, media, is_open) = (trunk.port, trunk.media, trunk.open);
        if !done {
            return self.cannot_answer(line);
        }
        let (leg, terms) = (line.leg(), terms(media));
        if is_open {
            self.media.order(Order::RenewPhone { leg, terms });
        } else if let Some(port) = port {
            self.media.order(Order::OpenPhone { leg, port, terms });
        }
        self.tell_line(line, LineEvent::Answered);
    }

    /// What waits to be sent: the 200, or the ACK of an answer to us.
    pub(super) fn send_answer(&mut self, line: LineId) {
        if let Some(outputs) = self.unsent.remove(&line) {
            self.emit(outputs);
        }
    }

    /// The endpoint counts a call as answered once the 200 is made; such a call is hung up instead.
    fn reject(&mut self, line: LineId, sip: CallId, rejection: Rejection, now: Instant) {
        self.send_answer(line);
        let mut outputs = self.endpoint.reject(sip, rejection, now);
        outputs.extend(self.endpoint.hang_up(sip, Cause::TEMPORARY_FAILURE, now));
        self.emit(outputs);
    }

    fn cannot_answer(&mut self, line: LineId) {
        if let Some(sip) = self.trunk(line).and_then(|trunk| trunk.sip) {
            let unavailable = Rejection::Unavailable { retry_after: None };
            self.reject(line, sip, unavailable, Instant::now());
        }
        self.tell_line(line, LineEvent::Broken(CallFault::LegsLost));
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
        } else if leg != external_leg(contact)
            && self.desks.of_leg(leg).is_none()
            && !self.phones.may_listen(contact, leg, to)
        {
            return;
        } else {
            self.seat(contact, leg, to);
        }
        self.media.order(Order::Listen { leg, to });
    }

    /// VC53: whose sound it is that may be spoilt.
    fn seat(&mut self, contact: ContactId, leg: LegId, to: Source) {
        let now = Instant::now();
        let at_desk = self.desks.of_leg(leg).map(|(_, member)| member);
        let spans = match (to, at_desk.or_else(|| self.phones.member(leg))) {
            (Source::Silence, _) | (_, None) => self.strains.leave(leg, now),
            (_, member) => self.strains.enter(leg, Seat { contact, member }, now),
        };
        self.keep_strains(spans);
    }

    /// From the committed accept to the moment in which both hear each other.
    fn measure_accept(&mut self, contact: ContactId) {
        let accepted = self.calls.get_mut(&contact).and_then(|held| held.accepted.take());
        if let Some(accepted) = accepted {
            metrics::histogram!("rapport_accept_to_audio_seconds").record(accepted.elapsed());
        }
    }
}
