//! A neighbour on the way of messages: where one came from, or is to go.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use crate::transport::Transport;

/// An end of a way. Read from and written as text: `192.0.2.7:5060`, `tcp:192.0.2.7:5060`,
/// `tls:192.0.2.7:5061`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hop {
    /// What carries the message.
    pub transport: Transport,
    /// Where the message came from; or where to open a connection, if none stands.
    pub address: SocketAddr,
    /// The connection to prefer, named by the address at its far end: RFC 3261 §18.2.2 wants
    /// answers on the connection that brought the question.
    pub connection: Option<SocketAddr>,
}

impl Hop {
    /// A way to or from `address`.
    pub fn new(transport: Transport, address: SocketAddr) -> Self {
        Self { transport, address, connection: None }
    }

    /// The same place, by a connection if there is one.
    pub(crate) fn by(self, connection: Option<SocketAddr>) -> Self {
        Self { connection: connection.filter(|_| self.transport.is_stream()), ..self }
    }
}

impl From<SocketAddr> for Hop {
    fn from(address: SocketAddr) -> Self {
        Self::new(Transport::Udp, address)
    }
}

/// The text is no hop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address with a port: {0}")]
pub struct HopError(String);

impl FromStr for Hop {
    type Err = HopError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (transport, address) = prefixed(text);
        let address = address.parse().map_err(|_| HopError(text.to_owned()))?;
        Ok(Self::new(transport.unwrap_or_default(), address))
    }
}

impl fmt::Display for Hop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.transport {
            Transport::Udp => write!(formatter, "{}", self.address),
            Transport::Tcp => write!(formatter, "tcp:{}", self.address),
            Transport::Tls => write!(formatter, "tls:{}", self.address),
        }
    }
}

/// A transport in front of the rest, if there is one.
pub(crate) fn prefixed(text: &str) -> (Option<Transport>, &str) {
    match text.split_once(':').map(|(name, rest)| (Transport::named(name), rest)) {
        Some((Some(transport), rest)) => (Some(transport), rest),
        _ => (None, text),
    }
}
