//! What can be saved of a request that is too broken to act on: the lines that carry an answer home.
//!
//! RFC 3261 §18.3 and RFC 4475 §3.1.2 and §3.3.1 want a 400 for requests whose framing, request line
//! or some header is broken. It is written from the raw lines, because some of what it has to
//! repeat may be the very thing that does not parse.

use bytes::Bytes;

use crate::header_lines::{fields, split};
use crate::hop::Hop;
use crate::response;
use crate::via;

/// The words that an answer repeats, as they came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Salvaged {
    status: u16,
    /// The values of Via, top first.
    vias: Vec<Vec<u8>>,
    /// Whole lines, in the order in which they came.
    others: Vec<Vec<u8>>,
    call_id: Vec<u8>,
    /// Whether To says already which end of a dialog it is.
    is_tagged: bool,
}

impl Salvaged {
    /// `None`: no request, an ACK (never answered, RFC 3261 §17), or no way back.
    pub(crate) fn of(head: &[u8], status: u16) -> Option<Self> {
        let mut lines = fields(head).into_iter();
        let method = lines.next()?.split(|byte| *byte == b' ').next()?;
        // Anything else is a broken response, or no SIP at all.
        let is_request = !method.is_empty() && !method.contains(&b'/') && method != b"ACK";
        let mut salvaged = Self {
            status,
            vias: Vec::new(),
            others: Vec::new(),
            call_id: Vec::new(),
            is_tagged: false,
        };
        let mut is_numbered = false;
        for line in lines {
            let Some((name, value)) = split(line) else { continue };
            match Kept::of(name) {
                Some(Kept::Via) => salvaged.vias.push(value.to_vec()),
                Some(kept) => {
                    is_numbered |= kept == Kept::CSeq;
                    salvaged.keep(kept, line, value);
                }
                None => {}
            }
        }
        let top = salvaged.vias.first_mut()?;
        if !via::is_sound(top) {
            // RFC 4475 §3.1.2.1: its parameters may be the broken part.
            top.truncate(top.iter().position(|byte| *byte == b';')?);
        }
        (is_request && is_numbered && via::is_sound(top)).then_some(salvaged)
    }

    /// Draws the same tag for copies of the same request.
    pub(crate) fn call_id(&self) -> &[u8] {
        &self.call_id
    }

    /// The answer, and where it goes.
    pub(crate) fn answer(&self, source: Hop, to_tag: &str) -> Option<(Hop, Bytes)> {
        let (top, below) = self.vias.split_first()?;
        let (top, reply_to) = via::stamped(top, source)?;
        let phrase = response::phrase(self.status);
        let mut text = format!("SIP/2.0 {} {phrase}\r\n", self.status).into_bytes();
        for via in [&top].into_iter().chain(below) {
            text.extend_from_slice(b"Via: ");
            text.extend_from_slice(via);
            text.extend_from_slice(b"\r\n");
        }
        for line in &self.others {
            text.extend_from_slice(line);
            let is_to = split(line).and_then(|(name, _)| Kept::of(name)) == Some(Kept::To);
            if is_to && !self.is_tagged {
                text.extend_from_slice(format!(";tag={to_tag}").as_bytes());
            }
            text.extend_from_slice(b"\r\n");
        }
        text.extend_from_slice(b"Content-Length: 0\r\n\r\n");
        Some((reply_to, text.into()))
    }

    fn keep(&mut self, kept: Kept, line: &[u8], value: &[u8]) {
        match kept {
            Kept::CallId => value.clone_into(&mut self.call_id),
            Kept::To => self.is_tagged |= contains(value, b"tag"),
            Kept::Via | Kept::From | Kept::CSeq => {}
        }
        // RFC 4475 §3.3.8: of what came twice, an answer repeats the first.
        let is_again =
            |known: &Vec<u8>| split(known).and_then(|(name, _)| Kept::of(name)) == Some(kept);
        if !self.others.iter().any(is_again) {
            self.others.push(line.to_vec());
        }
    }
}

/// The headers that RFC 3261 §8.2.6.2 has an answer copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Via,
    From,
    To,
    CallId,
    CSeq,
}

impl Kept {
    fn of(name: &[u8]) -> Option<Self> {
        [
            (Self::Via, "via", "v"),
            (Self::From, "from", "f"),
            (Self::To, "to", "t"),
            (Self::CallId, "call-id", "i"),
            (Self::CSeq, "cseq", "cseq"),
        ]
        .into_iter()
        .find(|(_, long, short)| {
            name.eq_ignore_ascii_case(long.as_bytes())
                || name.eq_ignore_ascii_case(short.as_bytes())
        })
        .map(|(kept, ..)| kept)
    }
}

fn contains(value: &[u8], word: &[u8]) -> bool {
    value.split(|byte| b"; \t=".contains(byte)).any(|part| part.eq_ignore_ascii_case(word))
}
