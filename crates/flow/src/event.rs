//! What happened in a run, for the journal. Nothing that a caller keyed in, said or is called stands in here: values are
//! kept elsewhere ([`crate::Values`]). Law: folding the events gives the run.

use serde::{Deserialize, Serialize};

use crate::{FlowVersionId, GroupId, NodeId, Timestamp, Way};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "flow", rename_all = "kebab-case")]
pub enum Event {
    Began(Began),
    Stopped(Stopped),
    Left(Left),
    Ended(Ended),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Began {
    pub version: FlowVersionId,
    pub at: Timestamp,
    /// The whole run ends then, wherever it is.
    pub ends_by: Timestamp,
}

/// The run waits at a node, or waits there for something else now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    pub node: NodeId,
    #[serde(flatten)]
    pub doing: Doing,
    pub at: Timestamp,
    /// When it goes on by itself.
    pub until: Timestamp,
}

/// A node is behind the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    pub node: NodeId,
    #[serde(flatten)]
    pub way: Way,
    /// VC42: the group for which words were recorded here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voicemail: Option<GroupId>,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    #[serde(flatten)]
    pub outcome: Outcome,
    pub at: Timestamp,
}

/// What a run waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "doing", rename_all = "kebab-case")]
pub enum Doing {
    /// The end of the prompts.
    Play,
    /// The end of a question's prompts, or a key. `try` counts from 1.
    Ask {
        #[serde(rename = "try")]
        attempt: u8,
        lead: Lead,
    },
    /// A key; `keys` digits have come.
    Listen {
        #[serde(rename = "try")]
        attempt: u8,
        keys: u8,
    },
    /// The word of whoever keeps the values.
    Choose,
    /// The answer of another system.
    Request,
    /// The end of a voicemail's prompts.
    Greet,
    /// The end of the caller's words.
    Record,
    /// The far end.
    Transfer,
}

/// What is said before a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lead {
    None,
    Silent,
    Wrong,
}

/// How a run ended. There is one for each run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// Into the group's queue; without a priority with the number's.
    Queued {
        group: GroupId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<u8>,
    },
    /// Somebody outside the queues has answered.
    TransferredOut,
    /// VC14: nobody there has, and the flow says nothing of what comes then. The caller has waited `since` then.
    NotTaken {
        since: Timestamp,
    },
    /// The flow hangs up.
    HungUp,
    /// VC20, VC22: the flow is over and the call is not.
    Finished,
    /// VC20: the agent has taken the customer back.
    TakenBack,
    CustomerLeft,
    /// It took too long, or too many steps.
    GaveUp,
    /// A way that leads nowhere: the flow was never fit to be published.
    Broken,
}
