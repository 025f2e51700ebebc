//! The top Via of a request: where its answer goes (RFC 3261 §18.2, RFC 3581).

use std::fmt::Write as _;
use std::net::SocketAddr;

use sipx_sip::headers::first_hop_end;
use sipx_sip::{Header, HeaderName, Request, Via};

use crate::hop::Hop;

/// Notes in the top Via where the request really came from, and gives the address to answer to.
pub(crate) fn stamp(request: &mut Request, source: Hop) -> Option<Hop> {
    let value = request.headers.value(&HeaderName::Via)?.into_owned();
    let (stamped, reply_to) = stamped(&value, source)?;
    let index = request.headers.iter().position(|header| *header.name() == HeaderName::Via)?;
    request.headers.remove_first(&HeaderName::Via);
    request.headers.insert(index, Header::build(HeaderName::Via, stamped).ok()?);
    Some(reply_to)
}

/// The value of the top Via header with the note, and the address to answer to.
///
/// Hosts named in Via are never believed: an answer goes back to the address that asked, at most
/// to another of its ports.
pub(crate) fn stamped(value: &[u8], source: Hop) -> Option<(Vec<u8>, Hop)> {
    let end = first_hop_end(value);
    let top = Via::parse_one(value.get(..end)?).ok()?;
    let named = top.port.unwrap_or_else(|| source.transport.default_port());
    let named = Hop::new(source.transport, SocketAddr::new(source.address.ip(), named));
    let reply_to = match top.rport() {
        Some(_) if !source.transport.is_stream() => source,
        // A connection comes from a port of its own; where it is gone, Via says who listens.
        Some(_) | None => named.by(Some(source.address)),
    };
    let mut stamped = written(&top, source.address).into_bytes();
    stamped.extend_from_slice(value.get(end..)?);
    Some((stamped, reply_to))
}

/// Whether the first hop of a Via value can be read.
pub(crate) fn is_sound(value: &[u8]) -> bool {
    value.get(..first_hop_end(value)).is_some_and(|top| Via::parse_one(top).is_ok())
}

fn written(via: &Via, source: SocketAddr) -> String {
    let mut text = format!(
        "{}/{}/{} {}",
        String::from_utf8_lossy(&via.protocol),
        String::from_utf8_lossy(&via.version),
        String::from_utf8_lossy(&via.transport),
        via.host
    );
    if let Some(port) = via.port {
        push(&mut text, format_args!(":{port}"));
    }
    for param in via.params.iter().filter(|param| !param.is("received") && !param.is("rport")) {
        push(&mut text, format_args!(";{}", String::from_utf8_lossy(&param.name)));
        if let Some(value) = &param.value {
            push(&mut text, format_args!("={}", bare_or_quoted(value)));
        }
    }
    push(&mut text, format_args!(";received={}", source.ip().to_canonical()));
    if via.rport().is_some() {
        push(&mut text, format_args!(";rport={}", source.port()));
    }
    text
}

fn bare_or_quoted(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-.!%*_+`'~[]:/".contains(&byte);
    if !value.is_empty() && value.iter().copied().all(bare) {
        return text.into_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn push(text: &mut String, piece: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _infallible = text.write_fmt(piece);
}
