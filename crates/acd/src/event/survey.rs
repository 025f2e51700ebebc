//! VC22: a customer is asked what they thought of the talk, after it.

use serde::{Deserialize, Serialize};

use crate::{ContactId, FlowId, MemberId, Timestamp};

/// The agent wants the customer to be asked once the talk is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SatisfactionAsked {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
}

/// The agent has hung up, and the customer is asked. The steps that follow are told as those of any flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyStarted {
    pub contact: ContactId,
    /// Whose talk it was.
    pub member: MemberId,
    pub flow_id: FlowId,
    #[serde(flatten)]
    pub began: flow::Began,
}
