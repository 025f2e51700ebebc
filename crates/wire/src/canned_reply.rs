//! Canned replies: what agents write again and again (DK13). Problems: `shortcut-invalid`, `shortcut-taken`, `title-missing`,
//! `body-missing`, `message-too-long`, `unknown-group`, `too-many`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// By shortcut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CannedReplyList {
    pub replies: Vec<CannedReplyView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CannedReplyView {
    pub id: Uuid,
    /// Whose agents have it; absent: every group's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Uuid>,
    pub shortcut: String,
    pub title: String,
    pub body: String,
}

/// All of it, as it is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CannedReplyForm {
    #[serde(default)]
    pub group: Option<Uuid>,
    /// What is typed after the `/`: 1 to 32 letters, digits, hyphens or underscores of any script, no two alike in one group.
    pub shortcut: String,
    /// One line, at most 80 characters.
    pub title: String,
    /// What is put into the composer; as long as a message may be.
    pub body: String,
}
