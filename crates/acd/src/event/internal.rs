//! VC30: a call of a member to another one, or to a SIP phone that is no member's, without a customer and without a group. How the
//! ring at a member ends is an event of an offer, and its own end is a contact's.

use serde::{Deserialize, Serialize};

use crate::{ContactId, Fence, HoldCuts, MemberId, PhoneId, Timestamp};

/// Whom a member calls in the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InternalTarget {
    #[serde(rename = "callee")]
    Member(MemberId),
    /// Whoever is near it.
    Phone(PhoneId),
}

/// One step of an internal call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InternalMoved {
    pub contact: ContactId,
    pub caller: MemberId,
    #[serde(flatten)]
    pub callee: InternalTarget,
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
    /// The caller is In line from here on, and the phone rings.
    Rung {
        /// When it is given up unless somebody lifts the handset.
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
        match (self.step, self.callee) {
            (
                InternalStep::Joined { .. } | InternalStep::Started,
                InternalTarget::Member(callee),
            ) => callee,
            (InternalStep::Held { by, .. } | InternalStep::Muted { by, .. }, _) => by,
            (InternalStep::Silent { member, .. }, _) => member,
            (
                InternalStep::Dialled { .. }
                | InternalStep::Rung { .. }
                | InternalStep::Joined { .. }
                | InternalStep::Started,
                _,
            ) => self.caller,
        }
    }
}

impl InternalTarget {
    pub const fn member(self) -> Option<MemberId> {
        match self {
            Self::Member(member) => Some(member),
            Self::Phone(_) => None,
        }
    }

    pub const fn phone(self) -> Option<PhoneId> {
        match self {
            Self::Phone(phone) => Some(phone),
            Self::Member(_) => None,
        }
    }
}
