//! What the customer of a session was asked and said (DK08).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// W24's button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum RatingState {
    /// The customer may be asked, once.
    Available,
    /// Asked, and not answered yet.
    Sent(SentRating),
    Given(RatingView),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SentRating {
    pub at: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingView {
    /// From 1, the worst, to `scale`.
    pub score: u8,
    pub scale: u8,
    pub at: u64,
    /// In the words that the customer read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Empty if nothing was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}
