//! Why a call ended, in the numbers of RFC 3326: Q.850 or SIP.

use sipx_sip::headers::ReasonValue;
use sipx_sip::{Headers, Reason, StatusCode};

/// A cause as the Reason header carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A cause of ITU-T Q.850, 1–127.
    Q850(u8),
    /// A SIP status, 100–699.
    Sip(u16),
}

impl Cause {
    /// The call is over, as calls are.
    pub const NORMAL_CLEARING: Self = Self::Q850(16);
    /// The server failed or was restarted.
    pub const TEMPORARY_FAILURE: Self = Self::Q850(41);

    /// The first cause in the Reason headers that we understand.
    pub(crate) fn read(headers: &Headers) -> Option<Self> {
        headers.typed_all::<Reason>().filter_map(Result::ok).flat_map(|reason| reason.0).find_map(
            |value| {
                let protocol = value.protocol();
                if protocol.eq_ignore_ascii_case(b"Q.850") {
                    u8::try_from(value.cause()).ok().map(Self::Q850)
                } else if protocol.eq_ignore_ascii_case(b"SIP") {
                    Some(Self::Sip(value.cause()))
                } else {
                    None
                }
            },
        )
    }

    pub(crate) fn to_header_value(self) -> Option<bytes::Bytes> {
        let value = match self {
            Self::Q850(cause) => ReasonValue::q850(cause, None),
            Self::Sip(status) => ReasonValue::sip(StatusCode::new(status)?, None),
        };
        Some(value.to_bytes())
    }
}
