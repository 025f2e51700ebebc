//! The SIP side: the endpoint's settings, and its events in the words of a [`voice::Call`].

use std::time::{Duration, Instant};

use acd::{CallFault, ContactId};
use media::Order;
use sip::{
    CallId, Codecs, EndedBy, Endpoint, EndpointConfig, Event, Limits, Output, RemoteMedia,
    TrunkChanged, TrunkState,
};
use uuid::Uuid;
use voice::{Input, LineEvent, LineKind, customer_leg};

use super::arrival::Caller;
use super::board::{Board, Held};
use super::line::{Line, Trunk, terms};
use super::peers::peers;
use super::sip_ports::SipPorts;
use crate::config::Config;

/// F40: how long a trunk may leave a call out without a word before the next one is tried.
const UNHEARD: Duration = Duration::from_secs(5);

pub(super) fn endpoint(config: &Config, ports: &SipPorts) -> anyhow::Result<Endpoint> {
    Ok(Endpoint::new(EndpointConfig {
        advertised: ports.address(),
        advertised_tls: ports.tls_address(),
        peers: peers(config)?,
        limits: Limits { calls: config.calls_max, unheard: Some(UNHEARD), ..Limits::default() },
        codecs: Codecs::default(),
        seed: rand::random(),
    }))
}

impl Board {
    /// Sends what the endpoint wants sent and acts on what it has to tell.
    pub(super) fn emit(&mut self, outputs: Vec<Output>) {
        for output in self.hold_back(outputs) {
            match output {
                Output::Transmit { to, datagram } => {
                    let host = self.endpoint.certified_host(to);
                    self.sip_ports.send(to, &datagram, host);
                }
                Output::Event(event) => self.sip_event(event),
                Output::Trunk(changed) => tell_of_trunk(&changed),
                // They register at a port of their own.
                Output::Phone(_) => {}
            }
        }
    }

    fn sip_event(&mut self, event: Event) {
        let sip = event.call();
        if let Event::Invited { caller, callee, offer, .. } = event {
            let contact = ContactId(Uuid::now_v7());
            self.by_sip.insert(sip, contact);
            self.hold(contact, Held::new(contact, LineKind::Trunk, Line::trunk(sip, offer)));
            self.todo.push_back((contact, Input::Begun));
            self.beside.arrive(contact, Caller::Trunk { caller, dialled: callee });
            return;
        }
        let Some(contact) = self.by_sip.get(&sip).copied() else { return };
        let is_last = event.is_last();
        match event {
            Event::Acknowledged { media: Some(media), .. } => self.renew(contact, media),
            Event::Reoffered { media, .. } => {
                self.renew(contact, media);
                self.line(contact, LineEvent::Probed);
            }
            Event::ReofferRefused { .. } => self.line(contact, LineEvent::Probed),
            Event::Cancelled { .. } | Event::CancelledAfterAnswer { .. } => {
                self.line(contact, LineEvent::HungUp);
            }
            Event::Ended { by, .. } => self.ended(contact, by),
            Event::Dtmf { digit, .. } => {
                if let Some(key) = media::Digit::from_char(digit) {
                    self.line(contact, LineEvent::Key(key));
                }
            }
            Event::KeyRefused { digit, .. } => {
                if let Some(key) = media::Digit::from_char(digit) {
                    self.key_in_the_sound(contact, key);
                }
            }
            Event::Provisional { status, early_media, .. } => {
                self.progressed(contact, status, early_media);
            }
            Event::Answered { media, .. } => self.answered(contact, sip, media),
            Event::Failed { status, .. } => self.refused(contact, status),
            Event::Acknowledged { media: None, .. } | Event::Invited { .. } => {}
        }
        if is_last {
            self.sip_is_over(sip, contact);
        }
    }

    fn ended(&mut self, contact: ContactId, by: EndedBy) {
        let event = match by {
            EndedBy::Remote => LineEvent::HungUp,
            EndedBy::NoAck => LineEvent::Broken(CallFault::NoAck),
            EndedBy::Timeout | EndedBy::NoMedia => LineEvent::Broken(CallFault::MediaTimeout),
            // Our own wish; the call knows.
            EndedBy::Local => return,
        };
        self.line(contact, event);
    }

    fn sip_is_over(&mut self, sip: CallId, contact: ContactId) {
        self.by_sip.remove(&sip);
        // A call out may be on its way by another trunk.
        if let Some(trunk) = self.trunk(contact).filter(|trunk| trunk.sip == Some(sip)) {
            trunk.sip = None;
            if std::mem::take(&mut trunk.saved) {
                self.beside.forget_saved(vec![contact]);
            }
        }
    }

    /// The caller wants its sound elsewhere, or holds us (F48).
    fn renew(&mut self, contact: ContactId, media: RemoteMedia) {
        let Some(trunk) = self.trunk(contact) else { return };
        trunk.media = Some(media);
        if trunk.port.is_some() {
            let (leg, terms) = (customer_leg(contact), terms(Some(media)));
            self.ports.renew(leg, terms.remote, Instant::now());
            self.media.order(Order::RenewPhone { leg, terms });
        }
    }

    fn line(&mut self, contact: ContactId, event: LineEvent) {
        self.todo.push_back((contact, Input::Line(event)));
    }

    pub(super) fn trunk(&mut self, contact: ContactId) -> Option<&mut Trunk> {
        match &mut self.calls.get_mut(&contact)?.line {
            Line::Trunk(trunk) => Some(trunk),
            Line::Page(_) => None,
        }
    }
}

/// F40.
fn tell_of_trunk(changed: &TrunkChanged) {
    let TrunkChanged { peer, address, state } = changed;
    let address = address.to_string();
    let said = match state {
        TrunkState::Up => "the trunk is up",
        TrunkState::Refused => "the trunk refuses us; see --sip-credentials",
        TrunkState::Down => "the trunk does not answer",
    };
    let is_up = *state == TrunkState::Up;
    if is_up {
        tracing::info!(trunk.peer = peer, trunk.address = address, "{said}");
    } else {
        tracing::warn!(trunk.peer = peer, trunk.address = address, "{said}");
    }
    let up = if is_up { 1.0 } else { 0.0 };
    metrics::gauge!("rapport_trunk_up", "peer" => peer.clone(), "address" => address).set(up);
}
