//! How chats go in the whole application, as an admin sets it. A body says all of it; what it leaves out is refused. Problem:
//! `out-of-range` (its detail names the field and what it may be).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChatSettings {
    /// DK04: seconds without a word from a customer who was written to that end the session, 30–86400; 0 = never. A change
    /// counts from the member's next message on.
    pub customer_silence_seconds: u32,
}
