//! Where the outside reaches us, as it stands in our own messages.

use std::net::SocketAddr;

use crate::transport::Transport;

/// Our addresses by transport.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Advertised {
    pub(crate) plain: SocketAddr,
    pub(crate) tls: Option<SocketAddr>,
}

impl Advertised {
    /// Whether requests of ours can go this way: their answers must find back.
    pub(crate) fn speaks(&self, transport: Transport) -> bool {
        match transport {
            Transport::Udp | Transport::Tcp => true,
            Transport::Tls => self.tls.is_some(),
        }
    }

    /// The Via of a request. `rport`, because what is between us and them may change addresses
    /// (RFC 3581).
    pub(crate) fn via(&self, transport: Transport, branch: &str) -> String {
        let (token, address) = (transport.token(), self.at(transport));
        format!("SIP/2.0/{token} {address};rport;branch=z9hG4bK{branch}")
    }

    /// The Contact of a dialog. RFC 3261 §12.1.1: a dialog that was asked for as `sips` stays so.
    pub(crate) fn contact(&self, transport: Transport, is_secure: bool) -> String {
        let address = self.at(transport);
        match transport {
            Transport::Tls if is_secure => format!("<sips:{address}>"),
            Transport::Udp => format!("<sip:{address}>"),
            Transport::Tcp => format!("<sip:{address};transport=tcp>"),
            Transport::Tls => format!("<sip:{address};transport=tls>"),
        }
    }

    fn at(&self, transport: Transport) -> SocketAddr {
        match transport {
            Transport::Udp | Transport::Tcp => self.plain,
            Transport::Tls => self.tls.unwrap_or(self.plain),
        }
    }
}
