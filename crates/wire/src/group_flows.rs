//! Which flows a group offers in its calls, and what its customers are asked after them, as an admin sets it (VC20, VC22).
//! Problems: `unknown-flow`, `flow-not-allowed`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupFlows {
    /// Of kind `self-service`.
    pub self_service: Vec<Uuid>,
    /// Of kind `survey`; absent where nobody is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<Uuid>,
    #[serde(default)]
    pub survey_when: SurveyWhen,
}

/// After which calls customers are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SurveyWhen {
    /// After those for which the agent has asked for it.
    #[default]
    ByButton,
    Always,
}
