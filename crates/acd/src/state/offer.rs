//! A contact proposed to one agent.

use serde::{Deserialize, Serialize};

use crate::{Fence, MemberId, Millis, OfferWhy, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub member: MemberId,
    pub fence: Fence,
    pub made_at: Timestamp,
    /// F26: when the browser must have shown it; absent once it has.
    pub seen_by: Option<Timestamp>,
    pub deadline: Timestamp,
    /// How long the contact had waited.
    pub waited: Millis,
    #[serde(default)]
    pub why: OfferWhy,
}
