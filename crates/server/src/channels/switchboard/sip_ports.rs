//! Everything that SIP comes by: the UDP socket, the listeners for TCP and TLS, and their connections.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use nix::sys::socket::{setsockopt, sockopt};
use sip::{Hop, Transport};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::connection::{Carriage, Patience, Whose};
use super::connections::{ConnectionId, Connections, News, Place};
use super::sip_gate::{self, Rate, SipGate};
use super::sip_tls::{SipTls, expected};
use crate::config::Config;

/// The longest datagram that UDP can carry; a message may be as long and no longer.
pub(super) const DATAGRAM_MAX: usize = 65_535;
/// How long a far end may take to agree on TLS, and to take a connection of ours.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(5);
const CONNECTED_WITHIN: Duration = Duration::from_secs(5);
/// Connections of one address besides one for each call, which some phones make.
const CONNECTIONS_SPARE: usize = 64;
/// What connections may tell ahead of the loop; then they wait.
const NEWS_MAX: usize = 256;
/// How long a listener rests when the process has no descriptor left.
const REST: Duration = Duration::from_millis(100);

pub(super) struct SipPorts {
    datagrams: UdpSocket,
    address: SocketAddr,
    tls_address: Option<SocketAddr>,
    tls: Option<SipTls>,
    gate: SipGate,
    connections: Connections,
    news: mpsc::Sender<News>,
}

impl SipPorts {
    /// Where trunks connect. A port that cannot be had is fatal, and the error names the flag.
    pub(super) fn bind(config: &Config) -> anyhow::Result<(Self, mpsc::Receiver<News>)> {
        let tls = SipTls::read(config, config.sip_tls, "--sip-tls")?;
        Self::at((config.sip, "--sip"), (tls, "--sip-tls"), sip_gate::TRUNKS, config)
    }

    /// Where phones register, if anywhere (VC31).
    pub(super) fn for_phones(
        config: &Config,
    ) -> anyhow::Result<Option<(Self, mpsc::Receiver<News>)>> {
        let Some(address) = config.sip_phones else {
            if config.sip_phones_tls.is_some() {
                bail!("--sip-phones-tls needs --sip-phones");
            }
            return Ok(None);
        };
        let tls = SipTls::read(config, config.sip_phones_tls, "--sip-phones-tls")?;
        let (plain, tls) = ((address, "--sip-phones"), (tls, "--sip-phones-tls"));
        Self::at(plain, tls, sip_gate::PHONES, config).map(Some)
    }

    fn at(
        (plain, flag): (SocketAddr, &str),
        (tls, tls_flag): (Option<SipTls>, &str),
        rate: Rate,
        config: &Config,
    ) -> anyhow::Result<(Self, mpsc::Receiver<News>)> {
        let (datagrams, streams) = pair(plain)
            .with_context(|| format!("{flag}: {plain} cannot be used; give another one"))?;
        let address = known(config, datagrams.local_addr()?, flag)?;
        let (news, inlet) = mpsc::channel(NEWS_MAX);
        tokio::spawn(listen(streams, Transport::Tcp, news.clone()));

        let mut tls_address = None;
        if let Some(tls) = &tls {
            let taken = || format!("{tls_flag}: {} cannot be used; give another one", tls.address);
            let listener = listener(tls.address).with_context(taken)?;
            tls_address = Some(known(config, listener.local_addr()?, tls_flag)?);
            tokio::spawn(listen(listener, Transport::Tls, news.clone()));
        }
        let connections = Connections::new(config.calls_max.saturating_add(CONNECTIONS_SPARE));
        let gate = SipGate::new(rate);
        Ok((Self { datagrams, address, tls_address, tls, gate, connections, news }, inlet))
    }

    /// Where peers reach us by UDP and TCP.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where peers reach us by TLS.
    pub(super) fn tls_address(&self) -> Option<SocketAddr> {
        self.tls_address
    }

    /// The next datagram. An error is the echo of one that we sent to nobody.
    pub(super) async fn receive(&self, buffer: &mut [u8]) -> std::io::Result<(usize, SocketAddr)> {
        self.datagrams.recv_from(buffer).await
    }

    /// Whether a datagram from there may be looked at.
    pub(super) fn admits(&mut self, source: SocketAddr, now: Instant) -> bool {
        let admitted = self.gate.admits(source.ip(), now);
        if !admitted {
            dropped("rate");
        }
        admitted
    }

    /// A peer has connected.
    pub(super) fn accept(&mut self, stream: TcpStream, from: Hop) {
        let Some(place) = self.connections.begin(from, Instant::now()) else {
            return dropped("connections-full");
        };
        let line = self.carriage(place, from, Whose::Theirs);
        let acceptor = self.tls.as_ref().map(|tls| tls.acceptor.clone());
        tokio::spawn(async move {
            let Some(acceptor) = acceptor.filter(|_| from.transport == Transport::Tls) else {
                return line.carry(stream).await;
            };
            let shaken = timeout(HANDSHAKE_WITHIN, acceptor.accept(stream)).await;
            if let Ok(Ok(stream)) = shaken {
                line.carry(stream).await;
            } else {
                dropped("tls-handshake");
                line.give_up(Whose::Theirs).await;
            }
        });
    }

    /// Sends a message. A datagram that the kernel does not take now is lost, as datagrams may be: SIP sends it again. For a
    /// stream a connection is opened where none stands; `host` is what its certificate must be for.
    pub(super) fn send(&mut self, to: Hop, message: &Bytes, host: Option<&str>) {
        if !to.transport.is_stream() {
            if self.datagrams.try_send_to(message, to.address).is_err() {
                dropped("not-sent");
            }
            return;
        }
        if self.connections.send(to, message) {
            return;
        }
        let there = Hop::new(to.transport, to.address);
        let Some(place) = self.connections.begin(there, Instant::now()) else {
            return dropped("connections-full");
        };
        self.connections.send(there, message);
        let line = self.carriage(place, there, Whose::Ours);
        let name = expected(host, to.address);
        let connector = self.tls.as_ref().map(|tls| tls.connector.clone());
        tokio::spawn(async move {
            let connected = timeout(CONNECTED_WITHIN, TcpStream::connect(to.address)).await;
            let Some(stream) = connected.ok().and_then(Result::ok).and_then(prepare) else {
                return line.give_up(Whose::Ours).await;
            };
            let Some(connector) = connector.filter(|_| to.transport == Transport::Tls) else {
                return line.carry(stream).await;
            };
            match timeout(HANDSHAKE_WITHIN, connector.connect(name, stream)).await {
                Ok(Ok(stream)) => line.carry(stream).await,
                failed => {
                    let why = failed.map(|failed| failed.map(|_| ()));
                    tracing::warn!(to = %to.address, ?why, "a SIP peer's TLS is not as expected");
                    dropped("tls-handshake");
                    line.give_up(Whose::Ours).await;
                }
            }
        });
    }

    /// The same to where somebody has come from, and where nobody listens: without a connection there is no way. `false`: so it is.
    pub(super) fn send_back(&mut self, to: Hop, message: &Bytes) -> bool {
        if to.transport.is_stream() {
            return self.connections.send(to, message);
        }
        self.send(to, message, None);
        true
    }

    pub(super) fn heard(&mut self, id: ConnectionId) {
        self.connections.heard(id, Instant::now());
    }

    pub(super) fn far_end(&self, id: ConnectionId) -> Option<Hop> {
        self.connections.far_end(id)
    }

    /// Lets go of a connection; gives its far end, if it still had one.
    pub(super) fn close(&mut self, id: ConnectionId) -> Option<Hop> {
        self.connections.close(id)
    }

    fn carriage(&self, place: Place, from: Hop, whose: Whose) -> Carriage {
        let Place { id, outbox } = place;
        Carriage { id, from, whose, patience: Patience::default(), news: self.news.clone(), outbox }
    }
}

/// One port for both, which the outside is told as one.
fn pair(at: SocketAddr) -> anyhow::Result<(UdpSocket, TcpListener)> {
    const TRIES: usize = 16;
    let mut tries = 0;
    loop {
        let datagrams = std::net::UdpSocket::bind(at)?;
        datagrams.set_nonblocking(true)?;
        tries += 1;
        match listener(datagrams.local_addr()?) {
            Ok(streams) => return Ok((UdpSocket::from_std(datagrams)?, streams)),
            // Any port was asked for, and this one is free for datagrams alone.
            Err(_) if at.port() == 0 && tries < TRIES => {}
            Err(error) => return Err(error),
        }
    }
}

fn listener(at: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = std::net::TcpListener::bind(at)?;
    listener.set_nonblocking(true)?;
    Ok(TcpListener::from_std(listener)?)
}

fn known(config: &Config, bound: SocketAddr, flag: &str) -> anyhow::Result<SocketAddr> {
    let address = config.advertised(bound);
    if address.ip().is_unspecified() {
        bail!("{flag} {address} tells nobody where we are: give --public-address as well");
    }
    Ok(address)
}

async fn listen(listener: TcpListener, transport: Transport, news: mpsc::Sender<News>) {
    loop {
        match listener.accept().await {
            Ok((stream, address)) => {
                let from = Hop::new(transport, address);
                let Some(stream) = prepare(stream) else { continue };
                if news.send(News::Arrived { stream, from }).await.is_err() {
                    return;
                }
            }
            // F19: out of descriptors, or a connection that was gone before it was taken.
            Err(_) => tokio::time::sleep(REST).await,
        }
    }
}

/// Small messages leave at once, and a far end that has vanished is found out.
fn prepare(stream: TcpStream) -> Option<TcpStream> {
    stream.set_nodelay(true).ok()?;
    setsockopt(&stream, sockopt::KeepAlive, &true).ok()?;
    setsockopt(&stream, sockopt::TcpKeepIdle, &60).ok()?;
    setsockopt(&stream, sockopt::TcpKeepInterval, &10).ok()?;
    setsockopt(&stream, sockopt::TcpKeepCount, &6).ok()?;
    Some(stream)
}

fn dropped(why: &'static str) {
    metrics::counter!("rapport_sip_dropped_total", "why" => why).increment(1);
}
