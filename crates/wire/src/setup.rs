//! The first start of an empty installation (OP02). Problem: `link-invalid`, also once somebody has an account.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::member::Language;

#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// What stands behind the `#` of the printed link.
    pub token: String,
    /// The application's name: the company.
    pub application: String,
    pub name: String,
    pub email: String,
    #[serde(default)]
    pub language: Language,
    pub password: String,
    pub confirm: String,
}
