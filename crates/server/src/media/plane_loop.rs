//! The loop of the media thread: wait for the tick, take orders, drain the sockets, tick, send, tell.

use std::os::fd::AsFd;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use media::{Event, Order, Plane, PlaneConfig};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll, ppoll};
use nix::sys::time::TimeSpec;
use tokio::sync::mpsc;

use super::inbox::{self, Inbox};
use super::outbox::Outbox;
use super::sockets::Sockets;
use super::wake::Bell;

/// BENCH 4.1: the cheapest rhythm that keeps the way through the server below 5 ms (M2).
const TICK: Duration = Duration::from_millis(3);
/// Batches that one socket may have per tick, so that a flood on it cannot starve the others.
const BATCHES_MAX: usize = 16;
/// How often the numbers of the plane are shown.
const COUNT_EVERY: Duration = Duration::from_secs(1);

pub(super) struct PlaneLoop {
    plane: Plane,
    bell: Bell,
    orders: Receiver<Order>,
    events: mpsc::Sender<Event>,
    inbox: Inbox,
    outbox: Outbox,
    counted: Option<Instant>,
    events_dropped: u64,
}

/// The switchboard is gone: nobody gives orders any more.
struct Abandoned;

impl PlaneLoop {
    pub(super) fn new(
        config: PlaneConfig,
        bell: Bell,
        orders: Receiver<Order>,
        events: mpsc::Sender<Event>,
    ) -> Self {
        Self {
            plane: Plane::new(config),
            bell,
            orders,
            events,
            inbox: Inbox::new(),
            outbox: Outbox::new(),
            counted: None,
            events_dropped: 0,
        }
    }

    pub(super) fn run(mut self, sockets: &Sockets) {
        let mut readable: Vec<_> = sockets
            .all
            .iter()
            .map(|socket| PollFd::new(socket.as_fd(), PollFlags::POLLIN))
            .collect();
        let mut next_tick = Instant::now();
        loop {
            self.wait(next_tick);
            let Ok(()) = self.take_orders() else { return };
            let now = Instant::now();
            if now >= next_tick {
                // A tick that was missed is not made up for.
                next_tick = now + TICK;
                self.drain(sockets, &mut readable, now);
                self.plane.tick(now);
                self.count(now);
            }
            self.send(sockets);
            self.tell();
        }
    }

    /// Until the tick or an order, whichever is first; without legs there is no tick.
    fn wait(&self, next_tick: Instant) {
        let mut bell = [PollFd::new(self.bell.as_fd(), PollFlags::POLLIN)];
        let timeout = (self.plane.legs() > 0)
            .then(|| TimeSpec::from(next_tick.saturating_duration_since(Instant::now())));
        // An interrupted wait is a short one.
        if matches!(ppoll(&mut bell, timeout, None), Ok(rung) if rung > 0) {
            self.bell.hush();
        }
    }

    fn take_orders(&mut self) -> Result<(), Abandoned> {
        loop {
            match self.orders.try_recv() {
                Ok(order) => {
                    if let Err(refused) = self.plane.order(order, Instant::now()) {
                        // A leg may have ended by itself while the order was on its way.
                        tracing::debug!(%refused, "a media order was not carried out");
                    }
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => return Ok(()),
                Err(std::sync::mpsc::TryRecvError::Disconnected) => return Err(Abandoned),
            }
        }
    }

    /// One call asks which sockets have something; only those are read.
    fn drain(&mut self, sockets: &Sockets, readable: &mut [PollFd<'_>], now: Instant) {
        let Self { plane, inbox, .. } = self;
        if !matches!(poll(readable, PollTimeout::ZERO), Ok(ready) if ready > 0) {
            return;
        }
        for (socket, polled) in sockets.all.iter().zip(readable) {
            if polled.any() != Some(true) {
                continue;
            }
            for _ in 0..BATCHES_MAX {
                let count = inbox.read(socket, |source, datagram| {
                    plane.receive(socket.name, source, datagram, now);
                });
                if !inbox::is_full(count) {
                    break;
                }
            }
        }
    }

    fn send(&mut self, sockets: &Sockets) {
        let Self { plane, outbox, .. } = self;
        for socket in &sockets.all {
            outbox.send(socket, plane.transmits());
        }
        plane.clear_transmits();
    }

    fn tell(&mut self) {
        while let Some(event) = self.plane.poll_event() {
            if self.events.try_send(event).is_err() {
                self.events_dropped += 1;
            }
        }
    }

    fn count(&mut self, now: Instant) {
        if self.counted.is_some_and(|at| now < at + COUNT_EVERY) {
            return;
        }
        self.counted = Some(now);
        let dropped = self.plane.dropped();
        for (why, count) in [
            ("malformed", dropped.malformed),
            ("unknown-source", dropped.unknown_source),
            ("unproven", dropped.unproven),
            ("wrong-source", dropped.wrong_source),
            ("wrong-payload", dropped.wrong_payload),
            ("too-many", dropped.too_many),
            ("overflowed", dropped.overflowed),
            ("not-sent", self.outbox.dropped),
            ("event", self.events_dropped),
        ] {
            metrics::counter!("rapport_media_dropped_total", "why" => why).absolute(count);
        }
    }
}
