//! What a request wants of us.

use sipx_sip::Method;

/// The methods we serve, and the two ways of not serving one (RFC 3261 §8.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Invite,
    Ack,
    Cancel,
    Bye,
    Options,
    Info,
    Update,
    Prack,
    Register,
    /// SIP knows it; we do not serve it: 405.
    NotServed,
    /// Nobody told us what it means: 501.
    Unknown,
}

impl Purpose {
    pub(crate) fn of(method: &Method) -> Self {
        match method {
            Method::Invite => Self::Invite,
            Method::Ack => Self::Ack,
            Method::Cancel => Self::Cancel,
            Method::Bye => Self::Bye,
            Method::Options => Self::Options,
            Method::Info => Self::Info,
            Method::Update => Self::Update,
            Method::Prack => Self::Prack,
            Method::Register => Self::Register,
            Method::Subscribe
            | Method::Notify
            | Method::Refer
            | Method::Message
            | Method::Publish => Self::NotServed,
            Method::Other(_) | _ => Self::Unknown,
        }
    }
}
