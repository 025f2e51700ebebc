//! A bad network between clients and a server: passes bytes on until it is told to cut a connection, between frames or in the
//! middle of one.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    Now,
    /// Of the next bytes, in whichever direction they go, the first half comes through.
    InTheMiddle,
}

/// Dropping it refuses new connections; those that are open stay.
#[derive(Debug)]
pub struct Cutter {
    address: SocketAddr,
    links: Links,
    work: tokio::task::JoinHandle<()>,
}

type Links = Arc<Mutex<Vec<mpsc::UnboundedSender<Cut>>>>;

const CHUNK_MAX: usize = 16 * 1024;

impl Cutter {
    pub async fn before(server: SocketAddr) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let links = Links::default();
        let work = tokio::spawn(accept(listener, server, Arc::clone(&links)));
        Ok(Self { address, links, work })
    }

    /// Where clients connect instead.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts one of the open connections, chosen by `pick`. False if there is none.
    pub fn cut(&self, pick: usize, how: Cut) -> bool {
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.retain(|link| !link.is_closed());
        let count = links.len().max(1);
        links.get(pick % count).is_some_and(|link| link.send(how).is_ok())
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        self.work.abort();
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, links: Links) {
    while let Ok((client, _)) = listener.accept().await {
        let (cutting, cut) = mpsc::unbounded_channel();
        links.lock().unwrap_or_else(PoisonError::into_inner).push(cutting);
        tokio::spawn(async move {
            // Without a server behind it the client is let go.
            if let Ok(server) = TcpStream::connect(server).await {
                pass(client, server, cut).await;
            }
        });
    }
}

/// Until one of the two ends it, or it is cut.
async fn pass(client: TcpStream, server: TcpStream, mut cut: mpsc::UnboundedReceiver<Cut>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let (mut up, mut down) = (vec![0; CHUNK_MAX], vec![0; CHUNK_MAX]);
    let mut halve = false;
    loop {
        let ended = tokio::select! {
            read = from_client.read(&mut up) => carry(read, &up, &mut to_server, halve).await,
            read = from_server.read(&mut down) => carry(read, &down, &mut to_client, halve).await,
            how = cut.recv() => match how {
                Some(Cut::InTheMiddle) => {
                    halve = true;
                    false
                }
                Some(Cut::Now) | None => true,
            },
        };
        if ended {
            return;
        }
    }
}

/// Whether that was the end.
async fn carry(
    read: std::io::Result<usize>,
    chunk: &[u8],
    to: &mut OwnedWriteHalf,
    halve: bool,
) -> bool {
    let Ok(length) = read else { return true };
    let passed = if halve { length / 2 } else { length };
    let sent = to.write_all(chunk.get(..passed).unwrap_or_default()).await;
    length == 0 || halve || sent.is_err()
}
