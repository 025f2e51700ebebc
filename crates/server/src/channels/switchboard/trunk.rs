//! The SIP side: the endpoint's settings, and its events in the words of a [`voice::Call`].

use std::time::Instant;

use acd::{CallFault, ContactId};
use anyhow::{Context, bail};
use media::Order;
use sip::{
    CallId, Codecs, EndedBy, Endpoint, EndpointConfig, Event, Limits, Output, Peer, RemoteMedia,
};
use uuid::Uuid;
use voice::{Input, LineEvent, LineKind, customer_leg};

use super::arrival::Caller;
use super::board::{Board, Held};
use super::line::{Line, Trunk, terms};
use super::sip_ports::SipPorts;
use crate::config::Config;

pub(super) fn endpoint(config: &Config, ports: &SipPorts) -> anyhow::Result<Endpoint> {
    Ok(Endpoint::new(EndpointConfig {
        advertised: ports.address(),
        advertised_tls: ports.tls_address(),
        peers: peers(&config.sip_peer)?,
        limits: Limits { calls: config.calls_max, ..Limits::default() },
        codecs: Codecs::default(),
        seed: rand::random(),
    }))
}

/// `name=address`, with a transport before the address or without; one name may have several addresses.
pub(crate) fn peers(settings: &[String]) -> anyhow::Result<Vec<Peer>> {
    let mut peers: Vec<Peer> = Vec::new();
    for setting in settings {
        let Some((name, address)) = setting.split_once('=') else {
            bail!("--sip-peer {setting} is not NAME=ADDRESS");
        };
        let address =
            address.parse().with_context(|| format!("--sip-peer {setting} has no address"))?;
        match peers.iter_mut().find(|peer| peer.name == name) {
            Some(known) => known.addresses.push(address),
            None => peers.push(Peer { name: name.to_owned(), addresses: vec![address] }),
        }
    }
    Ok(peers)
}

impl Board {
    /// Sends what the endpoint wants sent and acts on what it has to tell.
    pub(super) fn emit(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Transmit { to, datagram } => {
                    let host = self.endpoint.certified_host(to);
                    self.sip_ports.send(to, &datagram, host);
                }
                Output::Event(event) => self.sip_event(event),
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
            // Keys come with the flows (VC41); calls out with VC06.
            Event::Dtmf { .. }
            | Event::Acknowledged { media: None, .. }
            | Event::Provisional { .. }
            | Event::Answered { .. }
            | Event::Failed { .. }
            | Event::Invited { .. } => {}
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
        if let Some(trunk) = self.trunk(contact) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_may_have_several_addresses() {
        let settings = ["a=192.0.2.1", "b=192.0.2.2:5080", "a=192.0.2.3"].map(str::to_owned);
        let peers = peers(&settings).unwrap();
        let of = |peer: &Peer| (peer.name.clone(), peer.addresses.len());
        assert_eq!(peers.iter().map(of).collect::<Vec<_>>(), [("a".into(), 2), ("b".into(), 1)]);
    }

    #[test]
    fn a_peer_that_cannot_be_read_is_named() {
        for wrong in ["trunk", "trunk=nowhere", "trunk=tls:nowhere", "trunk=sctp:192.0.2.1"] {
            let error = peers(&[wrong.to_owned()]).unwrap_err().to_string();
            assert!(error.contains(wrong) && error.contains("--sip-peer"), "{error}");
        }
    }
}
