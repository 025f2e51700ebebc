//! How long a customer may wait for an answer in a session.

use serde::{Deserialize, Serialize};

use crate::Millis;

/// DK15: counted from the first message that nobody has answered, or from when the member came to the session. Zero = never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience {
    /// Until the member is reminded.
    pub remind: Millis,
    /// Until others are to see it.
    pub overdue: Millis,
    /// Until the session goes to the head of its group.
    pub take_back: Millis,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            remind: Millis::from_secs(120),
            overdue: Millis::from_secs(300),
            take_back: Millis::ZERO,
        }
    }
}

impl Patience {
    /// Journals that were written before it was a setting are written again as they were.
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
