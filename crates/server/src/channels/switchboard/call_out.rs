//! VC06, VC13: calls that members make, and those to lines outside, from the core's wish to the answer. What is dialled and what is shown is read from the
//! store: the core knows ids only.

use std::time::Instant;

use acd::{ApplicationId, Command, ContactId, CustomerId, DialFailure, NumberId};
use media::Order;
use sip::{CallId, Destination, Output, Party, RemoteMedia};
use store::{LegSide, ReadError};
use voice::{LineEvent, dial_failure};

use super::beside::Beside;
use super::board::{Board, Held, OwnLeg};
use super::desk::Seat;
use super::handset_calls::shown;
use super::line::terms;
use super::line_id::LineId;
use super::request::Note;

/// A call, in numbers.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    called: String,
    shown: String,
}

impl Beside {
    /// Whom to call, and as whom.
    pub(super) fn look_up(
        &self,
        application: ApplicationId,
        line: LineId,
        customer: CustomerId,
        number: NumberId,
    ) {
        let beside = self.clone();
        tokio::spawn(async move {
            let numbers = numbers(&beside, application, customer, number).await;
            let numbers = numbers.unwrap_or_else(|error| {
                let error = &error as &dyn std::error::Error;
                tracing::error!(contact.id = %line.contact, error, "nobody knows whom to call");
                None
            });
            beside.note(Note::Numbers { line, called: customer, numbers }).await;
        });
    }
}

async fn numbers(
    beside: &Beside,
    application: ApplicationId,
    customer: CustomerId,
    number: NumberId,
) -> Result<Option<Numbers>, ReadError> {
    let customer = beside.store.customer(application, customer).await?;
    let shown = beside.store.phone_number(application, number).await?;
    let called = customer.and_then(|customer| customer.phone);
    Ok(called.zip(shown).map(|(called, shown)| Numbers { called, shown: shown.digits }))
}

impl Board {
    /// The core wants a call that is not here yet.
    pub(super) fn begin_call_out(
        &mut self,
        application: ApplicationId,
        contact: ContactId,
        (customer, number): (CustomerId, NumberId),
    ) {
        self.hold(contact, Held::dialling(contact, application));
        self.beside.look_up(application, LineId::customer(contact), customer, number);
    }

    /// The INVITE, unless it is wanted no more.
    pub(super) fn call_out(
        &mut self,
        line: LineId,
        customer: CustomerId,
        numbers: Option<Numbers>,
    ) {
        if !self.is_live(line) || !self.is_to_call(line, customer) {
            return;
        }
        let called = numbers.as_ref().map(|numbers| numbers.called.clone());
        if let Some(trunk) = self.trunk(line) {
            trunk.numbers = numbers;
        }
        if let Some(called) = called
            && line == LineId::customer(line.contact)
            && self.own_handset_first(line.contact, called)
        {
            return;
        }
        self.dial_out(line);
    }

    /// VC15: one line outside may follow another in a moment: what was looked up for the earlier one calls nobody, and nobody is
    /// called twice.
    fn is_to_call(&mut self, line: LineId, customer: CustomerId) -> bool {
        line.side == LegSide::Customer
            || self
                .trunk(line)
                .is_some_and(|trunk| trunk.called == Some(customer) && trunk.numbers.is_none())
    }

    fn dial_out(&mut self, line: LineId) {
        if self.invite(line).is_none() {
            self.failed(line, DialFailure::NoLine);
        }
    }

    /// VC31: whether the member's own phone is called before the number is: it may ring a while before it is lifted.
    fn own_handset_first(&mut self, contact: ContactId, called: String) -> bool {
        let Some(held) = self.calls.get_mut(&contact) else { return false };
        held.shown = Some(shown(called));
        held.own_leg = OwnLeg::AtAnyTime;
        let [Some(member), _] = held.inside else { return false };
        let Some(application) = held.application else { return false };
        let Some(desk) = self.desks.all.get(&(application, member)) else { return false };
        if desk.is_here {
            held.own_leg = OwnLeg::First;
        }
        self.desks.stir(application, member);
        held.own_leg == OwnLeg::First
    }

    /// The member has answered at their own phone.
    pub(super) fn own_handset_is_up(&mut self, contact: ContactId) {
        let Some(held) = self.calls.get_mut(&contact) else { return };
        if std::mem::replace(&mut held.own_leg, OwnLeg::AtAnyTime) == OwnLeg::First {
            self.dial_out(LineId::customer(contact));
        }
    }

    /// Or not: then nobody is called.
    pub(super) fn call_out_without(&mut self, seat: Seat, contact: ContactId) {
        if self.calls.get(&contact).is_some_and(|held| held.own_leg == OwnLeg::First) {
            self.wish(seat, Command::HangUp { contact });
        }
    }

    /// By the first trunk that has not had it. F40: what no trunk takes is said at once.
    fn invite(&mut self, line: LineId) -> Option<()> {
        let now = Instant::now();
        let ways = if self.draining { Vec::new() } else { self.endpoint.ways_out(now) };
        let trunk = self.trunk(line)?;
        let Numbers { called, shown } = trunk.numbers.clone()?;
        let address = ways.into_iter().find(|way| !trunk.tried.contains(way))?;
        trunk.tried.push(address);
        let port = match trunk.port {
            Some(port) => port,
            None => self.ports.take(line.leg(), None, now)?,
        };
        let media = self.media.rtp_address(port)?;
        let to = Destination { user: called, address };
        let from = Party { user: shown, display_name: None };
        let (sip, outputs) = match self.endpoint.invite(&to, &from, media, now) {
            Ok(begun) => begun,
            Err(error) => {
                tracing::warn!(contact.id = %line.contact, %error, "a call out cannot be begun");
                return None;
            }
        };
        let trunk = self.trunk(line)?;
        (trunk.sip, trunk.port) = (Some(sip), Some(port));
        self.by_sip.insert(sip, line);
        self.emit(outputs);
        Some(())
    }

    fn failed(&mut self, line: LineId, why: DialFailure) {
        self.tell_line(line, LineEvent::Failed(why));
    }

    /// The far end works on it, and may say where it wants sound before it answers (RFC 3960).
    pub(super) fn progressed(
        &mut self,
        line: LineId,
        status: u16,
        early_media: Option<RemoteMedia>,
    ) {
        if let Some(media) = early_media {
            self.open_far_end(line, media);
            self.tell_line(line, LineEvent::EarlyLeg);
        }
        if status == RINGING {
            if let Some(trunk) = self.trunk(line) {
                trunk.rang = true;
            }
            self.tell_line(line, LineEvent::Rings);
        }
    }

    /// F40, F41: what is the trunk's own fault, before anything was heard of the far end, is another trunk's chance.
    pub(super) fn refused(&mut self, line: LineId, status: u16) {
        let Some(trunk) = self.trunk(line) else { return };
        let (rang, reached) = (trunk.rang, trunk.rang || trunk.open);
        let why = dial_failure(status, rang);
        let elsewhere = why == DialFailure::NoLine && !reached;
        if elsewhere && self.invite(line).is_some() {
            tracing::info!(contact.id = %line.contact, sip.status = status, "a call out goes by another trunk");
            return;
        }
        tracing::info!(contact.id = %line.contact, sip.status = status, ?why, "a call out was not taken");
        self.failed(line, why);
    }

    /// Whether the call still has this line.
    pub(super) fn is_live(&self, line: LineId) -> bool {
        self.calls.get(&line.contact).is_some_and(|held| match line.side {
            LegSide::Customer => held.call.has_line(),
            LegSide::External => held.call.has_line_outside(),
        })
    }

    /// F01: the dialog is on disk before the far end hears that its answer was taken.
    pub(super) fn answered(&mut self, line: LineId, sip: CallId, media: RemoteMedia) {
        let dialog = self.endpoint.dialog(sip);
        if let Some(trunk) = self.trunk(line) {
            trunk.media = Some(media);
            trunk.saved = true;
        }
        if let Some(application) = self.calls.get(&line.contact).and_then(|held| held.application) {
            self.beside.save(application, line, dialog);
        }
    }

    /// The ACK of an answer is held back until its dialog is stored.
    pub(super) fn hold_back(&mut self, outputs: Vec<Output>) -> Vec<Output> {
        let answered = outputs.iter().find_map(|output| match output {
            Output::Event(sip::Event::Answered { call, .. }) => {
                self.by_sip.get(call).map(|line| (*line, *call))
            }
            Output::Event(_) | Output::Transmit { .. } | Output::Trunk(_) | Output::Phone(_) => {
                None
            }
        });
        let live = answered.filter(|(line, sip)| !self.is_of_an_earlier_line(*line, *sip));
        let Some((line, _)) = live else { return outputs };
        let is_signal = |output: &Output| matches!(output, Output::Transmit { .. });
        let (held, told) = outputs.into_iter().partition(is_signal);
        self.unsent.insert(line, held);
        told
    }

    /// The far end's sound, which may have been open before the answer.
    pub(super) fn open_far_end(&mut self, line: LineId, media: RemoteMedia) {
        let leg = line.leg();
        let Some(trunk) = self.trunk(line) else { return };
        trunk.media = Some(media);
        let was_open = std::mem::replace(&mut trunk.open, true);
        let Some(port) = trunk.port else { return };
        let terms = terms(Some(media));
        self.ports.renew(leg, terms.remote, Instant::now());
        self.media.order(if was_open {
            Order::RenewPhone { leg, terms }
        } else {
            Order::OpenPhone { leg, port, terms }
        });
    }
}

const RINGING: u16 = 180;
