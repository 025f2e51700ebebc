//! Identities as types of their own. The values are made outside; a flow only names them and a run only compares them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    )*};
}

ids! {
    /// One published version of a flow. It never changes; a run pins one.
    FlowVersionId;
    /// A sound that can be played (AD05).
    PromptId;
    /// Business hours of the application (AD07).
    HoursId;
    /// A skill group, of kind voice or chat; flows name those of kind voice.
    GroupId;
    /// A staff account as it works in this application.
    MemberId;
    /// A desk phone that registers here (AD04).
    SipPhoneId;
}

/// A node's name within its flow, given by whoever draws it. A text in JSON, so that it can name a field there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowNodeId, value_type = String))]
pub struct NodeId(pub u16);

impl fmt::Display for NodeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl FromStr for NodeId {
    type Err = NoNodeId;

    fn from_str(text: &str) -> Result<Self, NoNodeId> {
        let id = Self(text.parse().map_err(|_| NoNodeId)?);
        // One node, one name: "07" and "+7" are not 7.
        if id.to_string() == text { Ok(id) } else { Err(NoNodeId) }
    }
}

impl TryFrom<String> for NodeId {
    type Error = NoNodeId;

    fn try_from(text: String) -> Result<Self, NoNodeId> {
        text.parse()
    }
}

impl From<NodeId> for String {
    fn from(id: NodeId) -> Self {
        id.to_string()
    }
}

/// The text is not a number from 0 to 65535 as one writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoNodeId;

impl fmt::Display for NoNodeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a node is named by a number from 0 to 65535")
    }
}

impl std::error::Error for NoNodeId {}
