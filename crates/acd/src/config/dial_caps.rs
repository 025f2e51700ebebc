//! How much a group may call out (I25). Whoever gets hold of an agent's browser should not be able to call for more than this.

use serde::{Deserialize, Serialize};

use crate::Millis;

/// Caps on a group's calls out. What is above one is refused, not queued; emergency calls (VC44) are above none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialCaps {
    /// Dialling or talking at the same time, by whomever the call is had meanwhile.
    pub at_once: u32,
    /// Begun within a minute by all members together; all of them at once are allowed, then one after the other.
    pub a_minute: u32,
    /// The same for one member.
    pub a_minute_each: u32,
    /// Talked in all calls out that ended on one day (UTC). A call that goes on is not cut off.
    pub a_day: Millis,
}

impl Default for DialCaps {
    fn default() -> Self {
        Self::USUAL
    }
}

impl DialCaps {
    /// Before an admin says otherwise: what a group of people who call by hand does not reach.
    pub const USUAL: Self =
        Self { at_once: 20, a_minute: 30, a_minute_each: 6, a_day: Millis::from_secs(86_400) };

    pub(super) fn are_usual(&self) -> bool {
        *self == Self::USUAL
    }
}
