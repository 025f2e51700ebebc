//! What staff sees of a customer.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerView {
    pub id: Uuid,
    /// A name if one is known, else what stands for it ("Customer 4711").
    pub name: String,
    /// The calling number as the trunk gave it; absent for the widget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// DK14: the `UserID` that the customer's site has signed. Whoever has one is verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
}
