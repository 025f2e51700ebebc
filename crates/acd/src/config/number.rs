//! What a customer dials.

use serde::{Deserialize, Serialize};

use super::Priority;
use crate::{GroupId, NumberId};

/// An inbound number and where its calls go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    pub id: NumberId,
    pub group: GroupId,
    /// Whether a greeting is played before the queue.
    pub greeting: Greeting,
    pub priority: Priority,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Greeting {
    Played,
    None,
}
