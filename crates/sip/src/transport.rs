//! What carries messages between two neighbours.

use serde::{Deserialize, Serialize};
use sipx_sip::Reliability;

/// A transport of RFC 3261 §18.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// Datagrams, which may be lost, doubled and reordered.
    #[default]
    Udp,
    /// A stream.
    Tcp,
    /// A stream that nobody reads on the way.
    Tls,
}

impl Transport {
    /// Whether messages travel in connections.
    pub fn is_stream(self) -> bool {
        match self {
            Self::Udp => false,
            Self::Tcp | Self::Tls => true,
        }
    }

    /// The port where none is said (RFC 3261 §19.1.2).
    pub fn default_port(self) -> u16 {
        match self {
            Self::Udp | Self::Tcp => 5060,
            Self::Tls => 5061,
        }
    }

    pub(crate) fn reliability(self) -> Reliability {
        if self.is_stream() { Reliability::Reliable } else { Reliability::Unreliable }
    }

    /// As Via names it.
    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Udp => "UDP",
            Self::Tcp => "TCP",
            Self::Tls => "TLS",
        }
    }

    /// As a URI parameter or a setting names it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Udp, Self::Tcp, Self::Tls]
            .into_iter()
            .find(|transport| transport.token().eq_ignore_ascii_case(name))
    }
}
