//! Who is at an end of a call: a number or name, and what to show for it.

use std::fmt::Write as _;

use sipx_sip::Uri;
use sipx_sip::headers::Address;

/// Longest name or number that is passed on, in characters.
const TEXT_MAX: usize = 128;

/// A caller.
///
/// Read from the wire it holds no control characters and is of bounded length, but it is still
/// data of a stranger. Sent, it is escaped so that it cannot leave its place in the message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The user part of the address: mostly a telephone number.
    pub user: String,
    /// The display name.
    pub display_name: Option<String>,
}

impl Party {
    pub(crate) fn read(address: &Address) -> Self {
        Self {
            user: user(&address.uri),
            display_name: address
                .display_name
                .as_deref()
                .map(plain_text)
                .filter(|name| !name.is_empty()),
        }
    }

    /// The display name as a quoted string with the space after it, or nothing.
    pub(crate) fn quoted_name(&self) -> String {
        let Some(name) = &self.display_name else { return String::new() };
        let name = plain_text(name.as_bytes()).replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{name}\" ")
    }
}

/// The number in an address: the user part of a SIP address, the subscriber of a telephone URI.
pub(crate) fn user(uri: &Uri) -> String {
    let number = match uri.tel_parts() {
        Some(tel) => tel.subscriber().to_vec(),
        None => uri.decoded_user().unwrap_or_default(),
    };
    // RFC 3261 §19.1.6: parameters of a telephone number may stand inside the user part.
    let number = number.split(|byte| *byte == b';').next().unwrap_or_default();
    plain_text(number)
}

/// The user part as it may stand in a URI: everything but the harmless is percent-encoded.
pub(crate) fn encoded_user(user: &str) -> String {
    let mut encoded = String::with_capacity(user.len());
    for byte in user.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()+".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _infallible = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

pub(crate) fn plain_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .filter(|character| !character.is_control())
        .take(TEXT_MAX)
        .collect()
}
