//! VC20: a customer goes into a flow in the middle of a talk, and comes back.

use serde::{Deserialize, Serialize};

use crate::{ContactId, FlowId, MemberId, Timestamp};

/// The steps that follow are told as those of any flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfServiceStarted {
    pub contact: ContactId,
    pub member: MemberId,
    pub flow_id: FlowId,
    #[serde(flatten)]
    pub began: flow::Began,
}

/// The customer is with the agent again, or the talk is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfServiceEnded {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
}
