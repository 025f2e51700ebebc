//! What a customer dials.

use serde::{Deserialize, Serialize};

use super::Priority;
use crate::{FlowId, GroupId, NumberId};

/// An inbound number and where its calls go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    pub id: NumberId,
    /// Also where a flow that cannot be walked, or is not there any more, leads.
    pub group: GroupId,
    /// VC41: answers the calls, in place of the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<FlowId>,
    /// Whether a greeting is played first.
    pub greeting: Greeting,
    pub priority: Priority,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Greeting {
    Played,
    None,
}
