//! Who may talk to us: configured peers by address. Everyone else meets silence.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// A trunk, or a robot on loopback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// How events name it.
    pub name: String,
    /// Where its signalling comes from and may be sent to.
    pub addresses: Vec<PeerAddress>,
}

/// A network with an optional port: `192.0.2.7`, `192.0.2.7:5060`, `192.0.2.0/24`,
/// `2001:db8::/32`, `[2001:db8::7]:5060`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerAddress {
    network: IpAddr,
    prefix: u8,
    port: Option<u16>,
}

/// The text is no peer address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address, an address with a port, or a network: {0}")]
pub struct PeerAddressError(String);

impl PeerAddress {
    fn covers(&self, address: SocketAddr) -> bool {
        self.port.is_none_or(|port| port == address.port())
            && match (self.network, address.ip().to_canonical()) {
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
        Self { network, prefix: width(network), port: None }
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
        let fault = || PeerAddressError(text.to_owned());
        if let Ok(address) = text.parse::<SocketAddr>() {
            return Ok(address.into());
        }
        let Some((network, prefix)) = text.split_once('/') else {
            return text.parse::<IpAddr>().map(Self::from).map_err(|_| fault());
        };
        let network: IpAddr = network.parse().map_err(|_| fault())?;
        let prefix: u8 = prefix.parse().map_err(|_| fault())?;
        if prefix > width(network) {
            return Err(fault());
        }
        Ok(Self { network, prefix, port: None })
    }
}

/// The configured peers.
#[derive(Debug)]
pub(crate) struct Peers(Vec<Peer>);

impl Peers {
    pub(crate) fn new(peers: Vec<Peer>) -> Self {
        Self(peers)
    }

    pub(crate) fn at(&self, address: SocketAddr) -> Option<&Peer> {
        self.0.iter().find(|peer| peer.addresses.iter().any(|known| known.covers(address)))
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
