//! TLS handshakes beside one another: a slow one holds nobody up, a stuck one ends.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::server::ResolvesServerCert;

use super::Stream;

/// A browser needs a round trip or two.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);
/// More wait in the kernel's queue: a flood of half-open connections costs a bounded amount of memory.
const HANDSHAKES_MAX: usize = 256;
/// Finished ones that nobody has taken yet.
const WAITING_MAX: usize = 16;
/// TLS-ALPN-01 (RFC 8737 §3). A browser never asks for it, and a connection that did ends after the handshake.
pub(super) const ACME_TLS: &[u8] = b"acme-tls/1";

type Ready = (Box<dyn Stream>, SocketAddr);

/// Takes connections and hands them on once they are encrypted. Dropping it closes the address.
pub(crate) struct Handshakes {
    ready: mpsc::Receiver<Ready>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Handshakes {
    pub(super) fn start(
        listener: TcpListener,
        resolver: Arc<dyn ResolvesServerCert>,
    ) -> anyhow::Result<Self> {
        let address = listener.local_addr()?;
        let acceptor = TlsAcceptor::from(Arc::new(settings(resolver)?));
        let (done, ready) = mpsc::channel(WAITING_MAX);
        let task = tokio::spawn(accept(listener, acceptor, done));
        Ok(Self { ready, address, task })
    }

    pub(super) async fn next(&mut self) -> Ready {
        match self.ready.recv().await {
            Some(ready) => ready,
            // The accepting task runs as long as we live.
            None => std::future::pending().await,
        }
    }

    pub(super) const fn local_address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Handshakes {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// TLS 1.2 and 1.3 with the one crypto backend of this binary.
fn settings(resolver: Arc<dyn ResolvesServerCert>) -> anyhow::Result<ServerConfig> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut settings = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(resolver);
    settings.alpn_protocols = vec![b"http/1.1".to_vec(), ACME_TLS.to_vec()];
    Ok(settings)
}

async fn accept(mut listener: TcpListener, acceptor: TlsAcceptor, done: mpsc::Sender<Ready>) {
    let places = Arc::new(Semaphore::new(HANDSHAKES_MAX));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let (stream, from) = Listener::accept(&mut listener).await;
        let (acceptor, done) = (acceptor.clone(), done.clone());
        tokio::spawn(async move {
            if let Some(encrypted) = handshake(&acceptor, stream).await {
                // Refused only when the server is going down.
                let _taken = done.send((encrypted, from)).await;
            }
            drop(place);
        });
    }
}

async fn handshake(acceptor: &TlsAcceptor, stream: TcpStream) -> Option<Box<dyn Stream>> {
    // Small frames of live sockets must not wait for one another.
    let _best_effort = stream.set_nodelay(true);
    let done = tokio::time::timeout(HANDSHAKE_WITHIN, acceptor.accept(stream)).await;
    match done {
        Ok(Ok(stream)) if stream.get_ref().1.alpn_protocol() == Some(ACME_TLS) => None,
        Ok(Ok(stream)) => Some(Box::new(stream)),
        Ok(Err(error)) => {
            tracing::debug!(%error, "a TLS handshake failed");
            None
        }
        Err(_) => None,
    }
}
