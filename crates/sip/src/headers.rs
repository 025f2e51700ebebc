//! Putting headers into messages of ours.

use bytes::Bytes;
use sipx_sip::{Header, HeaderName, Headers};

/// The methods an endpoint serves.
pub(crate) const ALLOW: &str = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK";
/// The extensions it knows.
pub(crate) const SUPPORTED: &str = "timer, 100rel";
/// The bodies it reads.
pub(crate) const SDP: &str = "application/sdp";

/// Adds a header. A value that cannot stand in a header is left out; ours never are such.
pub(crate) fn set(headers: &mut Headers, name: HeaderName, value: impl Into<Bytes>) {
    if let Ok(header) = Header::build(name, value) {
        headers.push(header);
    }
}

/// Asks a desk phone to answer by itself. Nobody can know in advance which of the three ways it understands: RFC 5373, the
/// parameter of Snom, Grandstream and baresip, the one of Polycom and Yealink. Whichever it is, a phone that does not want to rings.
pub(crate) fn answer_at_once(headers: &mut Headers) {
    let answer_mode = HeaderName::parse(&Bytes::from_static(b"Answer-Mode"));
    set(headers, answer_mode, "Auto");
    set(headers, HeaderName::CallInfo, "<sip:localhost>;answer-after=0");
    set(headers, HeaderName::AlertInfo, "<http://localhost>;info=alert-autoanswer;delay=0");
}

/// Announces a session description as the body.
pub(crate) fn announce(headers: &mut Headers, description: &str) {
    headers.remove_all(&HeaderName::ContentLength);
    set(headers, HeaderName::ContentType, SDP);
    set(headers, HeaderName::ContentLength, description.len().to_string());
}
