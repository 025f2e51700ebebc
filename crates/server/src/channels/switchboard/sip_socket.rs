//! The UDP socket of SIP.

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context, bail};
use tokio::net::UdpSocket;

use super::sip_gate::SipGate;
use crate::config::Config;

/// The longest datagram that UDP can carry; SECURITY 2.4 limits a message to as much.
pub(super) const DATAGRAM_MAX: usize = 65_535;

#[derive(Debug)]
pub(super) struct SipSocket {
    socket: UdpSocket,
    address: SocketAddr,
    gate: SipGate,
}

impl SipSocket {
    /// A port that cannot be had is fatal, and the error names the flag.
    pub(super) fn bind(config: &Config) -> anyhow::Result<Self> {
        let taken = || format!("--sip: {} cannot be used; give another one", config.sip);
        let socket = std::net::UdpSocket::bind(config.sip).with_context(taken)?;
        socket.set_nonblocking(true).with_context(taken)?;
        let address = config.advertised(socket.local_addr()?);
        if address.ip().is_unspecified() {
            bail!("--sip {address} tells nobody where we are: give --public-address as well");
        }
        let socket = UdpSocket::from_std(socket).with_context(taken)?;
        Ok(Self { socket, address, gate: SipGate::default() })
    }

    /// Where peers reach us.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The next datagram. An error is the echo of one that we sent to nobody.
    pub(super) async fn receive(&self, buffer: &mut [u8]) -> std::io::Result<(usize, SocketAddr)> {
        self.socket.recv_from(buffer).await
    }

    /// Whether a datagram from there may be looked at.
    pub(super) fn admits(&mut self, source: SocketAddr, now: Instant) -> bool {
        let admitted = self.gate.admits(source.ip(), now);
        if !admitted {
            metrics::counter!("rapport_sip_dropped_total", "why" => "rate").increment(1);
        }
        admitted
    }

    /// What the kernel does not take now is lost, as datagrams may be: SIP sends it again.
    pub(super) fn send(&self, to: SocketAddr, datagram: &[u8]) {
        if self.socket.try_send_to(datagram, to).is_err() {
            metrics::counter!("rapport_sip_dropped_total", "why" => "not-sent").increment(1);
        }
    }
}
