//! How long a call out may last (VC06, I25): whoever got hold of an account or a telephone must not talk at our cost for ever.

use serde::{Deserialize, Serialize};

use crate::{Millis, Timestamp};

/// How long before its end whoever has the call is told of it.
const WARNED_BEFORE: Millis = Millis::from_secs(60);

/// Of a call out that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOutLimit {
    /// When it is ended.
    pub until: Timestamp,
    pub warned: bool,
}

impl CallOutLimit {
    /// When the next thing is to be done about it.
    pub(crate) const fn due(self) -> Timestamp {
        if self.warned {
            self.until
        } else {
            Timestamp(self.until.0.saturating_sub(WARNED_BEFORE.0))
        }
    }
}
