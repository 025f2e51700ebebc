//! Voicemails as work of a group (VC42). Problems: `voicemail-claimed`, `voicemail-not-claimed`, `voicemail-done`,
//! `recording-not-ready`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::workspace::{GroupRef, MemberName};

/// Those of the groups that the member is in, or answers for; what is not done first, and of these the oldest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoicemailList {
    pub voicemails: Vec<VoicemailView>,
    /// The server's time in milliseconds of the Unix epoch, for ages and countdowns.
    pub now: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoicemailView {
    pub id: Uuid,
    pub group: GroupRef,
    /// The call in which the words were left; its record.
    pub contact: Uuid,
    /// Who called, where their name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// In E.164; absent where the caller showed none, or called from a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// When the caller began to speak, in milliseconds of the Unix epoch.
    pub left_at: u64,
    pub sound: VoicemailSound,
    pub state: VoicemailState,
    /// VC42: the last call back, as a contact; absent while nobody has called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_back: Option<Uuid>,
}

/// What there is to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "sound", rename_all = "kebab-case")]
pub enum VoicemailSound {
    /// It is made a moment after the call.
    NotYet,
    Ready(VoicemailLength),
    /// Nothing could be kept: there was no room on the disk.
    Lost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoicemailLength {
    pub ms: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum VoicemailState {
    Open,
    Claimed(VoicemailClaim),
    Done(VoicemailDone),
}

/// Whose work it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoicemailClaim {
    pub member: MemberName,
    /// When it is everybody's again unless the member does something with it, in milliseconds of the Unix epoch.
    pub until: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoicemailDone {
    pub member: MemberName,
    pub at: u64,
}
