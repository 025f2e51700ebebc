//! VC30: a call between two members, without a customer and without a group. How the ring ends is an event of an offer, and its
//! own end is a contact's.

use serde::{Deserialize, Serialize};

use crate::{ContactId, Fence, HoldCuts, MemberId, Timestamp};

/// Whom a member calls in the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum InternalTarget {
    Member(MemberId),
}

/// One step of an internal call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InternalMoved {
    pub contact: ContactId,
    pub caller: MemberId,
    pub callee: MemberId,
    pub step: InternalStep,
    pub at: Timestamp,
}

/// In the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "internal", rename_all = "kebab-case")]
pub enum InternalStep {
    /// ST03: the caller is In line from here on, and it rings for the callee.
    Dialled {
        fence: Fence,
        /// When it is given up unless it is answered.
        until: Timestamp,
    },
    /// The callee has accepted; `media_by` is when the call is given up unless their sound has come.
    Joined { media_by: Timestamp },
    /// The two hear each other.
    Started,
    /// VC07, by either.
    Held {
        by: MemberId,
        on_hold: bool,
        cuts: HoldCuts,
        /// Whether the other one has put the call on hold as well, which lasts.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        other_holds: bool,
    },
    /// VC08, by either.
    Muted { by: MemberId, muted: bool },
    /// VC51: the sound of one of them left or came back.
    Silent { member: MemberId, since: Option<Timestamp> },
}

impl InternalMoved {
    /// Who has made this step, or of whom it tells.
    pub const fn member(&self) -> MemberId {
        match self.step {
            InternalStep::Dialled { .. } => self.caller,
            InternalStep::Joined { .. } | InternalStep::Started => self.callee,
            InternalStep::Held { by, .. } | InternalStep::Muted { by, .. } => by,
            InternalStep::Silent { member, .. } => member,
        }
    }
}
