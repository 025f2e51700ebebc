//! How chats go in the whole application, as an admin sets it. A body says all of it; what it leaves out is refused. Problem:
//! `out-of-range` (its detail names the field and what it may be).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Seconds; 0 = never. A change counts from the next message on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChatSettings {
    /// DK04: without a word from a customer who was written to, until the session ends, 30–86400.
    pub customer_silence_seconds: u32,
    /// DK04: before that end, when the customer is told of it; 10–3600, and less than the silence.
    pub customer_warning_seconds: u32,
    /// DK15: a customer waits for an answer: until the agent is reminded, 10–3600.
    pub answer_reminder_seconds: u32,
    /// DK15: until others are to see it; 10–3600, and longer than the reminder.
    pub answer_overdue_seconds: u32,
    /// DK15: until the session goes to the head of its group; 10–3600, and longer than the two before.
    pub answer_take_back_seconds: u32,
}
