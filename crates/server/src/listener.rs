//! Where browsers connect: one address that speaks HTTP, or HTTPS where there is a certificate (OP09).

mod acme;
pub(crate) mod certificate;
mod handshakes;

use std::net::SocketAddr;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

use self::certificate::FlagNames;
use self::handshakes::Handshakes;
use crate::config::{Config, Encryption};

const HTTPS_FLAGS: FlagNames = FlagNames { certificate: "--tls-cert", key: "--tls-key" };

/// One connection's bytes, decrypted.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    /// TLS ends here, not at a proxy.
    pub(crate) encrypted: bool,
}

pub(crate) enum WebListener {
    Plain(TcpListener),
    Encrypted(Handshakes),
}

impl WebListener {
    /// Puts what the settings ask for on a bound address. Fails where a certificate cannot be used.
    pub(crate) fn start(listener: TcpListener, config: &Config) -> anyhow::Result<Self> {
        let resolver = match config.encryption()? {
            Encryption::None => return Ok(Self::Plain(listener)),
            Encryption::Files(files) => certificate::watch(files, HTTPS_FLAGS)?,
            Encryption::Acme(acme) => acme::order(acme, &config.data)?,
        };
        Ok(Self::Encrypted(Handshakes::start(listener, resolver)?))
    }
}

impl Listener for WebListener {
    type Io = Box<dyn Stream>;
    type Addr = Peer;

    async fn accept(&mut self) -> (Self::Io, Peer) {
        match self {
            Self::Plain(listener) => {
                let (stream, address) = Listener::accept(listener).await;
                (Box::new(stream), Peer { address, encrypted: false })
            }
            Self::Encrypted(handshakes) => {
                let (stream, address) = handshakes.next().await;
                (stream, Peer { address, encrypted: true })
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Peer> {
        let (address, encrypted) = match self {
            Self::Plain(listener) => (listener.local_addr()?, false),
            Self::Encrypted(handshakes) => (handshakes.local_address(), true),
        };
        Ok(Peer { address, encrypted })
    }
}

impl Connected<IncomingStream<'_, WebListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, WebListener>) -> Self {
        *stream.remote_addr()
    }
}
