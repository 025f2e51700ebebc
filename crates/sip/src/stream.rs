//! Messages in a stream: where one ends and the next begins (RFC 3261 §18.3).

use bytes::Bytes;

use crate::header_lines::{fields, split};

/// The longest message, and the most that is kept of one that is not whole yet.
pub const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// Cuts a stream into messages. It holds what is not whole yet and nothing else: idle, it holds
/// no memory.
#[derive(Debug, Default)]
pub struct StreamFramer {
    buffer: Vec<u8>,
    /// How far no header section ends: a stream that comes byte by byte is looked at once.
    searched: usize,
    is_broken: bool,
}

/// What came out of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A message or a ping, for [`Endpoint::receive`](crate::Endpoint::receive).
    Whole(Bytes),
    /// The head of a message whose end cannot be known, for
    /// [`Endpoint::receive_broken`](crate::Endpoint::receive_broken). Nothing can be read after it.
    Broken(Bytes),
}

impl StreamFramer {
    /// More has come.
    pub fn push(&mut self, bytes: &[u8]) {
        if !self.is_broken {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// What is whole by now; to be asked until there is nothing.
    pub fn take(&mut self) -> Option<Frame> {
        if self.is_broken {
            return None;
        }
        let frame = match self.look() {
            Found::Nothing => None,
            Found::Unfinished => (self.buffer.len() > MESSAGE_BYTES_MAX).then(|| self.give_up()),
            Found::Ping => {
                self.cut(PING.len());
                Some(Frame::Whole(Bytes::from_static(PING)))
            }
            Found::Message(length) => Some(Frame::Whole(self.cut(length))),
            Found::Broken => Some(self.give_up()),
        };
        if self.buffer.is_empty() {
            self.buffer = Vec::new();
        }
        frame
    }

    /// Whether part of a message has come and the rest has not.
    pub fn is_waiting(&self) -> bool {
        !self.buffer.is_empty()
    }

    fn look(&mut self) -> Found {
        // RFC 3261 §7.5: line ends before a message; RFC 5626 §4.4.1: two of them are a ping.
        while !self.buffer.starts_with(PING) && self.buffer.starts_with(b"\r\n") {
            if PING.starts_with(&self.buffer) {
                return Found::Nothing;
            }
            self.cut(2);
        }
        if self.buffer.starts_with(PING) {
            return Found::Ping;
        }
        if self.buffer.is_empty() {
            return Found::Nothing;
        }
        let from = self.searched.saturating_sub(PING.len() - 1);
        let tail = self.buffer.get(from..).unwrap_or_default();
        let Some(end) = tail.windows(PING.len()).position(|window| window == PING) else {
            self.searched = self.buffer.len();
            return Found::Unfinished;
        };
        let body_at = from + end + PING.len();
        let Some(length) = self.buffer.get(..from + end).and_then(content_length) else {
            return Found::Broken;
        };
        match body_at.checked_add(length).filter(|whole| *whole <= MESSAGE_BYTES_MAX) {
            Some(whole) if whole <= self.buffer.len() => Found::Message(whole),
            Some(_) => Found::Unfinished,
            None => Found::Broken,
        }
    }

    fn cut(&mut self, length: usize) -> Bytes {
        self.searched = 0;
        let rest = self.buffer.split_off(length.min(self.buffer.len()));
        std::mem::replace(&mut self.buffer, rest).into()
    }

    fn give_up(&mut self) -> Frame {
        self.is_broken = true;
        let mut head = std::mem::take(&mut self.buffer);
        if let Some(end) = head.windows(PING.len()).position(|window| window == PING) {
            head.truncate(end);
        }
        head.truncate(MESSAGE_BYTES_MAX);
        Frame::Broken(head.into())
    }
}

const PING: &[u8] = b"\r\n\r\n";

enum Found {
    Nothing,
    Unfinished,
    Ping,
    Message(usize),
    Broken,
}

/// RFC 3261 §20.14: in a stream every message says how long it is, once and as a number.
fn content_length(head: &[u8]) -> Option<usize> {
    let mut lengths = fields(head).into_iter().skip(1).filter_map(split).filter(|(name, _)| {
        name.eq_ignore_ascii_case(b"content-length") || name.eq_ignore_ascii_case(b"l")
    });
    let (_, value) = lengths.next()?;
    let is_number = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    if lengths.next().is_some() || !is_number {
        return None;
    }
    std::str::from_utf8(value).ok()?.parse().ok()
}
