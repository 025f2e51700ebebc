//! VC41: flows that answer calls, as they were last put.

use acd::{ApplicationId, FlowId, Timestamp};
use flow::{Flow, FlowVersionId};

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFlow {
    pub id: FlowId,
    pub name: String,
    /// What calls get from `put_at` on.
    pub version: FlowVersionId,
    pub put_at: Timestamp,
    pub flow: Flow,
}

impl NamedFlow {
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO flow (application, id, name, version, put_at, body)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (application, id) DO UPDATE SET name = excluded.name,
                 version = excluded.version, put_at = excluded.put_at, body = excluded.body",
            application,
            self.id.0,
            &*self.name,
            self.version.0,
            self.put_at,
            Value::json(&self.flow),
        ))
    }

    pub fn remove(application: ApplicationId, id: FlowId) -> Write {
        Write::one(statement!(
            "DELETE FROM flow WHERE application = $1 AND id = $2",
            application,
            id.0,
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", FlowId)?,
            name: row.read("name")?,
            version: row.id("version", FlowVersionId)?,
            put_at: row.time("put_at")?,
            flow: row.json("body")?,
        })
    }
}

impl Store {
    /// In the order of their names.
    pub async fn flows(&self, application: ApplicationId) -> Result<Vec<NamedFlow>, ReadError> {
        let asked = statement!(
            "SELECT id, name, version, put_at, body FROM flow
             WHERE application = $1 ORDER BY name, id",
            application,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(NamedFlow::read).collect())
            .map_err(ReadError::of("the flows"))
    }
}
