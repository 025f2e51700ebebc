//! Events of a contact on its way: arrival, keys, queue, messages, end.

use serde::{Deserialize, Serialize};

use crate::{
    ChannelId, ContactId, CustomerId, EndReason, GroupId, GroupKind, MemberId, MessageId, NumberId,
    Priority, Timestamp,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactArrived {
    pub contact: ContactId,
    pub customer: CustomerId,
    pub entry: Entry,
    pub at: Timestamp,
}

/// Where a contact came in or went out, which also says what kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    Call {
        number: NumberId,
    },
    Session {
        channel: ChannelId,
    },
    /// VC06: a member calls, and this number of ours is shown.
    Outbound {
        number: NumberId,
    },
}

impl Entry {
    pub const fn kind(self) -> GroupKind {
        match self {
            Self::Call { .. } | Self::Outbound { .. } => GroupKind::Voice,
            Self::Session { .. } => GroupKind::Chat,
        }
    }
}

/// VC20, RC01: the customer pressed a key. Which one stands beside the journal, unless it is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPressed {
    pub contact: ContactId,
    /// From 1 in each contact, without holes.
    pub place: u32,
    /// Kept nowhere: only that a key was pressed is known.
    pub masked: bool,
    pub at: Timestamp,
}

/// The contact waits in a group. `arrival` is the first entry into a queue and survives every return (RT03).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueEntered {
    pub contact: ContactId,
    pub group: GroupId,
    pub priority: Priority,
    pub arrival: Timestamp,
    pub place: Place,
    /// RT05: when waiting ends by itself.
    pub until: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Before all contacts of the same priority: missed, unseen, media failed, agent lost, handed back.
    Head,
    /// By arrival.
    Tail,
}

/// DK13: ordered per session from 1 without holes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageAdded {
    pub contact: ContactId,
    pub message: MessageId,
    pub sequence: u64,
    pub author: Author,
    pub size: u32,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "author", content = "id", rename_all = "kebab-case")]
pub enum Author {
    Member(MemberId),
    Customer(CustomerId),
}

/// I06: exactly once for each contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactEnded {
    pub contact: ContactId,
    pub reason: EndReason,
    pub at: Timestamp,
}
