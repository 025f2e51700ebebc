//! Flows that answer calls, business hours, and which flow answers which number, as an admin sets them (VC41, AD03, AD07).
//! Problems: `flow-faults`, `hours-faults`, `in-use`, `unknown-flow`, `name-missing`.

use flow::{BusinessHours, Fault, Flow, Openness};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::Problem;

/// By name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FlowList {
    pub flows: Vec<FlowView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FlowView {
    pub id: Uuid,
    pub name: String,
    /// Calls that were in an earlier one stay in it to their end.
    pub version: Uuid,
    /// Since when calls get this version.
    pub put_at: u64,
    /// The numbers that it answers.
    pub numbers: Vec<Uuid>,
    pub flow: Flow,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowForm {
    pub name: String,
    pub flow: Flow,
}

/// What a flow may name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FlowChoices {
    /// Of kind voice.
    pub groups: Vec<Named>,
    pub hours: Vec<Named>,
    /// Who may be rung in person.
    pub members: Vec<Named>,
    /// By name; one without a name by its extension.
    pub sip_phones: Vec<Named>,
    pub prompts: Vec<Named>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// By name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HoursList {
    pub hours: Vec<HoursView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HoursView {
    pub id: Uuid,
    pub name: String,
    pub hours: BusinessHours,
    /// At this moment.
    pub now: Openness,
    /// When that changes; absent where it does not within a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursForm {
    pub name: String,
    pub hours: BusinessHours,
}

/// By name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NumberList {
    pub numbers: Vec<NumberRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NumberRow {
    pub id: Uuid,
    /// As the trunk sends it.
    pub digits: String,
    pub name: String,
    /// Where calls go without a flow, and where one that fails leaves them.
    pub group: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Uuid>,
}

/// Without a `flow`, calls go to the number's group at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberFlow {
    #[serde(default)]
    pub flow: Option<Uuid>,
}

/// A problem with all that is wrong with what was sent (RFC 9457 §3.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FaultyProblem {
    #[serde(flatten)]
    pub problem: Problem,
    pub faults: Vec<Fault>,
}
