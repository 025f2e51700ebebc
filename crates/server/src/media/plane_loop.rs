//! The loop of the media thread: wait for the tick, take orders, drain the sockets, tick, send, tell.

use std::collections::BTreeSet;
use std::os::fd::AsFd;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use media::{CloseReason, Event, LegId, Order, Plane, PlaneConfig};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll, ppoll};
use nix::sys::time::TimeSpec;
use tokio::sync::mpsc;

use super::inbox::{self, Inbox};
use super::late::Late;
use super::meters::Meters;
use super::outbox::Outbox;
use super::sockets::Sockets;
use super::wake::Bell;

/// The cheapest rhythm of those that were measured that keeps the way through the server below 5 ms (M2).
const TICK: Duration = Duration::from_millis(3);
/// Batches that one socket may have per tick, so that a flood on it cannot starve the others.
const BATCHES_MAX: usize = 16;
/// How often the numbers of the plane are shown.
const COUNT_EVERY: Duration = Duration::from_secs(1);

pub(super) struct PlaneLoop {
    plane: Plane,
    /// To begin anew with.
    config: PlaneConfig,
    /// The open legs, so that their loss can be told.
    legs: BTreeSet<LegId>,
    bell: Bell,
    orders: Receiver<Order>,
    events: mpsc::Sender<Event>,
    inbox: Inbox,
    outbox: Outbox,
    counted: Option<Instant>,
    late: Late,
    events_dropped: u64,
    legs_shown: Option<u32>,
    meters: Meters,
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
            plane: Plane::new(config.clone()),
            config,
            legs: BTreeSet::new(),
            bell,
            orders,
            events,
            inbox: Inbox::new(),
            outbox: Outbox::new(),
            counted: None,
            late: Late::default(),
            events_dropped: 0,
            legs_shown: None,
            meters: Meters::new(),
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
                let ticked = catch_unwind(AssertUnwindSafe(|| {
                    self.drain(sockets, &mut readable, now);
                    self.plane.tick(now);
                }));
                if ticked.is_err() {
                    self.begin_anew();
                }
                self.count(now);
            }
            self.send(sockets);
            self.tell();
            self.show_legs();
        }
    }

    /// Until the tick or an order, whichever is first; without legs, and without anything to tell, there is no tick.
    fn wait(&self, next_tick: Instant) {
        let mut bell = [PollFd::new(self.bell.as_fd(), PollFlags::POLLIN)];
        let timeout = (self.plane.legs() > 0 || !self.late.is_empty())
            .then(|| TimeSpec::from(next_tick.saturating_duration_since(Instant::now())));
        // An interrupted wait is a short one.
        if matches!(ppoll(&mut bell, timeout, None), Ok(rung) if rung > 0) {
            self.bell.hush();
        }
    }

    fn take_orders(&mut self) -> Result<(), Abandoned> {
        loop {
            match self.orders.try_recv() {
                Ok(order) => self.obey(order),
                Err(std::sync::mpsc::TryRecvError::Empty) => return Ok(()),
                Err(std::sync::mpsc::TryRecvError::Disconnected) => return Err(Abandoned),
            }
        }
    }

    fn obey(&mut self, order: Order) {
        match &order {
            Order::OpenBrowser { leg, .. } | Order::OpenPhone { leg, .. } => {
                self.legs.insert(*leg);
            }
            Order::Close { leg } => {
                self.legs.remove(leg);
            }
            _ => {}
        }
        let plane = &mut self.plane;
        match catch_unwind(AssertUnwindSafe(|| plane.order(order, Instant::now()))) {
            Ok(Ok(())) => {}
            // A leg may have ended by itself while the order was on its way.
            Ok(Err(refused)) => tracing::debug!(%refused, "a media order was not carried out"),
            Err(_) => self.begin_anew(),
        }
    }

    /// The plane met a defect of ours. Its legs are lost, the thread is not: browsers come back by themselves, and
    /// the next call has sound.
    fn begin_anew(&mut self) {
        tracing::error!(
            legs = self.legs.len(),
            "the media plane met a defect of ours: its legs are lost"
        );
        self.meters.restarted();
        self.plane = Plane::new(self.config.clone());
        for leg in std::mem::take(&mut self.legs) {
            self.report(Event::Closed { leg, why: CloseReason::Lost });
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
        self.late.tell(&self.events);
        while let Some(event) = self.plane.poll_event() {
            if let Event::Closed { leg, .. } = event {
                self.legs.remove(&leg);
            }
            self.report(event);
        }
    }

    fn report(&mut self, event: Event) {
        let told = self.late.is_empty() && self.events.try_send(event).is_ok();
        if !told && !self.late.add(event) {
            self.events_dropped += 1;
        }
    }

    fn show_legs(&mut self) {
        let legs = u32::try_from(self.plane.legs()).unwrap_or(u32::MAX);
        if self.legs_shown.replace(legs) != Some(legs) {
            self.meters.legs(legs);
        }
    }

    fn count(&mut self, now: Instant) {
        if self.counted.is_some_and(|at| now < at + COUNT_EVERY) {
            return;
        }
        self.counted = Some(now);
        self.meters.dropped(&self.plane.dropped(), self.outbox.dropped, self.events_dropped);
        self.meters.work(&self.plane.work());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use media::{PhoneTerms, Prompts, RtpPort, Timeouts};

    use super::*;
    use crate::media::wake;

    fn plane_loop(events: mpsc::Sender<Event>) -> PlaneLoop {
        let (_waker, bell) = wake::pair().unwrap();
        let (_orders, ordered) = std::sync::mpsc::sync_channel(1);
        let prompts = Arc::new(Prompts::none());
        let config = PlaneConfig { rtp_ports: 1, prompts, timeouts: Timeouts::default(), seed: 1 };
        PlaneLoop::new(config, bell, ordered, events)
    }

    #[test]
    fn a_plane_that_broke_is_replaced_and_its_legs_are_told_as_lost() {
        let (events, mut told) = mpsc::channel(8);
        let mut plane_loop = plane_loop(events);
        let open = |leg| {
            let terms = PhoneTerms::pcmu(([127, 0, 0, 1], 9).into(), None);
            Order::OpenPhone { leg: LegId(leg), port: RtpPort(0), terms }
        };
        plane_loop.obey(open(1));
        plane_loop.obey(open(2));
        plane_loop.obey(Order::Close { leg: LegId(1) });
        plane_loop.begin_anew();
        let lost = Event::Closed { leg: LegId(2), why: CloseReason::Lost };
        assert_eq!(told.try_recv(), Ok(lost));
        assert!(told.try_recv().is_err());
        plane_loop.obey(open(2));
        assert_eq!(plane_loop.plane.legs(), 1, "the next call has sound");
    }

    #[test]
    fn what_becomes_of_a_leg_is_told_once_the_switchboard_has_room() {
        let (events, mut told) = mpsc::channel(1);
        let mut plane_loop = plane_loop(events);
        let lost = |leg| Event::Closed { leg: LegId(leg), why: CloseReason::Lost };
        for leg in 1..=3 {
            plane_loop.report(lost(leg));
        }
        for leg in 1..=3 {
            assert_eq!(told.try_recv(), Ok(lost(leg)));
            plane_loop.tell();
        }
        assert!(told.try_recv().is_err());
        assert_eq!(plane_loop.events_dropped, 0);
    }
}
