//! Control characters in a header section, and the one place where they may stand.

/// Whether there are control characters outside an escape in a quoted string. Inside one RFC 3261
/// §25.1 allows all but line ends, and RFC 4475 §3.1.1.2 sends some.
pub(crate) fn has_bare_controls(head: &[u8]) -> bool {
    let mut place = Place::Plain;
    let mut bytes = head.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        // A quoted string ends with its header at the latest.
        if byte == b'\n' && !matches!(bytes.peek(), Some(b' ' | b'\t')) {
            place = Place::Plain;
        } else if place != Place::Escaped && byte.is_ascii_control() && !b"\r\n\t".contains(&byte) {
            return true;
        } else {
            place = place.after(byte);
        }
    }
    false
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Plain,
    Quoted,
    Escaped,
}

impl Place {
    fn after(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Plain, b'"') => Self::Quoted,
            (Self::Quoted, b'"') | (Self::Plain, _) => Self::Plain,
            (Self::Quoted, b'\\') => Self::Escaped,
            (Self::Quoted | Self::Escaped, _) => Self::Quoted,
        }
    }
}
