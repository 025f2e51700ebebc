//! The boundary: bytes become a message whose parts we may rely on, or a fault.

use bytes::Bytes;
use sipx_sip::headers::{CallId, RecordRoute};
use sipx_sip::{
    Address, CSeq, Finding, Headers, Limits, Message, Method, Request, Response, Via,
    parse_datagram, validate_request, validate_response,
};

use crate::response;
use crate::salvage;

/// Most Via or Record-Route values in a message.
const HOPS_MAX: usize = 32;

/// A message that passed.
#[derive(Debug)]
pub(crate) enum Incoming {
    Request(Request, Envelope),
    Response(Response, Envelope),
}

/// What tells dialogs and transactions apart, read once.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) call_id: String,
    pub(crate) from: Address,
    pub(crate) from_tag: String,
    pub(crate) to: Address,
    /// Empty outside a dialog.
    pub(crate) to_tag: String,
    pub(crate) cseq: u32,
}

/// A message that did not pass, with the answer that RFC 3261 wants for it, if any.
#[derive(Debug)]
pub(crate) struct Malformed {
    pub(crate) answer: Option<(Request, u16)>,
}

impl Malformed {
    fn unanswerable() -> Box<Self> {
        Box::new(Self { answer: None })
    }
}

/// Reads a datagram. Never panics, whatever it holds.
pub(crate) fn read(datagram: &[u8]) -> Result<Incoming, Box<Malformed>> {
    // SECURITY 2.4: no control characters in a header section; nobody honest sends them.
    if head(datagram).iter().any(|byte| byte.is_ascii_control() && !b"\r\n\t".contains(byte)) {
        return Err(Malformed::unanswerable());
    }
    // Copied to size: a parsed message pins the buffer it came in.
    match parse_datagram(Bytes::copy_from_slice(datagram), &Limits::datagram()) {
        Ok(Message::Request(request)) => read_request(request),
        Ok(Message::Response(response)) => read_response(response),
        Err(_) => {
            let answer = salvage::request(head(datagram)).map(|request| (request, 400));
            Err(Box::new(Malformed { answer }))
        }
    }
}

fn read_request(request: Request) -> Result<Incoming, Box<Malformed>> {
    let finding = validate_request(&request).into_iter().find(|finding| !finding.is_repairable());
    let envelope = Envelope::read(&request.headers);
    match (finding, envelope) {
        (None, Some(envelope)) => Ok(Incoming::Request(request, envelope)),
        (finding, _) => Err(refused(request, finding.as_ref())),
    }
}

/// RFC 3261 §17: an ACK is never answered. Nothing is answered that cannot be sent back.
fn refused(request: Request, finding: Option<&Finding>) -> Box<Malformed> {
    if request.method == Method::Ack || !response::is_answerable(&request) {
        return Malformed::unanswerable();
    }
    Box::new(Malformed { answer: Some((request, finding.map_or(400, Finding::status))) })
}

fn read_response(response: Response) -> Result<Incoming, Box<Malformed>> {
    if !validate_response(&response).is_empty() {
        return Err(Malformed::unanswerable());
    }
    let envelope = Envelope::read(&response.headers).ok_or_else(Malformed::unanswerable)?;
    Ok(Incoming::Response(response, envelope))
}

impl Envelope {
    fn read(headers: &Headers) -> Option<Self> {
        within_limits::<Via>(headers)?;
        within_limits::<RecordRoute>(headers)?;
        let call_id = headers.typed::<CallId>()?.ok()?;
        let from = headers.typed::<sipx_sip::headers::From>()?.ok()?.0;
        let to = headers.typed::<sipx_sip::headers::To>()?.ok()?.0;
        Some(Self {
            call_id: printable(&call_id.0)?,
            from_tag: token(from.tag().unwrap_or_default())?,
            to_tag: token(to.tag().unwrap_or_default())?,
            from,
            to,
            cseq: headers.typed::<CSeq>()?.ok()?.sequence,
        })
    }
}

/// Every value of a repeated header parses, and there are not too many.
fn within_limits<H: sipx_sip::TypedHeader>(headers: &Headers) -> Option<()> {
    let mut count = 0;
    for value in headers.typed_all::<H>() {
        value.ok()?;
        count += 1;
    }
    (count <= HOPS_MAX).then_some(())
}

/// Words of a dialog are sent back in our own messages: they must not be able to leave their place.
fn printable(bytes: &[u8]) -> Option<String> {
    let plain = |byte: &u8| byte.is_ascii_graphic();
    bytes.iter().all(plain).then(|| String::from_utf8_lossy(bytes).into_owned())
}

fn token(bytes: &[u8]) -> Option<String> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-.!%*_+`'~".contains(byte);
    bytes.iter().all(plain).then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// The header section, or everything where it does not end.
fn head(datagram: &[u8]) -> &[u8] {
    let end = datagram.windows(4).position(|window| window == b"\r\n\r\n");
    end.and_then(|end| datagram.get(..end)).unwrap_or(datagram)
}
