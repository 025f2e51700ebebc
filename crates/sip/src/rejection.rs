//! How an incoming call can be turned away.

use std::time::Duration;

/// The final response to a call that is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// 404: nobody has this number.
    NotFound,
    /// 480: nobody can answer now.
    TemporarilyUnavailable,
    /// 486: busy.
    Busy,
    /// 488: no sound that both sides understand.
    NotAcceptable,
    /// 503: not now; perhaps after a while.
    Unavailable {
        /// What Retry-After says.
        retry_after: Option<Duration>,
    },
    /// 603: not taken, here or elsewhere.
    Declined,
}

impl Rejection {
    /// The status code.
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::TemporarilyUnavailable => 480,
            Self::Busy => 486,
            Self::NotAcceptable => 488,
            Self::Unavailable { .. } => 503,
            Self::Declined => 603,
        }
    }

    pub(crate) fn retry_after(self) -> Option<Duration> {
        match self {
            Self::Unavailable { retry_after } => retry_after,
            Self::NotFound
            | Self::TemporarilyUnavailable
            | Self::Busy
            | Self::NotAcceptable
            | Self::Declined => None,
        }
    }
}
