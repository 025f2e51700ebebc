//! Choosing a password (AC03, AC09, AC10, AC12). Problems: `wrong-current-password`, `password-mismatch`,
//! `password-unchanged`, `password-weak`, and `link-invalid` for a one-time link that is used up or too old.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// AC12: what a new password must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PasswordPolicy {
    pub kind: PolicyKind,
    /// Characters as people count them: Unicode scalar values after NFC.
    pub min: u32,
    pub max: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyKind {
    /// 8–20 characters with digit, letter and symbol; a common password is warned about.
    #[default]
    Classic,
    /// 12–128 characters of any kind; a common or guessable password is refused.
    Passphrase,
}

/// One line of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordRule {
    LongEnough,
    NotTooLong,
    Digit,
    Letter,
    Symbol,
    NoWhiteSpace,
    NotCommon,
}

/// Judges a candidate while it is typed; nothing is kept of it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordCheck {
    pub password: String,
    /// The secret of a one-time link, where nobody is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PasswordVerdict {
    pub policy: PasswordPolicy,
    /// Its length, counted as the policy counts.
    pub length: u32,
    /// The policy's lines in their order. A broken `not-common` is only a warning under `classic`.
    pub rules: Vec<RuleVerdict>,
    /// Whether it would be accepted.
    pub acceptable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleVerdict {
    pub rule: PasswordRule,
    pub met: bool,
}

/// AC10. Also the forced change of AC03, where `current` is the password that was mailed.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    pub current: String,
    pub new: String,
    pub confirm: String,
}

/// The new password is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PasswordChosen {
    /// AC12: accepted, but everybody tries it first.
    pub common: bool,
}

/// AC09. The answer is the same whoever is named.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgotPassword {
    pub email: String,
}

/// The secret of a one-time link: what stands behind the `#` of its address.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OneTimeLink {
    pub token: String,
}

/// Whose password a one-time link sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkTarget {
    pub email: String,
    pub policy: PasswordPolicy,
    pub until: u64,
}

#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    pub token: String,
    pub new: String,
    pub confirm: String,
}
