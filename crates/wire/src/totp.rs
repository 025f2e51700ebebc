//! Time-based one-time codes (AC11, RFC 6238): 6 digits, 30 seconds, HMAC-SHA-1, which every authenticator app knows.
//! Problems: `wrong-code`, `wrong-current-password`, `totp-on`, `totp-off`, `totp-required`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TotpView {
    pub on: bool,
    /// A role of the member must have it: it cannot be switched off.
    pub required: bool,
    pub recovery_codes_left: u32,
}

/// The member proves once more who asks.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TotpBegin {
    pub password: String,
}

/// Told once, and in force only after `confirm`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct TotpSecret {
    /// Base32, in groups of four, for typing it in.
    pub secret: String,
    /// `otpauth://totp/…`, which the QR code holds.
    pub uri: String,
    /// An SVG document, to be shown as an image.
    pub qr_svg: String,
}

#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TotpConfirm {
    pub code: String,
}

/// Each opens the door once, in place of a code. Shown once.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}

/// `code`: six digits or a recovery code.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TotpEnd {
    pub password: String,
    pub code: String,
}
