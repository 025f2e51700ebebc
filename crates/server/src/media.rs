//! The media thread: one thread of its own owns the [`media::Plane`] and every socket that carries sound. It is no
//! task, because a wake-up costs more than the system call: it drains its sockets on a tick while there are legs,
//! and sleeps without one while there are none. No lock, no disk and no database is on its path (W25).

mod inbox;
mod late;
mod meters;
mod outbox;
mod plane_loop;
mod sockets;
mod wake;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use media::{Event, Order, PlaneConfig, Prompts, RtpPort, Timeouts};
use tokio::sync::mpsc;

use self::plane_loop::PlaneLoop;
use self::sockets::Sockets;
use self::wake::Waker;
use crate::config::Config;
use crate::parts::Part;

/// Orders that may wait; the thread takes all of them on each tick.
const ORDERS_MAX: usize = 4_096;
/// Orders that may wait on our side for the thread to have room. It takes thousands in a tick: one that leaves so many lying will
/// not come back.
const LATE_MAX: usize = 65_536;
/// When they are tried again: about a tick.
const TRIED_AFTER: Duration = Duration::from_millis(3);
/// Events that may wait for the switchboard. More wait on the thread's side.
const EVENTS_MAX: usize = 16_384;

/// The way to the media thread.
#[derive(Debug)]
pub(crate) struct MediaThread {
    orders: SyncSender<Order>,
    late: VecDeque<Order>,
    waker: Waker,
    addresses: Arc<Addresses>,
}

/// Where the outside reaches our sound: the public address where one is configured, else the bound one.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    pub(crate) browser: Vec<SocketAddr>,
    rtp: Vec<SocketAddr>,
}

impl MediaThread {
    /// Binds every socket and starts the thread. A port that cannot be had is fatal, and the error names the flag.
    pub(crate) fn start(
        config: &Config,
        part: Part,
    ) -> anyhow::Result<(Self, mpsc::Receiver<Event>)> {
        let sockets = Sockets::bind(config)?;
        let addresses = Arc::new(sockets.addresses(config)?);
        let (waker, bell) = wake::pair().context("the media thread cannot be woken")?;
        let (orders, orders_in) = sync_channel(ORDERS_MAX);
        let (events, events_out) = mpsc::channel(EVENTS_MAX);
        let plane = PlaneConfig {
            rtp_ports: u16::try_from(addresses.rtp.len()).context("--rtp names too many ports")?,
            prompts: Arc::new(Prompts::built_in()),
            timeouts: Timeouts::default(),
            seed: rand::random(),
        };
        std::thread::Builder::new()
            .name("media".to_owned())
            .spawn(move || {
                PlaneLoop::new(plane, bell, orders_in, events).run(&sockets);
                drop(part);
            })
            .context("the media thread cannot be started")?;
        Ok((Self { orders, late: VecDeque::new(), waker, addresses }, events_out))
    }

    /// Carried out within a tick, in the order of the calls. It never waits for the thread: what finds no room goes with a later
    /// [`MediaThread::catch_up`].
    pub(crate) fn order(&mut self, order: Order) {
        self.late.push_back(order);
        self.catch_up();
    }

    pub(crate) fn catch_up(&mut self) {
        while let Some(order) = self.late.pop_front() {
            match self.orders.try_send(order) {
                Ok(()) => self.waker.wake(),
                Err(TrySendError::Full(order)) => {
                    self.late.push_front(order);
                    return;
                }
                // Only a thread that has ended takes no orders, and its events have told that.
                Err(TrySendError::Disconnected(_)) => {}
            }
        }
    }

    /// When to catch up, if orders are late.
    pub(crate) fn due(&self, now: Instant) -> Option<Instant> {
        (!self.late.is_empty()).then(|| now + TRIED_AFTER)
    }

    /// The thread lives and takes nothing.
    pub(crate) fn is_stuck(&self) -> bool {
        self.late.len() > LATE_MAX
    }

    pub(crate) fn addresses(&self) -> Arc<Addresses> {
        Arc::clone(&self.addresses)
    }

    /// What the SDP of a phone leg on this port says.
    pub(crate) fn rtp_address(&self, port: RtpPort) -> Option<SocketAddr> {
        self.addresses.rtp.get(usize::from(port.0)).copied()
    }

    pub(crate) fn rtp_ports(&self) -> u16 {
        u16::try_from(self.addresses.rtp.len()).unwrap_or(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use media::LegId;

    use super::*;

    fn close(leg: u128) -> Order {
        Order::Close { leg: LegId(leg) }
    }

    #[test]
    fn orders_for_a_thread_that_is_busy_wait_for_it_and_nobody_waits_with_them() {
        let (orders, taken) = sync_channel(1);
        let (waker, _bell) = wake::pair().unwrap();
        let addresses = Arc::new(Addresses { browser: Vec::new(), rtp: Vec::new() });
        let mut thread = MediaThread { orders, late: VecDeque::new(), waker, addresses };
        for leg in 1..=3 {
            thread.order(close(leg));
        }
        let now = Instant::now();
        for leg in 1..=3 {
            let order = taken.try_recv().unwrap();
            assert!(matches!(order, Order::Close { leg: LegId(found) } if found == leg));
            assert_eq!(thread.due(now).is_some(), leg < 3);
            thread.catch_up();
        }
        assert!(taken.try_recv().is_err() && !thread.is_stuck());
        for leg in 0..=LATE_MAX as u128 + 1 {
            thread.order(close(leg));
        }
        assert!(thread.is_stuck());
    }
}
