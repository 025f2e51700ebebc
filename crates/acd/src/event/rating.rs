//! DK08: a customer is asked what they thought of a session, and says it.

use serde::{Deserialize, Serialize};

use crate::{ContactId, CustomerId, MemberId, Timestamp};

/// Once for each session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingInvited {
    pub contact: ContactId,
    /// Whose button it was; absent where everybody is asked at the end.
    pub member: Option<MemberId>,
    /// The best score; the worst is 1.
    pub scale: u8,
    /// An answer counts until then.
    pub until: Timestamp,
    pub at: Timestamp,
}

/// It may come after the end of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingGiven {
    pub contact: ContactId,
    pub customer: CustomerId,
    pub score: u8,
    pub scale: u8,
    pub at: Timestamp,
}
