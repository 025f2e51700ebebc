//! AD07: business hours, as they were last put.

use acd::ApplicationId;
use flow::{BusinessHours, HoursId};

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedHours {
    pub id: HoursId,
    pub name: String,
    pub hours: BusinessHours,
}

impl NamedHours {
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO business_hours (application, id, name, body) VALUES ($1, $2, $3, $4)
             ON CONFLICT (application, id) DO UPDATE SET
                 name = excluded.name, body = excluded.body",
            application,
            self.id.0,
            &*self.name,
            Value::json(&self.hours),
        ))
    }

    pub fn remove(application: ApplicationId, id: HoursId) -> Write {
        Write::one(statement!(
            "DELETE FROM business_hours WHERE application = $1 AND id = $2",
            application,
            id.0,
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self { id: row.id("id", HoursId)?, name: row.read("name")?, hours: row.json("body")? })
    }
}

impl Store {
    /// In the order of their names.
    pub async fn business_hours(
        &self,
        application: ApplicationId,
    ) -> Result<Vec<NamedHours>, ReadError> {
        let asked = statement!(
            "SELECT id, name, body FROM business_hours WHERE application = $1 ORDER BY name, id",
            application,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(NamedHours::read).collect())
            .map_err(ReadError::of("the business hours"))
    }
}
