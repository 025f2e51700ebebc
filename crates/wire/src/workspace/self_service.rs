//! VC20, VC22: what an agent sees of a customer who is in a flow, and of the question after the talk.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A flow that the call's group offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FlowName {
    pub id: Uuid,
    pub name: String,
}

/// VC20: where the customer is meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SelfServiceView {
    pub flow: FlowName,
    pub since: u64,
    pub stage: SelfServiceStage,
    /// Whether the customer is in the middle of an entry, which Back would lose.
    pub entering: bool,
    /// Whether a secret is asked for: its keys are kept nowhere, and the recording is paused.
    pub secret: bool,
    /// Whether the agent hears the customer in it.
    pub heard: bool,
    /// In their order. A masked one is a dot.
    pub keys: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SelfServiceStage {
    /// The customer is told or asked something.
    Speaking,
    /// They are to press keys.
    Listening,
    /// Something else is waited for.
    Working,
    /// It is through: the customer hears the hold prompt until they are taken back.
    Finished,
    /// It took too long, or met a fault: likewise.
    Failed,
}

/// VC22: whether the customer will be asked when the agent hangs up. Absent where the group asks nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SurveyState {
    /// If the agent wants it.
    Available,
    /// The agent does.
    Asked,
    /// Everybody is.
    Always,
}
