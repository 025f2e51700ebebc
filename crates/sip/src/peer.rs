//! Who may talk to us: configured peers by address. Everyone else meets silence.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

use crate::credentials::Credentials;
use crate::hop::{Hop, prefixed};
use crate::transport::Transport;

/// A trunk, or a robot on loopback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// How events name it.
    pub name: String,
    /// Where its signalling comes from and may be sent to.
    pub addresses: Vec<PeerAddress>,
    /// How it knows us, if it asks.
    pub credentials: Option<Credentials>,
    /// How often each of its addresses is asked whether it is there (F40); `None` for never.
    pub ping: Option<Duration>,
}

impl Peer {
    /// A peer that asks nothing and is asked nothing.
    pub fn new(name: impl Into<String>, addresses: Vec<PeerAddress>) -> Self {
        Self { name: name.into(), addresses, credentials: None, ping: None }
    }
}

/// A network with an optional port: `192.0.2.7`, `192.0.2.7:5060`, `192.0.2.0/24`,
/// `2001:db8::/32`, `[2001:db8::7]:5060`.
///
/// With a transport in front, as in `tls:192.0.2.7:5061`, it is that transport alone; without one it
/// is all of them, and what we begin goes by UDP. A name before the address, as in
/// `tls:sip.example.com@192.0.2.7`, is what the certificate at that address must be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerAddress {
    transport: Option<Transport>,
    host: Option<String>,
    network: IpAddr,
    prefix: u8,
    port: Option<u16>,
}

/// The text is no peer address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address, an address with a port, or a network: {0}")]
pub struct PeerAddressError(String);

impl PeerAddress {
    /// Whether the neighbour is this one. A connection that it opened comes from any port.
    fn covers(&self, hop: Hop) -> bool {
        self.transport.is_none_or(|transport| transport == hop.transport)
            && (hop.transport.is_stream()
                || self.port.is_none_or(|port| port == hop.address.port()))
            && match (self.network, hop.address.ip().to_canonical()) {
                (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                    same_prefix(ours.to_bits().into(), theirs.to_bits().into(), 32, self.prefix)
                }
                (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
                    same_prefix(ours.to_bits(), theirs.to_bits(), 128, self.prefix)
                }
                (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
            }
    }
}

impl From<IpAddr> for PeerAddress {
    fn from(address: IpAddr) -> Self {
        let network = address.to_canonical();
        Self { transport: None, host: None, network, prefix: width(network), port: None }
    }
}

impl From<SocketAddr> for PeerAddress {
    fn from(address: SocketAddr) -> Self {
        Self { port: Some(address.port()), ..Self::from(address.ip()) }
    }
}

impl FromStr for PeerAddress {
    type Err = PeerAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (transport, rest) = prefixed(text);
        let (host, place) = match rest.split_once('@') {
            Some((host, place)) => (Some(host), place),
            None => (None, rest),
        };
        let is_certified = host.is_none_or(|host| !host.is_empty())
            && (host.is_none() || transport == Some(Transport::Tls));
        match Self::place(place) {
            Some(place) if is_certified => {
                Ok(Self { transport, host: host.map(str::to_owned), ..place })
            }
            _ => Err(PeerAddressError(text.to_owned())),
        }
    }
}

impl PeerAddress {
    /// Where what we begin is sent to; none where it names more than one host.
    pub fn destination(&self) -> Option<(Transport, SocketAddr)> {
        let transport = self.transport.unwrap_or_default();
        let port = self.port.unwrap_or(if transport == Transport::Tls { 5061 } else { 5060 });
        let single = self.prefix == width(self.network);
        single.then(|| (transport, SocketAddr::new(self.network, port)))
    }

    /// The same with any transport.
    fn place(text: &str) -> Option<Self> {
        if let Ok(address) = text.parse::<SocketAddr>() {
            return Some(address.into());
        }
        let Some((network, prefix)) = text.split_once('/') else {
            return text.parse::<IpAddr>().map(Self::from).ok();
        };
        let network: IpAddr = network.parse().ok()?;
        let prefix: u8 = prefix.parse().ok()?;
        (prefix <= width(network)).then_some(Self { prefix, ..network.into() })
    }
}

/// The configured peers, and the places at which phones are registered now.
#[derive(Debug)]
pub(crate) struct Peers {
    configured: Vec<Peer>,
    /// How many phones are at each.
    bound: BTreeMap<(Transport, SocketAddr), usize>,
    /// Any of them: it asks nothing and is asked nothing.
    phone: Peer,
}

impl Peers {
    pub(crate) fn new(peers: Vec<Peer>) -> Self {
        let phone = Peer::new("phone", Vec::new());
        Self { configured: peers, bound: BTreeMap::new(), phone }
    }

    pub(crate) fn at(&self, hop: Hop) -> Option<&Peer> {
        let mut peers = self.configured.iter();
        let configured = peers.find(|peer| peer.addresses.iter().any(|known| known.covers(hop)));
        let is_bound = || self.bound.contains_key(&(hop.transport, hop.address));
        configured.or_else(|| is_bound().then_some(&self.phone))
    }

    /// A phone is there.
    pub(crate) fn bind(&mut self, hop: Hop) {
        *self.bound.entry((hop.transport, hop.address)).or_default() += 1;
    }

    pub(crate) fn unbind(&mut self, hop: Hop) {
        let key = (hop.transport, hop.address);
        if let Some(phones) = self.bound.get_mut(&key) {
            *phones -= 1;
            if *phones == 0 {
                self.bound.remove(&key);
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Peer> {
        self.configured.iter()
    }

    /// What the certificate at the far end must be for, where its address alone does not say.
    pub(crate) fn host(&self, hop: Hop) -> Option<&str> {
        let mut addresses = self.configured.iter().flat_map(|peer| &peer.addresses);
        addresses.find(|known| known.covers(hop))?.host.as_deref()
    }
}

fn width(network: IpAddr) -> u8 {
    match network {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

fn same_prefix(ours: u128, theirs: u128, width: u8, prefix: u8) -> bool {
    let host_bits = u32::from(width.saturating_sub(prefix));
    ours.checked_shr(host_bits).unwrap_or(0) == theirs.checked_shr(host_bits).unwrap_or(0)
}
