//! Where a phone is: what a REGISTER asks for, and what is kept of it (RFC 3261 §10.3).

use std::time::{Duration, Instant};

use bytes::Bytes;
use sipx_sip::headers::{ContactValue, Expires};
use sipx_sip::{HeaderName, Headers, Uri};

use crate::hop::Hop;
use crate::party::plain_text;
use crate::trunks::TrunkId;

/// Where nothing is asked for.
const DEFAULT_S: u32 = 600;
/// A shorter registration is refused with this (423).
pub(crate) const LEAST_S: u32 = 60;
/// A longer one is made this long.
const MOST_S: u32 = 3_600;
/// Places at which one phone may be. One more, and the one that ends first has to go.
pub(crate) const BINDINGS_MAX: usize = 4;
const CONTACT_BYTES_MAX: usize = 512;

/// A place at which a phone is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneBinding {
    /// The address that the phone gives itself: it stands in the requests that it gets.
    pub contact: String,
    /// Where its REGISTER really came from, and where requests go (RFC 3581).
    pub hop: Hop,
    /// With `cseq`: an older REGISTER changes nothing.
    pub call_id: String,
    /// See `call_id`.
    pub cseq: u32,
    /// When it is forgotten unless the phone says so again.
    pub expires: Instant,
    /// What the phone calls its own make.
    pub product: Option<String>,
}

/// A binding, as the registrar numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BindingId(pub(crate) u64);

/// A binding with what is known of it.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) id: BindingId,
    pub(crate) binding: PhoneBinding,
    /// How it is asked whether it is there.
    pub(crate) watch: Option<TrunkId>,
    /// It answers no more, or its connection has gone.
    pub(crate) is_lost: bool,
}

impl Bound {
    pub(crate) fn is_at(&self, hop: Hop) -> bool {
        let known = self.binding.hop;
        (known.transport, known.address) == (hop.transport, hop.address)
    }
}

/// What a REGISTER asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// To be told what is known.
    Fetch,
    /// To be nowhere.
    Clear,
    Change(Vec<Change>),
}

/// To be somewhere for so long; no longer for none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) contact: String,
    pub(crate) lasts: Duration,
}

/// Why a REGISTER cannot be obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// 400.
    Unreadable,
    /// 423.
    TooBrief,
    /// 500: an older REGISTER came after a newer one.
    OutOfOrder,
}

impl Wish {
    pub(crate) fn read(headers: &Headers) -> Result<Self, Fault> {
        let asked = match headers.typed::<Expires>() {
            Some(Ok(Expires(seconds))) => Some(seconds),
            // RFC 3261 §10.2.1.1: malformed is as good as none.
            Some(Err(_)) | None => None,
        };
        let contacts: Result<Vec<_>, _> = headers.typed_all::<ContactValue>().collect();
        let contacts = contacts.map_err(|_| Fault::Unreadable)?;
        if contacts.iter().any(|contact| matches!(contact, ContactValue::Wildcard)) {
            let is_alone = contacts.len() == 1 && asked == Some(0);
            return if is_alone { Ok(Self::Clear) } else { Err(Fault::Unreadable) };
        }
        let mut changes = Vec::new();
        for contact in contacts {
            let ContactValue::Address(address) = contact else { continue };
            let own = address.param("expires").map(String::from_utf8_lossy);
            let own = own.map(|text| text.parse().unwrap_or(DEFAULT_S));
            let seconds = own.or(asked).unwrap_or(DEFAULT_S).min(MOST_S);
            let contact = String::from_utf8_lossy(&address.uri.to_bytes()).into_owned();
            let is_usable = address.uri.scheme().is_sip()
                && contact.len() <= CONTACT_BYTES_MAX
                && contact.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"".contains(&byte));
            if !is_usable {
                return Err(Fault::Unreadable);
            }
            if (1..LEAST_S).contains(&seconds) {
                return Err(Fault::TooBrief);
            }
            changes.push(Change { contact, lasts: Duration::from_secs(seconds.into()) });
        }
        Ok(if changes.is_empty() { Self::Fetch } else { Self::Change(changes) })
    }
}

/// RFC 3261 §19.1.4: the same place, however it is written.
pub(crate) fn is_same_place(one: &str, other: &str) -> bool {
    let uri = |text: &str| Uri::parse(Bytes::copy_from_slice(text.as_bytes())).ok();
    one == other || uri(one).zip(uri(other)).is_some_and(|(one, other)| one.equivalent(&other))
}

/// What the phone says that it is.
pub(crate) fn product(headers: &Headers) -> Option<String> {
    let value = headers.value(&HeaderName::UserAgent)?;
    Some(plain_text(&value)).filter(|name| !name.is_empty())
}
