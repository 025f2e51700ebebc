//! The TCP and TLS connections of SIP by their far ends: who has one, how many there may be, and which has to go.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use bytes::Bytes;
use sip::{Frame, Hop, Transport};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

/// Messages that wait to be written. A far end that reads nothing is let go of with them.
const OUTBOX_MESSAGES: usize = 64;
/// A connection that was idle so long may be closed for a new one.
const IDLE_MIN: Duration = Duration::from_mins(1);

/// A connection of this process. Its far end may come again; its number does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ConnectionId(u64);

/// What connections tell the loop.
#[derive(Debug)]
pub(super) enum News {
    /// Somebody connected.
    Arrived { stream: TcpStream, from: Hop },
    /// It sent something.
    Frame { id: ConnectionId, from: Hop, frame: Frame },
    /// Its far end has said all it has to say, and may still listen.
    HalfClosed { id: ConnectionId },
    /// It is over.
    Closed { id: ConnectionId },
    /// It could not be opened.
    Unreachable { id: ConnectionId },
}

/// Who is connected.
#[derive(Debug)]
pub(super) struct Connections {
    begun: u64,
    by_far_end: BTreeMap<FarEnd, Connection>,
    by_id: BTreeMap<ConnectionId, FarEnd>,
    most: usize,
    most_of_one: usize,
}

type FarEnd = (Transport, SocketAddr);

#[derive(Debug)]
struct Connection {
    id: ConnectionId,
    outbox: mpsc::Sender<Bytes>,
    heard: Instant,
}

/// A place in the table for a connection that is to be carried.
pub(super) struct Place {
    pub(super) id: ConnectionId,
    pub(super) outbox: mpsc::Receiver<Bytes>,
}

impl Connections {
    /// At most `most_of_one` from one address, and four times as many altogether.
    pub(super) fn new(most_of_one: usize) -> Self {
        let none = Self {
            begun: 0,
            by_far_end: BTreeMap::new(),
            by_id: BTreeMap::new(),
            most: most_of_one.saturating_mul(4),
            most_of_one,
        };
        none.count();
        none
    }

    /// Makes place for a connection; the longest idle one may have to go for it. `None`: all are busy.
    pub(super) fn begin(&mut self, far_end: Hop, now: Instant) -> Option<Place> {
        let ip = far_end.address.ip();
        let of_one = self.by_far_end.keys().filter(|(_, known)| known.ip() == ip).count();
        if of_one >= self.most_of_one {
            self.close_idle(Some(ip), now)?;
        }
        if self.by_far_end.len() >= self.most {
            self.close_idle(None, now)?;
        }
        self.begun += 1;
        let id = ConnectionId(self.begun);
        let (sender, outbox) = mpsc::channel(OUTBOX_MESSAGES);
        let key = (far_end.transport, far_end.address);
        let new = Connection { id, outbox: sender, heard: now };
        if let Some(old) = self.by_far_end.insert(key, new) {
            self.by_id.remove(&old.id);
        }
        self.by_id.insert(id, key);
        self.count();
        Some(Place { id, outbox })
    }

    /// Whether the message is on its way: there is a connection for it.
    pub(super) fn send(&mut self, to: Hop, message: &Bytes) -> bool {
        for far_end in to.connection.into_iter().chain([to.address]) {
            let key = (to.transport, far_end);
            let Some(connection) = self.by_far_end.get(&key) else { continue };
            match connection.outbox.try_send(message.clone()) {
                Ok(()) => return true,
                Err(mpsc::error::TrySendError::Full(_)) => {
                    metrics::counter!("rapport_sip_dropped_total", "why" => "not-read")
                        .increment(1);
                    self.close(connection.id);
                    // It is lost on the way, and what waits for its answer will say so.
                    return true;
                }
                Err(mpsc::error::TrySendError::Closed(_)) => {}
            }
        }
        false
    }

    pub(super) fn far_end(&self, id: ConnectionId) -> Option<Hop> {
        self.by_id.get(&id).map(|(transport, address)| Hop::new(*transport, *address))
    }

    pub(super) fn heard(&mut self, id: ConnectionId, now: Instant) {
        if let Some(connection) = self.by_id.get(&id).and_then(|key| self.by_far_end.get_mut(key)) {
            connection.heard = now;
        }
    }

    /// Lets go of a connection; what waits to be written still is. Gives its far end, if it was there.
    pub(super) fn close(&mut self, id: ConnectionId) -> Option<Hop> {
        let (transport, address) = self.by_id.remove(&id)?;
        self.by_far_end.remove(&(transport, address));
        self.count();
        Some(Hop::new(transport, address))
    }

    fn close_idle(&mut self, of: Option<IpAddr>, now: Instant) -> Option<Hop> {
        let candidates = self.by_far_end.iter().filter(|((_, address), connection)| {
            of.is_none_or(|ip| ip == address.ip())
                && now.saturating_duration_since(connection.heard) >= IDLE_MIN
        });
        let (_, oldest) = candidates.min_by_key(|(_, connection)| connection.heard)?;
        self.close(oldest.id)
    }

    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 connections")]
    fn count(&self) {
        metrics::gauge!("rapport_sip_connections").set(self.by_far_end.len() as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn far_end(host: u8, port: u16) -> Hop {
        Hop::new(Transport::Tcp, ([192, 0, 2, host], port).into())
    }

    #[test]
    fn an_address_has_so_many_connections_and_no_more_while_they_are_busy() {
        let now = Instant::now();
        let mut connections = Connections::new(2);
        let held: Vec<_> = (1..=2).map(|port| connections.begin(far_end(1, port), now)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(connections.begin(far_end(1, 3), now).is_none());
        assert!(connections.begin(far_end(2, 1), now).is_some(), "another address has its own");
        for host in 3..=7 {
            connections.begin(far_end(host, 1), now);
        }
        assert!(connections.begin(far_end(8, 1), now).is_none(), "four times as many altogether");
    }

    #[test]
    fn the_longest_idle_connection_makes_room() {
        let now = Instant::now();
        let mut connections = Connections::new(2);
        let first = connections.begin(far_end(1, 1), now).unwrap();
        let _second = connections.begin(far_end(1, 2), now).unwrap();
        let later = now + IDLE_MIN;
        connections.heard(first.id, later);
        assert!(connections.begin(far_end(1, 3), later).is_some());
        let message = Bytes::from_static(b"x");
        assert!(connections.send(far_end(1, 1), &message), "it was heard of");
        assert!(!connections.send(far_end(1, 2), &message), "it made room");
    }

    #[test]
    fn a_message_prefers_its_connection_and_knows_the_address_behind_it() {
        let now = Instant::now();
        let mut connections = Connections::new(2);
        let mut inward = connections.begin(far_end(1, 49_152), now).unwrap();
        let mut outward = connections.begin(far_end(1, 5060), now).unwrap();
        let way = Hop { connection: Some(far_end(1, 49_152).address), ..far_end(1, 5060) };
        let message = Bytes::from_static(b"x");
        assert!(connections.send(way, &message));
        assert!(inward.outbox.try_recv().is_ok() && outward.outbox.try_recv().is_err());
        assert_eq!(connections.close(inward.id), Some(far_end(1, 49_152)));
        assert!(connections.send(way, &message));
        assert!(outward.outbox.try_recv().is_ok());
        assert_eq!(connections.close(inward.id), None, "once");
    }

    #[test]
    fn a_far_end_that_reads_nothing_is_let_go_of() {
        let mut connections = Connections::new(2);
        let _unread = connections.begin(far_end(1, 1), Instant::now()).unwrap();
        let message = Bytes::from_static(b"x");
        for _ in 0..=OUTBOX_MESSAGES {
            assert!(connections.send(far_end(1, 1), &message));
        }
        assert!(!connections.send(far_end(1, 1), &message));
    }

    #[test]
    fn a_far_end_that_comes_again_from_the_same_port_is_another_connection() {
        let now = Instant::now();
        let mut connections = Connections::new(4);
        let old = connections.begin(far_end(1, 1), now).unwrap();
        let new = connections.begin(far_end(1, 1), now).unwrap();
        assert_eq!(connections.close(old.id), None);
        assert_eq!(connections.close(new.id), Some(far_end(1, 1)));
    }
}
