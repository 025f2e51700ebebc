//! A contact's way through a flow.

use serde::{Deserialize, Serialize};

use crate::ContactId;

/// VC41: one step of the run. What was keyed in stands nowhere in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowMoved {
    pub contact: ContactId,
    pub step: flow::Event,
}
