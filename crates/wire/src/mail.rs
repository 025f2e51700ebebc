//! The demo's outbox: mails that would have been sent (OP02).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Outbox {
    pub mails: Vec<OutboxMail>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OutboxMail {
    pub id: Uuid,
    pub at: u64,
    pub to: String,
    pub subject: String,
    /// Plain text; addresses in it are to be made links.
    pub text: String,
}
