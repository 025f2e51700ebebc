//! VC06: calls that members make, from the core's wish to the answer. What is dialled and what is shown is read from the
//! store: the core knows ids only.

use std::time::Instant;

use acd::{ApplicationId, Command, ContactId, CustomerId, DialFailure, NumberId};
use media::Order;
use sip::{CallId, Destination, Output, Party, RemoteMedia};
use store::ReadError;
use voice::{Input, LineEvent, customer_leg, dial_failure};

use super::beside::Beside;
use super::board::{Board, Held, OwnLeg};
use super::desk::Seat;
use super::handset_calls::shown;
use super::line::terms;
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
        contact: ContactId,
        customer: CustomerId,
        number: NumberId,
    ) {
        let beside = self.clone();
        tokio::spawn(async move {
            let numbers = numbers(&beside, application, customer, number).await;
            let numbers = numbers.unwrap_or_else(|error| {
                let error = &error as &dyn std::error::Error;
                tracing::error!(contact.id = %contact, error, "nobody knows whom to call");
                None
            });
            beside.note(Note::Numbers { contact, numbers }).await;
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
        self.beside.look_up(application, contact, customer, number);
    }

    /// The INVITE, unless the member has hung up meanwhile.
    pub(super) fn call_out(&mut self, contact: ContactId, numbers: Option<Numbers>) {
        if self.calls.get(&contact).is_none_or(|held| !held.call.has_line()) {
            return;
        }
        let called = numbers.as_ref().map(|numbers| numbers.called.clone());
        if let Some(trunk) = self.trunk(contact) {
            trunk.numbers = numbers;
        }
        if let Some(called) = called
            && self.own_handset_first(contact, called)
        {
            return;
        }
        self.dial_out(contact);
    }

    pub(super) fn dial_out(&mut self, contact: ContactId) {
        if self.invite(contact).is_none() {
            self.failed(contact, DialFailure::NoLine);
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
            self.dial_out(contact);
        }
    }

    /// Or not: then nobody is called.
    pub(super) fn call_out_without(&mut self, seat: Seat, contact: ContactId) {
        if self.calls.get(&contact).is_some_and(|held| held.own_leg == OwnLeg::First) {
            self.wish(seat, Command::HangUp { contact });
        }
    }

    /// By the first trunk that has not had it. F40: what no trunk takes is said at once.
    fn invite(&mut self, contact: ContactId) -> Option<()> {
        let now = Instant::now();
        let ways = if self.draining { Vec::new() } else { self.endpoint.ways_out(now) };
        let trunk = self.trunk(contact)?;
        let Numbers { called, shown } = trunk.numbers.clone()?;
        let address = ways.into_iter().find(|way| !trunk.tried.contains(way))?;
        trunk.tried.push(address);
        let port = match trunk.port {
            Some(port) => port,
            None => self.ports.take(customer_leg(contact), None, now)?,
        };
        let media = self.media.rtp_address(port)?;
        let to = Destination { user: called, address };
        let from = Party { user: shown, display_name: None };
        let (sip, outputs) = match self.endpoint.invite(&to, &from, media, now) {
            Ok(begun) => begun,
            Err(error) => {
                tracing::warn!(contact.id = %contact, %error, "a call out cannot be begun");
                return None;
            }
        };
        let trunk = self.trunk(contact)?;
        (trunk.sip, trunk.port) = (Some(sip), Some(port));
        self.by_sip.insert(sip, contact);
        self.emit(outputs);
        Some(())
    }

    fn failed(&mut self, contact: ContactId, why: DialFailure) {
        self.todo.push_back((contact, Input::Line(LineEvent::Failed(why))));
    }

    /// The far end works on it, and may say where it wants sound before it answers (RFC 3960).
    pub(super) fn progressed(
        &mut self,
        contact: ContactId,
        status: u16,
        early_media: Option<RemoteMedia>,
    ) {
        if let Some(media) = early_media {
            self.open_far_end(contact, media);
            self.todo.push_back((contact, Input::Line(LineEvent::EarlyLeg)));
        }
        if status == RINGING {
            if let Some(trunk) = self.trunk(contact) {
                trunk.rang = true;
            }
            self.todo.push_back((contact, Input::Line(LineEvent::Rings)));
        }
    }

    /// F40, F41: what is the trunk's own fault, before anything was heard of the far end, is another trunk's chance.
    pub(super) fn refused(&mut self, contact: ContactId, status: u16) {
        let Some(trunk) = self.trunk(contact) else { return };
        let (rang, reached) = (trunk.rang, trunk.rang || trunk.open);
        let why = dial_failure(status, rang);
        let elsewhere = why == DialFailure::NoLine && !reached;
        if elsewhere && self.invite(contact).is_some() {
            tracing::info!(contact.id = %contact, sip.status = status, "a call out goes by another trunk");
            return;
        }
        tracing::info!(contact.id = %contact, sip.status = status, ?why, "a call out was not taken");
        self.failed(contact, why);
    }

    /// F01: the dialog is on disk before the far end hears that its answer was taken.
    pub(super) fn answered(&mut self, contact: ContactId, sip: CallId, media: RemoteMedia) {
        let dialog = self.endpoint.dialog(sip);
        if let Some(trunk) = self.trunk(contact) {
            trunk.media = Some(media);
            trunk.saved = true;
        }
        if let Some(application) = self.calls.get(&contact).and_then(|held| held.application) {
            self.beside.save(application, contact, dialog);
        }
    }

    /// The ACK of an answer is held back until its dialog is stored.
    pub(super) fn hold_back(&mut self, outputs: Vec<Output>) -> Vec<Output> {
        let answered = outputs.iter().find_map(|output| match output {
            Output::Event(sip::Event::Answered { call, .. }) => self.by_sip.get(call).copied(),
            Output::Event(_) | Output::Transmit { .. } | Output::Trunk(_) | Output::Phone(_) => {
                None
            }
        });
        let Some(contact) = answered else { return outputs };
        let is_signal = |output: &Output| matches!(output, Output::Transmit { .. });
        let (held, told) = outputs.into_iter().partition(is_signal);
        self.unsent.insert(contact, held);
        told
    }

    /// The far end's sound, which may have been open before the answer.
    pub(super) fn open_far_end(&mut self, contact: ContactId, media: RemoteMedia) {
        let leg = customer_leg(contact);
        let Some(trunk) = self.trunk(contact) else { return };
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
