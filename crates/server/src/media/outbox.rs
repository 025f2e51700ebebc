//! Datagrams out, many with one system call.

use std::io::IoSlice;

use media::Transmit;
use nix::errno::Errno;
use nix::sys::socket::{MsgFlags, MultiHeaders, SockaddrStorage, sendmmsg};

use super::sockets::BoundSocket;

/// Datagrams of one call.
const BATCH: usize = 64;

pub(super) struct Outbox {
    headers: MultiHeaders<SockaddrStorage>,
    /// Datagrams that the kernel did not take. Sound is never sent late.
    pub(super) dropped: u64,
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self { headers: MultiHeaders::preallocate(BATCH, None), dropped: 0 }
    }

    /// Sends those of `transmits` that belong to this socket.
    pub(super) fn send<'a>(
        &mut self,
        socket: &BoundSocket,
        transmits: impl Iterator<Item = Transmit<'a>>,
    ) {
        let mut own = transmits.filter(|transmit| transmit.socket == socket.name);
        loop {
            let batch: [Option<Transmit<'_>>; BATCH] = std::array::from_fn(|_| own.next());
            let count = batch.iter().flatten().count();
            if count == 0 {
                return;
            }
            let slices = batch.map(|transmit| {
                [IoSlice::new(transmit.map_or(&[][..], |transmit| transmit.datagram))]
            });
            let addresses =
                batch.map(|transmit| transmit.map(|transmit| SockaddrStorage::from(transmit.to)));
            self.send_batch(socket, &slices, &addresses, count);
        }
    }

    fn send_batch(
        &mut self,
        socket: &BoundSocket,
        slices: &[[IoSlice<'_>; 1]; BATCH],
        addresses: &[Option<SockaddrStorage>; BATCH],
        count: usize,
    ) {
        let mut sent = 0;
        while let (Some(slices), Some(addresses)) =
            (slices.get(sent..count), addresses.get(sent..count))
        {
            if slices.is_empty() {
                return;
            }
            let flags = MsgFlags::MSG_DONTWAIT;
            let result = sendmmsg(socket.raw(), &mut self.headers, slices, addresses, [], flags);
            match result.map(Iterator::count) {
                Ok(taken) => sent += taken.max(1),
                Err(Errno::EAGAIN | Errno::ENOBUFS) => {
                    self.dropped += (count - sent) as u64;
                    return;
                }
                // This one cannot go (no route, say); the others can.
                Err(_) => {
                    self.dropped += 1;
                    sent += 1;
                }
            }
        }
    }
}
