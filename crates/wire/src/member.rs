//! Members as an admin sees them (AC01, AC02, AD01). Problems: `email-taken`, `email-invalid`, `name-missing`,
//! `unknown-group`, `role-missing`, `last-admin`, `not-oneself`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::login::Role;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MemberList {
    pub members: Vec<MemberView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MemberView {
    pub id: Uuid,
    pub name: String,
    pub nickname: String,
    pub email: String,
    pub language: Language,
    pub roles: Vec<Role>,
    pub groups: Vec<GroupPlace>,
    /// RT01: sessions at one time.
    pub sessions_max: u32,
    pub account: AccountState,
    /// AC03: until when the password that was made by the server is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_until: Option<u64>,
    /// The last mail to the member with a password or a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailView>,
    pub totp: bool,
    pub created: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_login: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccountState {
    /// Has not chosen a password yet.
    Invited,
    Active,
    Disabled,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailView {
    pub delivery: Delivery,
    /// When it reached this state.
    pub at: u64,
    /// Why it has failed, or has not succeeded yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// AC02.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    Queued,
    Sent,
    Failed,
}

/// What mails and screens speak to the member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// A member's place in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupPlace {
    pub group: Uuid,
    /// RT02: 1 is asked first where the group goes by priority.
    #[serde(default = "first")]
    pub priority: u8,
    /// RT01: a group may lower a member's share of sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions_max: Option<u32>,
}

const fn first() -> u8 {
    1
}

/// A member to be made, or what one shall be from now on. There is no field for a password: the server makes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberForm {
    pub name: String,
    #[serde(default)]
    pub nickname: String,
    pub email: String,
    #[serde(default)]
    pub language: Language,
    pub roles: Vec<Role>,
    #[serde(default)]
    pub groups: Vec<GroupPlace>,
    #[serde(default = "five")]
    pub sessions_max: u32,
}

const fn five() -> u32 {
    5
}

/// How a member gets in who cannot yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessForm {
    pub by: AccessBy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccessBy {
    /// A new random password by mail; told in the answer where no mail is configured.
    Mail,
    /// F65: a one-time link to hand over by other means.
    Link,
}

/// The member as made or changed, and what is told only now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MemberAccess {
    pub member: MemberView,
    /// AC02: where no mail is configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// What an admin decides about all accounts of the application (AC11, AC12, AD09).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountSettings {
    pub password_policy: crate::password::PolicyKind,
    /// Roles that must have TOTP switched on.
    pub totp_required: Vec<Role>,
}
