//! A call or a session that is handed on.

use serde::{Deserialize, Serialize};

use crate::{ContactId, GroupId, MemberId, PhoneId, Timestamp};

/// VC10, VC11, DK05: `member` hands the call or the session on. What becomes of it is told by the events that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallTransferred {
    pub contact: ContactId,
    pub member: MemberId,
    pub to: TransferTo,
    pub at: Timestamp,
}

/// Where a call or a session is handed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "to", content = "id", rename_all = "kebab-case")]
pub enum TransferTo {
    Group(GroupId),
    Agent(MemberId),
    /// VC12: whoever is near it. One that a member has chosen is told as that member.
    Phone(PhoneId),
}
