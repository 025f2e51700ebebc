//! F01: legs of calls that live now, each stored before its 200 leaves, so that a server that was killed can end the
//! calls it no longer has.

use acd::{ApplicationId, ContactId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::word::word;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq)]
pub struct LiveLeg {
    pub contact: ContactId,
    pub side: LegSide,
    pub application: ApplicationId,
    /// The SIP dialog, as its owner saved it.
    pub dialog: serde_json::Value,
    pub at: Timestamp,
}

/// Whose leg of a call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegSide {
    Customer,
    /// VC13: the line outside that the customer was handed to.
    External,
}

impl LiveLeg {
    pub fn put(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO live_leg (contact, side, application, dialog, at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (contact, side) DO UPDATE SET dialog = excluded.dialog, at = excluded.at",
            self.contact,
            word(self.side),
            self.application,
            Value::json(&self.dialog),
            self.at,
        ))
    }

    pub fn remove(contact: ContactId, side: LegSide) -> Write {
        Write::one(statement!(
            "DELETE FROM live_leg WHERE contact = $1 AND side = $2",
            contact,
            word(side),
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            contact: row.id("contact", ContactId)?,
            side: row.word("side")?,
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
            "SELECT contact, side, application, dialog, at FROM live_leg
             ORDER BY at, contact, side"
        );
        let rows = self.database.rows(&all).await;
        rows.and_then(|rows| rows.iter().map(LiveLeg::read).collect())
            .map_err(ReadError::of("the live legs"))
    }
}
