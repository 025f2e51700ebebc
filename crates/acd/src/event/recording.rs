//! Events of the recording of a talk.

use serde::{Deserialize, Serialize};

use crate::{Actor, ContactId, GroupId, MemberId, Timestamp};

/// VC40: from here on the sound of this talk is kept. `at` names the recording within its contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingStarted {
    pub contact: ContactId,
    pub member: MemberId,
    pub group: GroupId,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingPaused {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
    /// When it goes on by itself; absent while it must not (VC20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingResumed {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
    pub actor: Actor,
}

/// Once for each start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingEnded {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
    pub how: RecordingEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordingEnd {
    TalkOver,
    /// F13: the sound could not be kept. The talk goes on.
    Failed,
}
