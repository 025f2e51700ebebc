//! To whom a call (W13) or a session (W21) can be handed, and who can be called (W17): every colleague, every group and every SIP phone of the
//! application, live while somebody looks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::picture::{BreakReasonView, GroupKind, Label};

/// All of it, when a page begins to look and when names or groups were changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Directory {
    pub colleagues: Vec<ColleagueView>,
    pub groups: Vec<DirectoryGroup>,
    /// By extension.
    pub phones: Vec<DirectoryPhone>,
}

/// Rows that replace those of the same id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DirectoryChanges {
    pub colleagues: Vec<ColleagueView>,
    pub groups: Vec<DirectoryGroup>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<DirectoryPhone>,
}

/// A member who takes calls or chats, as colleagues see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ColleagueView {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub label: Label,
    /// When the label began.
    pub since: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_reason: Option<BreakReasonView>,
    pub groups: Vec<Uuid>,
    /// Why a call cannot ring there now; absent where it can (VC11, VC30).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<Unavailable>,
    pub sessions: SessionLoad,
}

/// How many sessions a member has, and whether another can be handed to them (DK05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionLoad {
    pub open: u32,
    pub max: u32,
    /// Why no session can be handed there now; absent where one can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<Unavailable>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unavailable {
    /// What the label says allows none.
    Status,
    /// No browser of theirs is connected.
    NotConnected,
    /// Without a microphone.
    NoAudio,
    /// Something rings there already.
    Ringing,
    /// As many sessions as they may have.
    Full,
}

/// A group, with who could take something at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DirectoryGroup {
    pub id: Uuid,
    pub name: String,
    pub kind: GroupKind,
    /// Members whom the group could ring now.
    pub routable: u32,
    pub members: u32,
    pub waiting: u32,
    /// Arrival of the one who waits longest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_since: Option<u64>,
}

/// VC12: a SIP phone that registers here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DirectoryPhone {
    pub id: Uuid,
    pub name: String,
    /// What it is dialled by inside.
    pub extension: String,
    /// Who takes calls by it instead of a browser: a call for the phone is one for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Uuid>,
    /// Why a call cannot ring there now; absent where it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<PhoneUnavailable>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PhoneUnavailable {
    /// Or it does not answer.
    NotRegistered,
    /// It has a call.
    InUse,
    /// It is registered or not: whoever takes calls by it takes none now (VC11).
    Member,
}
