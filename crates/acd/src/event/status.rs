//! Events of a member: reach, status, after-call-work.

use serde::{Deserialize, Serialize};

use crate::{Actor, BreakReason, Chosen, ContactId, Label, MemberId, Timestamp};

/// A member's browser came, fell quiet or is given up (ST10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserChanged {
    pub member: MemberId,
    pub browser: crate::Browser,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioChanged {
    pub member: MemberId,
    pub ready: bool,
}

/// The chosen layer changed. The label's change is told apart, by [`StatusChanged`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChosen {
    pub member: MemberId,
    pub to: Chosen,
    pub actor: Actor,
}

/// ST05; `next` is absent when a reservation was dropped or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReserved {
    pub member: MemberId,
    pub next: Option<Chosen>,
}

/// ST06.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcwStarted {
    pub member: MemberId,
    pub contact: ContactId,
    pub until: Timestamp,
}

/// ST08: the countdown is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcwExtended {
    pub member: MemberId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcwEnded {
    pub member: MemberId,
    pub how: AcwEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AcwEnd {
    CountdownOver,
    BackToReception,
    StatusChosen,
    LoggedOut,
    ConnectionLost,
    /// ST01: a call that was handed to this agent was answered.
    CallAnswered,
    /// ST01: this agent calls somebody.
    Dialled,
}

/// ST11: the derived label changed. `at` starts the new span and ends the old one: no gap, no overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChanged {
    pub member: MemberId,
    pub from: Label,
    pub to: Label,
    /// Given while on break.
    pub break_reason: Option<BreakReason>,
    pub actor: Actor,
    pub at: Timestamp,
}
