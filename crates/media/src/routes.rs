//! Who is behind which address: the demultiplexer of the shared sockets.
//!
//! Browsers: an address is known once a STUN request from it named a leg's credentials and proved to know the
//! password; DTLS and RTP from any other address are dropped. Phones: an address is known once its leg believes
//! it; before that, only a leg that is still learning on that very port may be asked.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::order::{LegId, RtpPort};

/// Addresses of one browser: a new path (another network, another interface) adds one.
const ADDRESSES_PER_BROWSER_MAX: usize = 8;

#[derive(Debug, Default)]
pub(crate) struct Routes {
    browsers: BTreeMap<SocketAddr, LegId>,
    /// Each browser's addresses, the oldest first.
    addresses: BTreeMap<LegId, Vec<SocketAddr>>,
    fragments: BTreeMap<String, LegId>,
    phones: BTreeMap<(RtpPort, SocketAddr), LegId>,
    learning: BTreeMap<RtpPort, Vec<LegId>>,
}

impl Routes {
    pub(crate) fn add_browser(&mut self, leg: LegId, fragment: String) {
        self.fragments.insert(fragment, leg);
        self.addresses.insert(leg, Vec::new());
    }

    pub(crate) fn browser_at(&self, source: SocketAddr) -> Option<LegId> {
        self.browsers.get(&source).copied()
    }

    /// The leg whose ICE user fragment this is.
    pub(crate) fn browser_named(&self, fragment: &str) -> Option<LegId> {
        self.fragments.get(fragment).copied()
    }

    /// A browser has proved that it is at `source`.
    pub(crate) fn prove(&mut self, leg: LegId, source: SocketAddr) {
        let Some(previous) = self
            .browsers
            .insert(source, leg)
            .map_or(Some(None), |previous| (previous != leg).then_some(Some(previous)))
        else {
            return;
        };
        if let Some(addresses) = previous.and_then(|previous| self.addresses.get_mut(&previous)) {
            addresses.retain(|address| *address != source);
        }
        let addresses = self.addresses.entry(leg).or_default();
        if addresses.len() >= ADDRESSES_PER_BROWSER_MAX {
            self.browsers.remove(&addresses.remove(0));
        }
        addresses.push(source);
    }

    pub(crate) fn phone_at(&self, port: RtpPort, source: SocketAddr) -> Option<LegId> {
        self.phones.get(&(port, source)).copied()
    }

    /// Legs of a port that still learn where their far end is.
    pub(crate) fn learning(&self, port: RtpPort) -> &[LegId] {
        self.learning.get(&port).map_or(&[], Vec::as_slice)
    }

    /// The leg begins to learn, or learns anew.
    pub(crate) fn learn(&mut self, leg: LegId, port: RtpPort) {
        let learning = self.learning.entry(port).or_default();
        if !learning.contains(&leg) {
            learning.push(leg);
        }
    }

    /// The leg believes `source` and no other from now on. With `settled` it will not change its mind.
    pub(crate) fn believe(&mut self, leg: LegId, port: RtpPort, source: SocketAddr, settled: bool) {
        self.disbelieve(leg);
        self.phones.insert((port, source), leg);
        if settled {
            self.stop_learning(leg, port);
        }
    }

    /// The leg believes nobody.
    pub(crate) fn disbelieve(&mut self, leg: LegId) {
        self.phones.retain(|_, owner| *owner != leg);
    }

    pub(crate) fn remove_phone(&mut self, leg: LegId, port: RtpPort) {
        self.disbelieve(leg);
        self.stop_learning(leg, port);
    }

    pub(crate) fn remove_browser(&mut self, leg: LegId) {
        self.fragments.retain(|_, owner| *owner != leg);
        for address in self.addresses.remove(&leg).unwrap_or_default() {
            self.browsers.remove(&address);
        }
    }

    /// Entries of every kind, for the test that a closed leg leaves nothing.
    pub(crate) fn len(&self) -> usize {
        self.browsers.len()
            + self.addresses.len()
            + self.fragments.len()
            + self.phones.len()
            + self.learning.values().map(Vec::len).sum::<usize>()
    }

    fn stop_learning(&mut self, leg: LegId, port: RtpPort) {
        if let Some(learning) = self.learning.get_mut(&port) {
            learning.retain(|other| *other != leg);
        }
    }
}

/// One spelling per address: IPv4 that came in on an IPv6 socket is IPv4.
pub(crate) fn canonical(address: SocketAddr) -> SocketAddr {
    (address.ip().to_canonical(), address.port()).into()
}
