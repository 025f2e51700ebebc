//! What an agent is doing, in layers (ST01): *chosen* by a person, *engagement* by the system,
//! *reach* by the connection. The label is derived from them and never stored as a choice.

use serde::{Deserialize, Serialize};

use crate::{BreakReasonId, Timestamp};

/// The layer a person sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Chosen {
    Available,
    Busy,
    OnBreak { reason: BreakReason },
    Offline { why: OfflineWhy },
}

/// Why an agent is on break (ST02).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum BreakReason {
    /// From the admin's list.
    Listed { id: BreakReasonId },
    /// VC03: set by the system after too many missed offers in a row; cannot be picked.
    MissedCalls,
}

/// Why an agent is offline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfflineWhy {
    /// Chosen by hand.
    ByHand,
    /// Or never signed in.
    LoggedOut,
    /// ST10: the browser was gone too long.
    ConnectionLost,
    /// F26: offers went unseen twice.
    Unreachable,
}

/// The layer the system derives from an agent's contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engagement {
    Free,
    Ringing,
    OnCall,
    AfterCallWork,
}

/// The six labels (ST01) that people see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    Available,
    Busy,
    OnBreak,
    InLine,
    AfterCallWork,
    Offline,
}

/// The agent's browser, as far as the server knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "browser", rename_all = "kebab-case")]
pub enum Browser {
    Live,
    /// Socket closed or two pings missed: not routable, nothing taken away yet (ST10).
    Quiet {
        since: Timestamp,
    },
    /// Never seen, signed out, or quiet for longer than every grace.
    Gone,
}

/// Who changed a status (ST11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    Oneself,
    System,
    Supervisor,
}
