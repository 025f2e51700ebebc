//! VC31: what members' SIP phones report of the calls that they have from us, and what that means: an answered phone accepts,
//! one that refuses declines, one that is hung up hangs up.

use std::time::Instant;

use acd::Command;
use media::{Digit, LegId, Order, PhoneTerms};
use sip::{CallId, Direction, EndedBy, Event, Output, RemoteMedia};
use store::Key;
use voice::Input;

use super::board::Board;
use super::desk::{Seat, Stage, Task};
use super::line::terms;

impl Board {
    /// The ACK of an answer is held back until its dialog is stored (F01).
    pub(super) fn hold_back_handset(&mut self, outputs: Vec<Output>) -> Vec<Output> {
        let answered = outputs.iter().find_map(|output| match output {
            Output::Event(Event::Answered { call, .. }) => Some(*call),
            _ => None,
        });
        let Some(sip) = answered else { return outputs };
        let is_signal = |output: &Output| matches!(output, Output::Transmit { .. });
        let (held, told) = outputs.into_iter().partition(is_signal);
        match self.desks.of_sip(sip).and_then(|seat| self.desks.call_of(seat)) {
            Some(call) => call.unsent = held,
            None => self.hold_back_phone(sip, held),
        }
        told
    }

    pub(super) fn handset_event(&mut self, event: &Event) {
        let sip = event.call();
        if let Some(contact) = self.phone_lines.of_sip(sip) {
            return self.phone_line_event(contact, event);
        }
        let Some(seat) = self.desks.of_sip(sip) else { return };
        match event {
            Event::Answered { media, .. } => self.handset_answered(seat, *media),
            Event::Failed { status, .. } => self.handset_refused(seat, *status),
            Event::Ended { by, .. } => self.handset_ended(seat, *by),
            Event::Reoffered { media, .. } => self.handset_renewed(seat, *media),
            Event::Dtmf { digit, .. } => self.handset_info(seat, *digit),
            _ => {}
        }
        self.desks.stirred.insert(seat);
    }

    fn handset_answered(&mut self, seat: Seat, media: RemoteMedia) {
        let Some(call) = self.desks.call_of(seat) else { return };
        (call.media, call.stage) = (Some(media), Stage::Answered);
        let (sip, leg) = (call.sip, call.leg);
        let dialog = self.handsets.as_ref().and_then(|handsets| handsets.endpoint.dialog(sip));
        self.beside.save_handset(sip, leg, dialog);
    }

    /// F01: the dialog is on disk, so the ACK may leave.
    pub(super) fn handset_saved(&mut self, sip: CallId, leg: LegId, done: bool) {
        if let Some(contact) = self.phone_lines.of_sip(sip) {
            return self.phone_line_saved(contact, done);
        }
        let seat = self.desks.of_sip(sip);
        let Some((seat, call)) = seat.and_then(|seat| Some((seat, self.desks.call_of(seat)?)))
        else {
            // It ended while it was being stored, and its removal may have been faster.
            return self.beside.forget_handset(leg);
        };
        let (port, media, task) = (call.port, call.media, call.task);
        if !done {
            return self.give_up_handset(seat);
        }
        call.stage = Stage::Up;
        let unsent = std::mem::take(&mut call.unsent);
        self.emit_handsets(unsent);
        let terms = terms_of(media);
        self.ports.renew(leg, terms.remote, Instant::now());
        self.media.order(Order::OpenPhone { leg, port, terms });
        match task {
            Task::Ring { contact, fence } => {
                self.wish(seat, Command::Accept { contact, fence });
            }
            Task::Talk { contact } => {
                let input = Input::Phone { member: seat.1, leg: Some(leg) };
                self.todo.push_back((contact, input));
                self.own_handset_is_up(contact);
            }
        }
        self.desks.stirred.insert(seat);
    }

    /// RFC 3261 §21.4.23, §21.6: somebody at the phone wants no call. Everything else is a phone that cannot ring: the
    /// Workspace does.
    fn handset_refused(&mut self, seat: Seat, status: u16) {
        let Some(call) = self.end_handset_call(seat) else { return };
        tracing::info!(sip.status = status, "a SIP phone did not take a call");
        self.not_again(seat, call.task);
        match call.task {
            Task::Ring { contact, fence } if matches!(status, 486 | 600 | 603) => {
                self.wish(seat, Command::Decline { contact, fence });
            }
            Task::Ring { .. } => {}
            Task::Talk { contact } => {
                self.call_out_without(seat, contact);
                self.internal_without(seat, contact);
            }
        }
    }

    fn handset_ended(&mut self, seat: Seat, by: EndedBy) {
        if by == EndedBy::Local {
            return;
        }
        let Some(call) = self.end_handset_call(seat) else { return };
        let contact = call.task.contact();
        // Whoever lifts the handset and puts it down again has accepted, and is in the call by now or will be.
        self.not_again(seat, Task::Talk { contact });
        self.handset_is_gone(seat, call.task);
        if by == EndedBy::Remote {
            self.wish(seat, Command::HangUp { contact });
        }
    }

    /// The core has refused what was done with the handset: an offer that was gone.
    pub(super) fn handset_unwanted(&mut self, seat: Seat, command: Command) {
        let Command::Accept { contact, fence } = command else { return };
        let task = Task::Ring { contact, fence };
        if self.desks.call_of(seat).is_some_and(|call| call.task == task) {
            self.give_up_handset(seat);
        }
    }

    fn give_up_handset(&mut self, seat: Seat) {
        let task = self.desks.call_of(seat).map(|call| call.task);
        self.let_go(seat);
        if let Some(task) = task {
            self.not_again(seat, task);
            self.handset_is_gone(seat, task);
        }
    }

    fn not_again(&mut self, seat: Seat, task: Task) {
        if let Some(desk) = self.desks.all.get_mut(&seat) {
            desk.over = Some(task);
        }
    }

    /// Its own key for hold, or sound that is wanted elsewhere. SIP has its answer already.
    fn handset_renewed(&mut self, seat: Seat, media: RemoteMedia) {
        let Some(call) = self.desks.call_of(seat) else { return };
        let before = call.media.replace(media);
        let (leg, task, is_up) = (call.leg, call.task, call.stage == Stage::Up);
        if !is_up {
            return;
        }
        let terms = terms_of(Some(media));
        self.ports.renew(leg, terms.remote, Instant::now());
        self.media.order(Order::RenewPhone { leg, terms });
        let Task::Talk { contact } = task else { return };
        match (before.is_some_and(is_held), is_held(media)) {
            (false, true) => self.wish(seat, Command::Hold { contact }),
            (true, false) => self.wish(seat, Command::CancelHold { contact }),
            (true, true) | (false, false) => {}
        }
    }

    /// RFC 4733 comes first, where the phone has agreed to it.
    fn handset_info(&mut self, seat: Seat, digit: char) {
        let media = self.desks.call_of(seat).and_then(|call| call.media);
        let has_events = media.is_some_and(|media| media.telephone_event.is_some());
        if let Some(digit) = Digit::from_char(digit).filter(|_| !has_events) {
            self.handset_key(seat, digit);
        }
    }

    /// VC21: a key of the phone's is a key for the customer's end.
    pub(super) fn handset_key(&mut self, seat: Seat, digit: Digit) {
        let task = self.desks.call_of(seat).map(|call| call.task);
        if let Some(Task::Talk { contact }) = task {
            let (application, member) = seat;
            let key = Some(Key(digit.as_char()));
            self.beside.wish(application, member, Command::SendKeys { contact }, key);
        }
    }

    /// The media plane, about the leg of a SIP phone.
    pub(super) fn handset_sound(&mut self, seat: Seat, event: media::Event) {
        if let media::Event::Digit { digit, .. } = event {
            return self.handset_key(seat, digit);
        }
        let Some(call) = self.desks.call_of(seat) else { return };
        let contact = call.task.contact();
        self.todo.push_back((contact, Input::Media(event)));
    }
}

/// On hold a phone may say nothing, and that is no loss.
pub(super) fn terms_of(media: Option<RemoteMedia>) -> PhoneTerms {
    let terms = terms(media);
    PhoneTerms { talks: terms.talks && !media.is_some_and(is_held), ..terms }
}

pub(super) fn is_held(media: RemoteMedia) -> bool {
    matches!(media.direction, Direction::SendOnly | Direction::Inactive)
        || media.address.ip().is_unspecified()
}
