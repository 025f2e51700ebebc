//! F01: legs of calls that live now, each stored before its 200 leaves, so that a server that was killed can end the
//! calls it no longer has.

use acd::{ApplicationId, ContactId, Timestamp};

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq)]
pub struct LiveLeg {
    pub contact: ContactId,
    pub application: ApplicationId,
    /// The SIP dialog, as its owner saved it.
    pub dialog: serde_json::Value,
    pub at: Timestamp,
}

impl LiveLeg {
    pub fn put(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO live_leg (contact, application, dialog, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (contact) DO UPDATE SET dialog = excluded.dialog, at = excluded.at",
            self.contact,
            self.application,
            Value::json(&self.dialog),
            self.at,
        ))
    }

    pub fn remove(contact: ContactId) -> Write {
        Write::one(statement!("DELETE FROM live_leg WHERE contact = $1", contact))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            contact: row.id("contact", ContactId)?,
            application: row.id("application", ApplicationId)?,
            dialog: row.json("dialog")?,
            at: row.time("at")?,
        })
    }
}

impl Store {
    /// Of all applications, the oldest first.
    pub async fn live_legs(&self) -> Result<Vec<LiveLeg>, ReadError> {
        let all = statement!(
            "SELECT contact, application, dialog, at FROM live_leg ORDER BY at, contact"
        );
        let rows = self.database.rows(&all).await;
        rows.and_then(|rows| rows.iter().map(LiveLeg::read).collect())
            .map_err(ReadError::of("the live legs"))
    }
}
