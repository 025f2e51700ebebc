//! How an error is told: RFC 9457 problem+json over HTTP, the same body in an answer on a live socket.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// RFC 9457. Clients decide by `code`, never by text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Stable, kebab-case.
    pub code: String,
    /// One plain sentence for a person.
    pub title: String,
    /// The HTTP status, also where the problem travels on a socket.
    pub status: u16,
    /// What to do about it, or which part of the request was wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
