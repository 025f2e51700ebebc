//! What an application's customers read when they are asked about a session (DK08); opaque here.

use acd::ApplicationId;

use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq)]
pub struct SatisfactionForm(pub serde_json::Value);

impl SatisfactionForm {
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO satisfaction_form (application, form) VALUES ($1, $2)
             ON CONFLICT (application) DO UPDATE SET form = excluded.form",
            application,
            Value::json(&self.0),
        ))
    }
}

impl Store {
    /// `None` until an admin has written one.
    pub async fn satisfaction_form(
        &self,
        application: ApplicationId,
    ) -> Result<Option<SatisfactionForm>, ReadError> {
        let asked =
            statement!("SELECT form FROM satisfaction_form WHERE application = $1", application);
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.map(|row| row.json("form").map(SatisfactionForm)).transpose())
            .map_err(ReadError::of("the form of satisfaction"))
    }
}
