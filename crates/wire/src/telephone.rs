//! A telephone number as it was read from what a member typed (VC06). Problem: `invalid-number`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TelephoneView {
    /// E.164, with its plus; of an emergency number the digits.
    pub number: String,
    /// As it is written in the application's country: a number of its own without the country's code, any other with it.
    pub written: String,
    /// The two letters of ISO 3166-1; absent for what is no country's, as satellite phones are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The member's groups for which it may be called. None: it may not be called, except in an emergency.
    pub groups: Vec<Uuid>,
    /// VC44: it calls for help, which everybody may in any label but In line.
    pub emergency: bool,
}
