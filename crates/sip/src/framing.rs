//! What kind of datagram this is, told before anything is parsed.

use crate::stun;

/// A datagram by its first bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Framing<'a> {
    /// CRLF CRLF: the sender wants to hear CRLF (RFC 5626 §4.4.1).
    Ping,
    /// Line ends or zeros that keep a NAT binding open and want no answer.
    KeepAlive,
    /// A STUN message.
    Stun,
    /// Anything else, with line ends before the start line taken off (RFC 3261 §7.5).
    Message(&'a [u8]),
}

impl<'a> Framing<'a> {
    pub(crate) fn of(datagram: &'a [u8]) -> Self {
        if datagram.iter().all(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
            return if datagram.starts_with(b"\r\n\r\n") { Self::Ping } else { Self::KeepAlive };
        }
        if stun::is_stun(datagram) {
            return Self::Stun;
        }
        let mut message = datagram;
        while let Some(rest) = message.strip_prefix(b"\r\n") {
            message = rest;
        }
        Self::Message(message)
    }
}
