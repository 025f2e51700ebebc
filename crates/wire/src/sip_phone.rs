//! SIP phones that register here, as an admin sets them up (VC31, AD04). Problems: `extension-invalid`, `extension-taken`,
//! `unknown-member`, `name-missing`, `too-many`, `no-sip-phones`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// By extension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SipPhoneList {
    pub phones: Vec<SipPhoneView>,
    /// Where they register, by UDP and TCP; absent where the server was not told to let them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SipPhoneView {
    pub id: Uuid,
    pub extension: String,
    pub name: String,
    /// What is typed into the phone as user and as authentication name.
    pub username: String,
    pub algorithm: SipAlgorithm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Uuid>,
    /// Whether that member takes calls by it instead of the browser.
    pub chosen: bool,
    pub state: SipPhoneState,
    /// Where it is registered.
    pub places: Vec<SipPhonePlace>,
}

/// How a phone proves who it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SipAlgorithm {
    #[default]
    Sha256,
    /// For phones that know nothing else.
    Md5,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SipPhoneState {
    NotRegistered,
    Registered,
    /// It is registered and does not answer.
    Unreachable,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SipPhonePlace {
    /// As in `192.0.2.7:5060` or `tcp:192.0.2.7:40001`.
    pub address: String,
    /// What the phone calls its own make.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// How long it holds if the phone says nothing more.
    pub seconds_left: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SipPhoneForm {
    /// Two to eight digits, one phone's in the application.
    pub extension: String,
    pub name: String,
    /// Whose phone it is, if anybody's.
    #[serde(default)]
    pub member: Option<Uuid>,
}

/// A new password, to be proved this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SipPasswordForm {
    #[serde(default)]
    pub algorithm: SipAlgorithm,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSipPhone {
    pub extension: String,
    pub name: String,
    #[serde(default)]
    pub member: Option<Uuid>,
    #[serde(default)]
    pub algorithm: SipAlgorithm,
}

/// The password is told here and never again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SipPhoneSecret {
    pub phone: SipPhoneView,
    pub password: String,
}
