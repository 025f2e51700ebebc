//! Datagrams come in: whose are they, and may they pass? Every way through this file ends in a leg or in a count.

use std::net::SocketAddr;
use std::time::Instant;

use str0m::ice::StunMessage;

use super::Plane;
use crate::leg::{Inbound, Leg, Link, Payload, PhoneHeard};
use crate::order::{LegId, RtpPort, Socket};
use crate::routes::canonical;
use crate::rtp::{self, RtpHeader};

impl Plane {
    /// Takes a datagram that came in on `socket` from `source`. Never fails and never panics: what makes no
    /// sense or is nobody's is counted and dropped.
    pub fn receive(&mut self, socket: Socket, source: SocketAddr, datagram: &[u8], now: Instant) {
        let source = canonical(source);
        match socket {
            Socket::Browser => self.receive_browser(source, datagram, now),
            Socket::Rtp(port) => match datagram.get(1) {
                Some(second) if rtp::is_rtcp(*second) => {
                    self.receive_report(port, source, datagram, now);
                }
                _ => self.receive_rtp(port, source, datagram, now),
            },
        }
        self.settle(now);
    }

    fn receive_browser(&mut self, source: SocketAddr, datagram: &[u8], now: Instant) {
        let id = match Class::of(datagram) {
            Some(Class::Stun) => match self.named_in(datagram) {
                Ok(Some(id)) => id,
                Ok(None) => return self.dropped.unknown_source += 1,
                Err(Broken) => return self.dropped.malformed += 1,
            },
            Some(Class::Encrypted) => match self.routes.browser_at(source) {
                Some(id) => id,
                None => return self.dropped.unknown_source += 1,
            },
            None => return self.dropped.malformed += 1,
        };
        let Some(leg) = self.legs.get_mut(&id) else { return };
        let Link::Browser(browser) = &mut leg.link else { return };
        if !leg.ear.budget.spend(now) {
            return self.dropped.too_many += 1;
        }
        if !browser.accepts(source, datagram, now) {
            return self.dropped.unproven += 1;
        }
        if self.routes.browser_at(source) != Some(id) {
            self.routes.prove(id, source);
        }
        if !browser.receive(source, datagram, now, &mut self.tray) {
            self.dropped.malformed += 1;
        }
        if let Some(why) = browser.ended(now) {
            self.ended.push((id, why));
        }
    }

    /// The leg that a STUN request names. Anything but a request is nobody's: ICE-lite sends none itself.
    fn named_in(&self, datagram: &[u8]) -> Result<Option<LegId>, Broken> {
        let message = StunMessage::parse(datagram).map_err(|_| Broken)?;
        let name = message.split_username().filter(|_| message.is_binding_request());
        Ok(name.and_then(|(local, _)| self.routes.browser_named(local)))
    }

    fn receive_rtp(&mut self, port: RtpPort, source: SocketAddr, datagram: &[u8], now: Instant) {
        let Some((header, payload)) = RtpHeader::parse(datagram) else {
            return self.dropped.malformed += 1;
        };
        let Some(id) = self.phone_for(port, source, now) else {
            return self.dropped.unknown_source += 1;
        };
        let Some(Leg { link: Link::Phone(phone), ear, .. }) = self.legs.get_mut(&id) else {
            return;
        };
        if !ear.budget.spend(now) {
            return self.dropped.too_many += 1;
        }
        let believed = phone.latch.source();
        let heard = phone.receive(ear, Inbound { source, header, payload }, now, &mut self.tray);
        if phone.latch.source() != believed {
            let settled = phone.latch.offered() == Some(source);
            self.routes.believe(id, port, source, settled);
        }
        match heard {
            PhoneHeard::Sound(arrived) => {
                self.pass_on(id, arrived, Payload::Borrowed(payload), now);
            }
            PhoneHeard::Sign | PhoneHeard::OnTrial => {}
            PhoneHeard::Refused => self.dropped.wrong_source += 1,
            PhoneHeard::WrongPayload => self.dropped.wrong_payload += 1,
        }
    }

    /// The leg that a source on a shared port belongs to: the one that believes it; else the one whose SDP
    /// named it; else, if there is no doubt, the one that is still open to strangers. In doubt nobody: a
    /// customer must never be heard in another one's call.
    fn phone_for(&self, port: RtpPort, source: SocketAddr, now: Instant) -> Option<LegId> {
        if let Some(id) = self.routes.phone_at(port, source) {
            return Some(id);
        }
        let learning = || {
            self.routes.learning(port).iter().filter_map(|id| {
                let latch = self.legs.get(id)?.latch()?;
                Some((*id, latch))
            })
        };
        if learning().any(|(_, latch)| latch.offered() == Some(source)) {
            return only(learning().filter(|(_, latch)| latch.offered() == Some(source)));
        }
        let open = || learning().filter(|(_, latch)| latch.is_open(now));
        let same_host = |offered: SocketAddr| offered.ip() == source.ip();
        only(open().filter(|(_, latch)| latch.offered().is_some_and(same_host)))
            .or_else(|| only(open()))
    }

    /// Reports come from the same source as the sound, from its port plus one, or on our port plus one.
    fn receive_report(&mut self, port: RtpPort, source: SocketAddr, datagram: &[u8], now: Instant) {
        let beside = SocketAddr::new(source.ip(), source.port().wrapping_sub(1));
        let id = self.routes.phone_at(port, source).or_else(|| {
            let below = port.0.checked_sub(1).map(RtpPort);
            let below = below.and_then(|below| self.routes.phone_at(below, beside));
            self.routes.phone_at(port, beside).or(below)
        });
        let Some(id) = id else { return self.dropped.unknown_source += 1 };
        let Some(Leg { link: Link::Phone(phone), ear, .. }) = self.legs.get_mut(&id) else {
            return;
        };
        if !ear.budget.spend(now) {
            return self.dropped.too_many += 1;
        }
        if !phone.read_report(ear, source, datagram, now) {
            self.dropped.malformed += 1;
        }
    }
}

/// What a datagram on the browsers' socket is (RFC 7983).
#[derive(Clone, Copy)]
enum Class {
    Stun,
    /// DTLS, SRTP, SRTCP.
    Encrypted,
}

struct Broken;

impl Class {
    fn of(datagram: &[u8]) -> Option<Self> {
        match datagram.first()? {
            0..=3 => Some(Self::Stun),
            20..=63 | 128..=191 => Some(Self::Encrypted),
            _ => None,
        }
    }
}

/// The leg, if there is exactly one.
fn only<T>(mut candidates: impl Iterator<Item = (LegId, T)>) -> Option<LegId> {
    let (id, _) = candidates.next()?;
    candidates.next().is_none().then_some(id)
}
