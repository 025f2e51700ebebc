//! A flow as an admin has drawn it: nodes by their names, and where it starts. Titles and places on the drawing board are
//! kept beside it, not in it. A draft may have gaps; [`crate::validate()`] names them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Node, NodeId};

/// More than an admin can survey; a run goes through far fewer.
pub const NODES_MAX: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flow {
    pub kind: FlowKind,
    /// VC20: of a self-service.
    #[serde(default)]
    pub listening: Listening,
    /// VC20: of a self-service.
    #[serde(default)]
    pub return_by: ReturnBy,
    pub start: Option<NodeId>,
    pub nodes: BTreeMap<NodeId, Node>,
}

/// When a flow runs, which decides what it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FlowKind {
    /// VC41: before the queue, and where a queue's limit sends callers (RT05).
    Inbound,
    /// VC20: in a call, started by its agent, who gets the customer back.
    SelfService,
    /// VC22: after the talk.
    Survey,
}

/// Whether the agent hears what their customer hears and says in a flow. Not where a secret is keyed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowListening))]
pub enum Listening {
    #[default]
    Nobody,
    Agent,
}

/// What brings the customer back to the agent once the flow is through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowReturnBy))]
pub enum ReturnBy {
    /// The agent clicks Back; until then the customer hears the hold prompt.
    #[default]
    Agent,
    Itself,
}

impl Flow {
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(&id)
    }

    /// Whether anything that is keyed into this flow is a secret.
    pub fn has_masked_digits(&self) -> bool {
        self.nodes.values().any(Node::is_masked)
    }
}
