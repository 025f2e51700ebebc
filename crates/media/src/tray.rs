//! Where legs put down what leaves the plane: datagrams, events, and news of browsers that the plane must act
//! on first. All of it is reused memory; datagrams and events have an upper bound, and news come one or two for a
//! browser that has just arrived, so the number of legs bounds them.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::ops::Range;

use crate::event::Event;
use crate::leg::BrowserNews;
use crate::order::{LegId, Socket};
use crate::work::Work;

/// Datagrams that wait to be sent; a loop that drains after each batch never comes near.
const DATAGRAMS_MAX: usize = 16_384;
/// Events that wait to be fetched.
const EVENTS_MAX: usize = 16_384;

/// A datagram to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmit<'a> {
    pub socket: Socket,
    pub to: SocketAddr,
    pub datagram: &'a [u8],
}

#[derive(Debug, Default)]
pub(crate) struct Tray {
    bytes: Vec<u8>,
    datagrams: Vec<(Socket, SocketAddr, Range<usize>)>,
    pub(crate) events: VecDeque<Event>,
    pub(crate) news: VecDeque<(LegId, BrowserNews)>,
    /// Datagrams and events that did not fit, because nobody drained.
    pub(crate) overflowed: u64,
    pub(crate) work: Work,
}

impl Tray {
    /// Puts down a datagram made of two parts.
    pub(crate) fn send(&mut self, socket: Socket, to: SocketAddr, head: &[u8], body: &[u8]) {
        if self.datagrams.len() >= DATAGRAMS_MAX {
            self.overflowed += 1;
            return;
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(head);
        self.bytes.extend_from_slice(body);
        self.datagrams.push((socket, to, start..self.bytes.len()));
    }

    pub(crate) fn report(&mut self, event: Event) {
        if self.events.len() >= EVENTS_MAX {
            self.overflowed += 1;
            return;
        }
        self.events.push_back(event);
    }

    pub(crate) fn transmits(&self) -> impl Iterator<Item = Transmit<'_>> {
        self.datagrams.iter().map(|(socket, to, range)| Transmit {
            socket: *socket,
            to: *to,
            datagram: self.bytes.get(range.clone()).unwrap_or_default(),
        })
    }

    pub(crate) fn clear_transmits(&mut self) {
        self.bytes.clear();
        self.datagrams.clear();
    }
}
