//! The SIP side: the endpoint's settings, and its events in the words of a [`voice::Call`].

use std::time::{Duration, Instant};

use acd::{CallFault, ContactId};
use media::Order;
use sip::{
    CallId, Codecs, EndedBy, Endpoint, EndpointConfig, Event, Limits, Output, RemoteMedia,
    TrunkChanged, TrunkState,
};
use store::LegSide;
use uuid::Uuid;
use voice::{Input, LineEvent, LineKind};

use super::arrival::Caller;
use super::board::{Board, Held};
use super::line::{Line, Trunk, terms};
use super::line_id::LineId;
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
            self.by_sip.insert(sip, LineId::customer(contact));
            self.hold(contact, Held::new(contact, LineKind::Trunk, Line::trunk(sip, offer)));
            self.todo.push_back((contact, Input::Begun));
            self.beside.arrive(contact, Caller::Trunk { caller, dialled: callee });
            return;
        }
        let Some(line) = self.by_sip.get(&sip).copied() else { return };
        let is_last = event.is_last();
        if self.is_of_an_earlier_line(line, sip) {
            if is_last {
                self.by_sip.remove(&sip);
            }
            return;
        }
        match event {
            Event::Acknowledged { media: Some(media), .. } => self.renew(line, media),
            Event::Reoffered { media, .. } => {
                self.renew(line, media);
                self.tell_line(line, LineEvent::Probed);
            }
            Event::ReofferRefused { .. } => self.tell_line(line, LineEvent::Probed),
            Event::Cancelled { .. } | Event::CancelledAfterAnswer { .. } => {
                self.tell_line(line, LineEvent::HungUp);
            }
            Event::Ended { by, .. } => self.ended(line, by),
            Event::Dtmf { digit, .. } => {
                if let Some(key) = media::Digit::from_char(digit) {
                    self.tell_line(line, LineEvent::Key(key));
                }
            }
            Event::KeyRefused { digit, .. } => {
                if let Some(key) = media::Digit::from_char(digit) {
                    self.key_in_the_sound(line, key);
                }
            }
            Event::Provisional { status, early_media, .. } => {
                self.progressed(line, status, early_media);
            }
            Event::Answered { media, .. } => self.answered(line, sip, media),
            Event::Failed { status, .. } => self.refused(line, status),
            Event::Acknowledged { media: None, .. } | Event::Invited { .. } => {}
        }
        if is_last {
            self.sip_is_over(sip, line);
        }
    }

    /// A contact may have one line outside after the other, and the last word of an earlier one may come late.
    pub(super) fn is_of_an_earlier_line(&mut self, line: LineId, sip: CallId) -> bool {
        line.side == LegSide::External
            && self.trunk(line).is_some_and(|trunk| trunk.sip != Some(sip))
    }

    fn ended(&mut self, line: LineId, by: EndedBy) {
        let event = match by {
            EndedBy::Remote => LineEvent::HungUp,
            EndedBy::NoAck => LineEvent::Broken(CallFault::NoAck),
            EndedBy::Timeout | EndedBy::NoMedia => LineEvent::Broken(CallFault::MediaTimeout),
            // Our own wish; the call knows.
            EndedBy::Local => return,
        };
        self.tell_line(line, event);
    }

    fn sip_is_over(&mut self, sip: CallId, line: LineId) {
        self.by_sip.remove(&sip);
        // A call out may be on its way by another trunk.
        if let Some(trunk) = self.trunk(line).filter(|trunk| trunk.sip == Some(sip)) {
            trunk.sip = None;
            if std::mem::take(&mut trunk.saved) {
                self.beside.forget_saved(vec![line]);
            }
        }
    }

    /// The caller wants its sound elsewhere, or holds us (F48).
    fn renew(&mut self, line: LineId, media: RemoteMedia) {
        let Some(trunk) = self.trunk(line) else { return };
        trunk.media = Some(media);
        if trunk.port.is_some() {
            let (leg, terms) = (line.leg(), terms(Some(media)));
            self.ports.renew(leg, terms.remote, Instant::now());
            self.media.order(Order::RenewPhone { leg, terms });
        }
    }

    pub(super) fn tell_line(&mut self, line: LineId, event: LineEvent) {
        self.todo.push_back((line.contact, line.reports(event)));
    }

    pub(super) fn trunk(&mut self, line: LineId) -> Option<&mut Trunk> {
        let held = self.calls.get_mut(&line.contact)?;
        match (line.side, &mut held.line) {
            (LegSide::External, _) => held.outside.as_mut(),
            (LegSide::Customer, Line::Trunk(trunk)) => Some(trunk),
            (LegSide::Customer, Line::Page(_) | Line::Nobody) => None,
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
