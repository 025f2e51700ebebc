//! The media thread: one thread of its own owns the [`media::Plane`] and every socket that carries sound. It is no
//! task, because a wake-up costs more than the system call: it drains its sockets on a tick while there are legs,
//! and sleeps without one while there are none. No lock, no disk and no database is on its path.

mod inbox;
mod meters;
mod outbox;
mod plane_loop;
mod sockets;
mod wake;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

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
/// Events that may wait for the switchboard. More are dropped and counted.
const EVENTS_MAX: usize = 16_384;

/// The way to the media thread.
#[derive(Debug)]
pub(crate) struct MediaThread {
    orders: SyncSender<Order>,
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
        Ok((Self { orders, waker, addresses }, events_out))
    }

    /// Carried out within a tick, in the order of the calls.
    pub(crate) fn order(&self, order: Order) {
        // Only a thread that has ended takes no orders, and its events have told that.
        if self.orders.send(order).is_ok() {
            self.waker.wake();
        }
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
