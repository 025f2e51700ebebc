//! Prompts that admins upload, for flows (AD05). Problems: `prompt-too-large`, `prompt-refused`, `prompt-too-long`, `name-taken`,
//! `too-many`, `in-use`.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// By name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PromptList {
    pub prompts: Vec<PromptView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PromptView {
    /// What flows name it by.
    pub id: Uuid,
    pub name: String,
    /// In milliseconds.
    pub length: u64,
    /// In milliseconds of the Unix epoch.
    pub added: u64,
    /// The names of the flows that play it: while there are any, it cannot be removed.
    pub flows: Vec<String>,
}

/// How an upload is called.
#[derive(Clone, Debug, Deserialize, IntoParams, ToSchema)]
pub struct PromptName {
    pub name: String,
}
