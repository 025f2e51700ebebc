//! The boundary: bytes become a message whose parts we may rely on, or a fault.

use bytes::Bytes;
use sipx_sip::headers::{CallId, ContactValue, RecordRoute};
use sipx_sip::{
    Address, CSeq, Finding, Headers, Limits, Message, Request, Response, Via, parse_datagram,
    validate_request, validate_response,
};

use crate::purpose::Purpose;
use crate::quoting::has_bare_controls;
use crate::salvage::Salvaged;

/// Most Via or Record-Route values in a message: RFC 4475 §3.1.1.7 calls 34 long and sound.
const HOPS_MAX: usize = 64;

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
    pub(crate) answer: Option<Salvaged>,
}

impl Malformed {
    fn unanswerable() -> Self {
        Self { answer: None }
    }

    fn answered(head: &[u8], status: u16) -> Self {
        Self { answer: Salvaged::of(head, status) }
    }
}

/// Reads a datagram. Never panics, whatever it holds.
pub(crate) fn read(datagram: &[u8]) -> Result<Incoming, Malformed> {
    let head = head(datagram);
    // Nobody honest sends them.
    if has_bare_controls(head) {
        return Err(Malformed::unanswerable());
    }
    // Copied to size: a parsed message pins the buffer it came in.
    match parse_datagram(Bytes::copy_from_slice(datagram), &Limits::datagram()) {
        Ok(Message::Request(request)) => {
            read_request(request).map_err(|status| Malformed::answered(head, status))
        }
        Ok(Message::Response(response)) => read_response(response),
        Err(_) => Err(Malformed::answered(head, 400)),
    }
}

/// The request, or the status that it deserves.
fn read_request(request: Request) -> Result<Incoming, u16> {
    let finding = validate_request(&request).into_iter().find(|finding| !finding.is_repairable());
    match finding {
        // RFC 4475 §3.1.2.18: that nobody serves such a method says more than that it is told twice.
        Some(Finding::CSeqMethodMismatch) if Purpose::of(&request.method) == Purpose::Unknown => {
            return Err(501);
        }
        Some(finding) => return Err(finding.status()),
        None => {}
    }
    within_limits::<ContactValue>(&request.headers).ok_or(400_u16)?;
    let envelope = Envelope::read(&request.headers).ok_or(400_u16)?;
    Ok(Incoming::Request(request, envelope))
}

fn read_response(response: Response) -> Result<Incoming, Malformed> {
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
