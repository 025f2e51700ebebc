//! VC30: what plays do and see in a call between two agents.

use acd::{EndReason, Millis};
use serde::Serialize;

use crate::cast::Agent;

/// What one of the two does, about the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum InternalAct {
    Calls,
    Accepts,
    Declines,
    Holds,
    TakesOffHold,
    Mutes,
    Unmutes,
    HangsUp,
    /// What is for customers.
    Transfers {
        to: Agent,
    },
    Consults {
        consultant: Agent,
    },
    SendsKeys {
        keys: String,
    },
    PausesRecording,
}

/// What one of the two sees of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum InternalSight {
    /// The other calls.
    Rings {
        span: Millis,
    },
    Missed,
    Declined,
    /// F26.
    NotShown,
    StopsRinging,
    /// Told of the caller.
    Talks,
    /// Told of the caller.
    Ended {
        reason: EndReason,
    },
}
