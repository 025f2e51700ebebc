//! AD09, ST02: the reasons that can be picked for a break.

use acd::{ApplicationId, BreakReasonId};

use crate::Write;
use crate::row::Row;
use crate::statement::statement;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakReason {
    pub id: BreakReasonId,
    pub name: String,
}

impl BreakReason {
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO break_reason (id, application, name) VALUES ($1, $2, $3)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            self.id,
            application,
            &*self.name,
        ))
    }

    pub fn remove(id: BreakReasonId) -> Write {
        Write::one(statement!("DELETE FROM break_reason WHERE id = $1", id))
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self { id: row.id("id", BreakReasonId)?, name: row.read("name")? })
    }
}
