//! VC20: the customer of a talk is in a flow that its agent has started, and the talk goes on beside it.

use flow::Run;
use serde::{Deserialize, Serialize};

use crate::FlowId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfService {
    pub flow: FlowId,
    /// It stays when it is over, until the customer is back.
    pub run: Run,
}

impl SelfService {
    /// Whether the flow is not through yet.
    pub const fn is_running(&self) -> bool {
        self.run.outcome().is_none()
    }
}
