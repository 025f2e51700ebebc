//! F01: calls to members' SIP phones that are up, each stored before its ACK leaves, as [`crate::LiveLeg`] are.

use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq)]
pub struct LiveHandset {
    /// The number of its media leg.
    pub leg: Uuid,
    /// The SIP dialog, as its owner saved it.
    pub dialog: serde_json::Value,
}

impl LiveHandset {
    pub fn put(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO live_handset (leg, dialog) VALUES ($1, $2)
             ON CONFLICT (leg) DO UPDATE SET dialog = excluded.dialog",
            self.leg,
            Value::json(&self.dialog),
        ))
    }

    pub fn remove(leg: Uuid) -> Write {
        Write::one(statement!("DELETE FROM live_handset WHERE leg = $1", leg))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self { leg: row.id("leg", |leg| leg)?, dialog: row.json("dialog")? })
    }
}

impl Store {
    /// All of them.
    pub async fn live_handsets(&self) -> Result<Vec<LiveHandset>, ReadError> {
        let all = statement!("SELECT leg, dialog FROM live_handset ORDER BY leg");
        let rows = self.database.rows(&all).await;
        rows.and_then(|rows| rows.iter().map(LiveHandset::read).collect())
            .map_err(ReadError::of("the live legs of SIP phones"))
    }
}
