//! Datagrams in, many with one system call.

use std::io::IoSliceMut;
use std::net::SocketAddr;

use nix::sys::socket::{MsgFlags, MultiHeaders, SockaddrStorage, recvmmsg};

use super::sockets::BoundSocket;

/// Datagrams of one call.
const BATCH: usize = 64;
/// Larger than any datagram of sound or of a handshake; what is longer is cut, and thereby dropped.
const DATAGRAM_BYTES: usize = 2_048;

/// The buffers of all sockets: they are read one after the other.
pub(super) struct Inbox {
    buffers: Vec<[u8; DATAGRAM_BYTES]>,
    headers: MultiHeaders<SockaddrStorage>,
    received: [Option<(SocketAddr, usize)>; BATCH],
}

impl Inbox {
    pub(super) fn new() -> Self {
        Self {
            buffers: vec![[0; DATAGRAM_BYTES]; BATCH],
            headers: MultiHeaders::preallocate(BATCH, None),
            received: [None; BATCH],
        }
    }

    /// Reads what waits on a socket, at most one batch, and hands each datagram over. Gives how many there were.
    pub(super) fn read(
        &mut self,
        socket: &BoundSocket,
        mut take: impl FnMut(SocketAddr, &[u8]),
    ) -> usize {
        let count = self.fill(socket);
        for (received, buffer) in self.received.iter().zip(self.buffers.iter()).take(count) {
            if let Some((source, length)) = received
                && let Some(datagram) = buffer.get(..*length)
            {
                take(*source, datagram);
            }
        }
        count
    }

    fn fill(&mut self, socket: &BoundSocket) -> usize {
        let mut buffers = self.buffers.iter_mut();
        let mut slices: [_; BATCH] = std::array::from_fn(|_| {
            [IoSliceMut::new(buffers.next().map_or(&mut [][..], |buffer| &mut buffer[..]))]
        });
        let flags = MsgFlags::MSG_DONTWAIT;
        // An error is an empty socket, or one that tells of a datagram of ours that nobody wanted.
        let Ok(results) = recvmmsg(socket.raw(), &mut self.headers, &mut slices, flags, None)
        else {
            return 0;
        };
        let mut count = 0;
        for (result, received) in results.zip(&mut self.received) {
            let whole = !result.flags.contains(MsgFlags::MSG_TRUNC);
            *received = result.address.and_then(address).map(|source| (source, result.bytes));
            if !whole {
                *received = None;
            }
            count += 1;
        }
        count
    }
}

/// Whether a batch was full, so that more may wait.
pub(super) const fn is_full(count: usize) -> bool {
    count == BATCH
}

fn address(storage: SockaddrStorage) -> Option<SocketAddr> {
    let v4 = storage.as_sockaddr_in().map(|v4| SocketAddr::V4((*v4).into()));
    v4.or_else(|| storage.as_sockaddr_in6().map(|v6| SocketAddr::V6((*v6).into())))
}
