//! How customers are asked what they think of a session (DK08), as an admin sets it and as the widget reads it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// All of it, as it is to be. Problems: `out-of-range` (its detail names the field and what it may be), `too-many`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionSettings {
    pub when: AskWhen,
    /// How long an invitation may be answered, 1–24.
    pub valid_hours: u32,
    pub form: SatisfactionForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AskWhen {
    Never,
    /// Whom the agent wants asked, at once.
    ByButton,
    /// The button is there too; whoever was not asked by it is asked when the session ends, if an agent had it.
    AtEnd,
}

/// What the customer reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionForm {
    /// 1–200 characters.
    pub question: BothLanguages,
    /// One for each score, the worst first, 2–10; each 1–40 characters. So many are the scale.
    pub scores: Vec<BothLanguages>,
    /// To choose any of, at most 12; each 1–40 characters.
    pub tags: Vec<BothLanguages>,
    /// Whether there is room for a comment.
    pub comment: bool,
    /// After the answer, 1–200 characters.
    pub thanks: BothLanguages,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BothLanguages {
    pub en: String,
    pub zh: String,
}
