//! Events of a call that a member makes (VC06), until it is answered, and of how long it may last. Its end is a contact's.

use serde::{Deserialize, Serialize};

use crate::{ContactId, GroupId, MemberId, Priority, Timestamp};

/// ST03: the member is In line from here on, before the far end rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallDialled {
    pub contact: ContactId,
    pub member: MemberId,
    /// Whose number is shown, whose after-call-work follows, and where the customer waits should the member be lost.
    pub group: GroupId,
    pub priority: Priority,
    pub at: Timestamp,
    /// When it ends unless it is answered.
    pub until: Timestamp,
    /// VC44: no rule was asked, and no cap counts it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emergency: bool,
}

/// What the far end lets the member hear, for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallProgressed {
    pub contact: ContactId,
    pub progress: Progress,
    pub at: Timestamp,
}

/// VC06, I25: how long a call out may last. Told of none for help (VC44), and of none that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOutLimited {
    pub contact: ContactId,
    #[serde(flatten)]
    pub step: LimitStep,
    pub at: Timestamp,
}

/// In the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "kebab-case")]
pub enum LimitStep {
    /// It was answered.
    Set { until: Timestamp },
    /// Who has the call reads that it will be ended.
    Warned,
    /// What ends it is this, and nobody who hung up.
    Reached,
}

/// How far a call out has come before it is answered, in the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    Ringing,
    /// The far end sends a sound of its own: its ring-back, or words.
    EarlyMedia,
}
