//! Logging in and out (AC04, AC08, AC13), and the logins of a member.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    pub email: String,
    pub password: String,
    /// AC11: the six digits, or a recovery code. Ask for it after the problem `code-required`, and send all three again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// The member behind the login cookie, and where they work (AC05).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MyLogin {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    /// In the chosen application; none before the choice.
    pub roles: Vec<Role>,
    /// The chosen application's name. Absent while a member of several has to choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// All that the member may choose, by name. A member of one has it chosen.
    pub applications: Vec<MyApplication>,
    /// What this login must do before anything else; until then all else answers 403 with the same word's problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MyApplication {
    pub id: Uuid,
    pub name: String,
    pub roles: Vec<Role>,
    /// This login works here.
    pub chosen: bool,
    /// The member's last choice, also from an earlier login.
    pub last: bool,
}

/// `PUT /api/v1/login/application`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicationChoice {
    pub application: Uuid,
}

/// A member as an application knows them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Myself {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    pub application: String,
}

/// AC03, AC11. The problems are `password-change-required` and `totp-required`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    ChangePassword,
    SetUpTotp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Agent,
    Supervisor,
    Admin,
}

/// Where a member is signed in, the one used last first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LoginList {
    pub logins: Vec<LoginView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LoginView {
    pub id: Uuid,
    /// The one that asks.
    pub current: bool,
    pub created: u64,
    pub last_seen: u64,
    pub expires: u64,
    /// What the browser called itself, e.g. `Firefox 140, Linux`; empty if it said nothing.
    pub browser: String,
    pub address: String,
}
