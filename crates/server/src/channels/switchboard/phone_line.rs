//! VC12, VC30: a SIP phone that is no member's, as the far end of a call: it rings until somebody lifts the handset, and is let go of
//! with the call. What of it concerns the customer, or the member who calls, is `voice`'s, as of a line outside.

use std::collections::BTreeMap;
use std::time::Instant;

use acd::{CallFault, ContactId, PhoneId};
use media::{Digit, Order, RtpPort};
use sip::{CallId, Cause, EndedBy, Event, Output, Pickup, RemoteMedia};
use voice::{LineEvent, OutsideAction, dial_failure};

use super::board::Board;
use super::desk::Stage;
use super::handset_events::{is_held, terms_of};
use super::line_id::LineId;

#[derive(Debug, Default)]
pub(super) struct PhoneLines {
    all: BTreeMap<ContactId, PhoneLine>,
    by_sip: BTreeMap<CallId, ContactId>,
}

#[derive(Debug)]
struct PhoneLine {
    phone: PhoneId,
    sip: CallId,
    port: RtpPort,
    stage: Stage,
    /// Whether it rings there, as far as it has said so.
    rang: bool,
    /// Where the phone wants its sound, once it has answered.
    media: Option<RemoteMedia>,
    /// Its ACK, which waits for the dialog to be on disk (F01).
    unsent: Vec<Output>,
}

impl PhoneLines {
    pub(super) fn of_sip(&self, sip: CallId) -> Option<ContactId> {
        self.by_sip.get(&sip).copied()
    }

    /// Whether it is in a call, or rings for one.
    pub(super) fn has(&self, phone: PhoneId) -> bool {
        self.all.values().any(|line| line.phone == phone)
    }

    /// Whether nobody has lifted the handset yet.
    pub(super) fn rings(&self, contact: ContactId) -> bool {
        self.all.get(&contact).is_some_and(|line| line.stage == Stage::Calling)
    }

    fn begin(&mut self, contact: ContactId, line: PhoneLine) {
        self.by_sip.insert(line.sip, contact);
        self.all.insert(contact, line);
    }

    fn end(&mut self, contact: ContactId) -> Option<PhoneLine> {
        let line = self.all.remove(&contact)?;
        self.by_sip.remove(&line.sip);
        Some(line)
    }
}

impl Board {
    /// What is to be done about the phone that this call has. `false`: it has none.
    pub(super) fn carry_out_at_phone(&mut self, contact: ContactId, action: OutsideAction) -> bool {
        let Some(line) = self.phone_lines.all.get(&contact) else { return false };
        let (sip, port, media) = (line.sip, line.port, line.media);
        let now = Instant::now();
        let id = LineId::external(contact);
        match action {
            OutsideAction::HangUp(cause) => self.let_phone_go(contact, cause),
            OutsideAction::CloseLeg => self.close_leg(id),
            OutsideAction::Probe => {
                let address = self.media.rtp_address(port);
                if let Some((handsets, address)) = self.handsets.as_mut().zip(address) {
                    let outputs = handsets.endpoint.reoffer(sip, address, now);
                    self.emit_handsets(outputs);
                }
            }
            OutsideAction::SendKey(key) => {
                let in_sound = terms_of(media).formats.has_keys();
                let handsets = self.handsets.as_mut().filter(|_| !in_sound);
                match handsets.filter(|handsets| handsets.endpoint.takes_keys(sip)) {
                    Some(handsets) => {
                        let outputs = handsets.endpoint.press(sip, key.as_char(), now);
                        self.emit_handsets(outputs);
                    }
                    None => self.key_in_the_sound(id, key),
                }
            }
            OutsideAction::Call { .. } => return false,
        }
        true
    }

    /// `None` where it cannot be called.
    pub(super) fn ring_phone(&mut self, contact: ContactId, phone: PhoneId) -> Option<()> {
        let (leg, now) = (LineId::external(contact).leg(), Instant::now());
        let from = self.calls.get(&contact)?.shown.clone().unwrap_or_default();
        let handsets = self.handsets.as_mut()?;
        let user = handsets.user_of(phone)?.to_owned();
        let port = self.ports.take(leg, None, now)?;
        let media = self.media.rtp_address(port);
        let caller = (&from, Pickup::ByHand);
        let begun = media.map(|media| handsets.endpoint.invite_phone(&user, caller, media, now));
        let (sip, outputs) = match begun {
            Some(Ok(begun)) => begun,
            failed => {
                tracing::info!(contact.id = %contact, ?failed, "a SIP phone was not called");
                self.ports.give_back(leg);
                return None;
            }
        };
        let (stage, rang, media, unsent) = (Stage::Calling, false, None, Vec::new());
        self.phone_lines.begin(contact, PhoneLine { phone, sip, port, stage, rang, media, unsent });
        self.emit_handsets(outputs);
        Some(())
    }

    /// CANCEL or BYE, as it stands.
    pub(super) fn let_phone_go(&mut self, contact: ContactId, cause: Cause) {
        let Some(line) = self.end_phone_line(contact) else { return };
        // The ACK of an answer that waits for the disk goes before the BYE.
        self.emit_handsets(line.unsent);
        let Some(handsets) = &mut self.handsets else { return };
        let outputs = handsets.endpoint.hang_up(line.sip, cause, Instant::now());
        self.emit_handsets(outputs);
    }

    /// Its place on disk is released. Its sound is `voice`'s to end, if it has begun.
    fn end_phone_line(&mut self, contact: ContactId) -> Option<PhoneLine> {
        let line = self.phone_lines.end(contact)?;
        let leg = LineId::external(contact).leg();
        if line.stage != Stage::Up {
            self.ports.give_back(leg);
        }
        if line.stage != Stage::Calling {
            self.beside.forget_handset(leg);
        }
        Some(line)
    }

    /// The ACK of an answer is held back until its dialog is stored (F01).
    pub(super) fn hold_back_phone(&mut self, sip: CallId, held: Vec<Output>) {
        let contact = self.phone_lines.of_sip(sip);
        let line = contact.and_then(|contact| self.phone_lines.all.get_mut(&contact));
        if let Some(line) = line {
            line.unsent = held;
        }
    }

    pub(super) fn phone_line_event(&mut self, contact: ContactId, event: &Event) {
        let id = LineId::external(contact);
        match event {
            Event::Provisional { status, .. } => {
                if let Some(line) = self.phone_lines.all.get_mut(&contact) {
                    line.rang |= *status == RINGING;
                }
            }
            Event::Answered { call, media, .. } => self.phone_answered(contact, *call, *media),
            Event::Failed { status, .. } => {
                let Some(line) = self.end_phone_line(contact) else { return };
                let why = dial_failure(*status, line.rang);
                tracing::info!(contact.id = %contact, sip.status = status, ?why, "a SIP phone did not take a call");
                self.tell_line(id, LineEvent::Failed(why));
            }
            Event::Ended { by, .. } => {
                let told = match by {
                    // Our own wish; the call knows.
                    EndedBy::Local => return,
                    EndedBy::Remote => LineEvent::HungUp,
                    EndedBy::NoAck => LineEvent::Broken(CallFault::NoAck),
                    EndedBy::Timeout | EndedBy::NoMedia => {
                        LineEvent::Broken(CallFault::MediaTimeout)
                    }
                };
                self.end_phone_line(contact);
                self.tell_line(id, told);
            }
            Event::Reoffered { media, .. } => {
                self.phone_renewed(contact, *media);
                self.tell_line(id, LineEvent::Probed);
            }
            Event::ReofferRefused { .. } => self.tell_line(id, LineEvent::Probed),
            Event::KeyRefused { digit, .. } => {
                if let Some(key) = Digit::from_char(*digit) {
                    self.key_in_the_sound(id, key);
                }
            }
            // What is pressed there is for the customer, who has no use for it.
            _ => {}
        }
    }

    fn phone_answered(&mut self, contact: ContactId, sip: CallId, media: RemoteMedia) {
        let Some(line) = self.phone_lines.all.get_mut(&contact) else { return };
        (line.media, line.stage) = (Some(media), Stage::Answered);
        let dialog = self.handsets.as_ref().and_then(|handsets| handsets.endpoint.dialog(sip));
        self.beside.save_handset(sip, LineId::external(contact).leg(), dialog);
    }

    /// F01: the dialog is on disk, so the ACK may leave.
    pub(super) fn phone_line_saved(&mut self, contact: ContactId, done: bool) {
        let id = LineId::external(contact);
        let Some(line) = self.phone_lines.all.get_mut(&contact) else { return };
        if !done {
            self.let_phone_go(contact, Cause::TEMPORARY_FAILURE);
            return self.tell_line(id, LineEvent::Broken(CallFault::LegsLost));
        }
        line.stage = Stage::Up;
        let (port, media, unsent) = (line.port, line.media, std::mem::take(&mut line.unsent));
        self.emit_handsets(unsent);
        let (leg, terms) = (id.leg(), terms_of(media));
        self.ports.renew(leg, terms.remote, Instant::now());
        self.media.order(Order::OpenPhone { leg, port, terms });
        self.tell_line(id, LineEvent::Answered);
        if media.is_some_and(is_held) {
            self.tell_line(id, LineEvent::OnHold(true));
        }
    }

    /// Its own key for hold, or sound that is wanted elsewhere. SIP has its answer already.
    fn phone_renewed(&mut self, contact: ContactId, media: RemoteMedia) {
        let Some(line) = self.phone_lines.all.get_mut(&contact) else { return };
        let before = line.media.replace(media);
        if line.stage != Stage::Up {
            return;
        }
        let (id, terms) = (LineId::external(contact), terms_of(Some(media)));
        self.ports.renew(id.leg(), terms.remote, Instant::now());
        self.media.order(Order::RenewPhone { leg: id.leg(), terms });
        let holds = is_held(media);
        if before.is_some_and(is_held) != holds {
            self.tell_line(id, LineEvent::OnHold(holds));
        }
    }
}

const RINGING: u16 = 180;
