//! STUN binding requests that arrive on the SIP port as keep-alives (RFC 5626 §4.4.2).

use std::net::{IpAddr, SocketAddr};

use bytes::{BufMut, Bytes, BytesMut};

const MAGIC_COOKIE: u32 = 0x2112_A442;
const BINDING_REQUEST: u16 = 0x0001;
const BINDING_SUCCESS: u16 = 0x0101;
const XOR_MAPPED_ADDRESS: u16 = 0x0020;
const HEADER_BYTES: usize = 20;

/// Whether the datagram is STUN: two zero bits and the magic cookie. No SIP message begins so.
pub(crate) fn is_stun(datagram: &[u8]) -> bool {
    datagram.len() >= HEADER_BYTES
        && datagram.first().is_some_and(|byte| byte & 0xC0 == 0)
        && datagram.get(4..8) == Some(MAGIC_COOKIE.to_be_bytes().as_slice())
}

/// The answer to a binding request: the address it came from. Other STUN gets none.
pub(crate) fn answer(datagram: &[u8], source: SocketAddr) -> Option<Bytes> {
    if datagram.get(..2)? != BINDING_REQUEST.to_be_bytes() {
        return None;
    }
    let transaction = datagram.get(8..HEADER_BYTES)?;
    let port = source.port() ^ (MAGIC_COOKIE >> 16) as u16;
    let (family, address) = match source.ip().to_canonical() {
        IpAddr::V4(ip) => (1u8, (ip.to_bits() ^ MAGIC_COOKIE).to_be_bytes().to_vec()),
        IpAddr::V6(ip) => {
            let mask = transaction
                .iter()
                .fold(u128::from(MAGIC_COOKIE), |mask, byte| mask << 8 | u128::from(*byte));
            (2, (ip.to_bits() ^ mask).to_be_bytes().to_vec())
        }
    };
    let value_bytes = 4 + u16::try_from(address.len()).ok()?;

    let mut message = BytesMut::new();
    message.put_u16(BINDING_SUCCESS);
    message.put_u16(4 + value_bytes);
    message.put_u32(MAGIC_COOKIE);
    message.put_slice(transaction);
    message.put_u16(XOR_MAPPED_ADDRESS);
    message.put_u16(value_bytes);
    message.put_u8(0);
    message.put_u8(family);
    message.put_u16(port);
    message.put_slice(&address);
    Some(message.freeze())
}
