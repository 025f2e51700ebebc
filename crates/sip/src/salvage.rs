//! What can be saved of a request that does not parse: enough to answer it 400.
//!
//! RFC 3261 §18.3 and the torture messages of RFC 4475 §3.1.2 want an answer to requests whose
//! framing, request line or some header is broken, as long as the headers that carry an answer
//! home are whole.

use bytes::Bytes;
use sipx_sip::{Limits, Message, Method, Request, parse_datagram};

use crate::response;

/// A request with only the headers an answer copies, if those are intact. ACK is never answered.
pub(crate) fn request(head: &[u8]) -> Option<Request> {
    let mut lines = fields(head).into_iter();
    let method = lines.next()?.split(|byte| *byte == b' ').next()?;
    if method.is_empty() || !method.iter().all(u8::is_ascii_alphanumeric) {
        // A broken response, or no SIP at all.
        return None;
    }
    let mut kept = [method, b" sip:unreadable.invalid SIP/2.0\r\n"].concat();
    for line in lines.filter(|line| carries_an_answer(line)) {
        kept.extend_from_slice(line);
        kept.extend_from_slice(b"\r\n");
    }
    kept.extend_from_slice(b"\r\n");
    match parse_datagram(Bytes::from(kept), &Limits::datagram()) {
        Ok(Message::Request(request))
            if request.method != Method::Ack && response::is_answerable(&request) =>
        {
            Some(request)
        }
        Ok(Message::Request(_) | Message::Response(_)) | Err(_) => None,
    }
}

/// The lines of a header section, each with its continuation lines.
fn fields(head: &[u8]) -> Vec<&[u8]> {
    let mut fields = Vec::new();
    let mut start = 0;
    for end in head.windows(2).enumerate().filter(|(_, pair)| pair == b"\r\n").map(|(at, _)| at) {
        if !matches!(head.get(end + 2), Some(b' ' | b'\t')) {
            fields.extend(head.get(start..end));
            start = end + 2;
        }
    }
    fields.extend(head.get(start..));
    fields
}

fn carries_an_answer(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default().trim_ascii();
    ["via", "v", "from", "f", "to", "t", "call-id", "i", "cseq"]
        .iter()
        .any(|wanted| name.eq_ignore_ascii_case(wanted.as_bytes()))
}
