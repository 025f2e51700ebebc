//! What time does in a session that a member has, and what the member does about it.

use serde::{Deserialize, Serialize};

use crate::{ContactId, MemberId, Timestamp};

/// `member` has the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionMoved {
    pub contact: ContactId,
    pub member: MemberId,
    pub step: SessionStep,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "session", rename_all = "kebab-case")]
pub enum SessionStep {
    /// DK04: the customer is told when the session ends unless they write.
    EndTold { ends_at: Timestamp },
    /// DK04: the member has put that end off.
    KeptOpen { until: Timestamp },
    /// DK15: the customer waits for an answer, and the member is reminded.
    Reminded,
    /// DK15: they wait so long that others are to see it.
    Overdue,
    /// DK15: they have waited long enough: the member loses the session to its group.
    TakenBack,
}
