//! Which of the few shared RTP ports a new phone leg gets. A value for whoever writes the SDP, apart from the
//! plane: it spreads legs so that a source nobody knows can belong to one leg of a port only.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Instant;

use crate::latch::WINDOW;
use crate::order::{LegId, RtpPort};

/// Legs that may share one port.
pub const LEGS_PER_PORT_MAX: usize = 256;

/// The leases of the shared RTP ports.
#[derive(Debug)]
pub struct PortPool {
    ports: u16,
    leases: BTreeMap<LegId, Lease>,
}

#[derive(Debug)]
struct Lease {
    port: RtpPort,
    remote: Option<SocketAddr>,
    since: Instant,
}

impl PortPool {
    /// A pool of the ports 0 to `ports` - 1 of the plane.
    pub fn new(ports: u16) -> Self {
        Self { ports, leases: BTreeMap::new() }
    }

    /// A port for a leg whose far end is at `remote`, as far as that is known yet. `None`: every port is full.
    ///
    /// Never a port where another leg has the same far end; if it can be, none with a leg so new that it is
    /// still learning its source; then the one with the fewest legs.
    pub fn take(
        &mut self,
        leg: LegId,
        remote: Option<SocketAddr>,
        now: Instant,
    ) -> Option<RtpPort> {
        let (_, _, port) = (0..self.ports)
            .map(RtpPort)
            .filter_map(|port| {
                let (mut legs, mut learning, mut same_remote) = (0_usize, 0_usize, false);
                for lease in self.leases.values().filter(|lease| lease.port == port) {
                    legs += 1;
                    learning += usize::from(now.saturating_duration_since(lease.since) < WINDOW);
                    same_remote |= remote.is_some() && lease.remote == remote;
                }
                (legs < LEGS_PER_PORT_MAX && !same_remote).then_some((learning, legs, port))
            })
            .min()?;
        self.leases.insert(leg, Lease { port, remote, since: now });
        Some(port)
    }

    /// The far end's address became known or changed, and it may be learnt anew.
    pub fn renew(&mut self, leg: LegId, remote: Option<SocketAddr>, now: Instant) {
        if let Some(lease) = self.leases.get_mut(&leg) {
            lease.remote = remote;
            lease.since = now;
        }
    }

    /// The leg is closed.
    pub fn give_back(&mut self, leg: LegId) {
        self.leases.remove(&leg);
    }

    /// Legs that hold a port (I17: none once their contacts have ended).
    pub fn taken(&self) -> usize {
        self.leases.len()
    }
}
