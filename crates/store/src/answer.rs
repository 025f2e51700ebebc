//! What a command was answered, so that sending it again changes nothing and gets the same answer (I27).

use acd::{ApplicationId, By, Millis, Timestamp};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::value::Value;
use crate::{ReadError, Store, Write, WriteError};

/// How long a repeated command is recognised.
pub const ANSWERS_KEPT: Millis = Millis::from_secs(24 * 60 * 60);

/// The answer to one accepted command. Ids of different people do not meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub by: By,
    pub cmd_id: Uuid,
    pub at: Timestamp,
    pub body: serde_json::Value,
}

/// An answer as it is found again: whose it was, and what it said.
#[derive(Clone, Debug, PartialEq)]
pub struct PastAnswer {
    pub actor: Uuid,
    pub cmd_id: Uuid,
    pub body: serde_json::Value,
}

impl PastAnswer {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            actor: row.read("actor")?,
            cmd_id: row.read("cmd_id")?,
            body: row.json("answer")?,
        })
    }
}

impl Answer {
    pub(crate) fn insert(&self, application: ApplicationId) -> Statement {
        statement!(
            "INSERT INTO command_answer (application, actor, cmd_id, at, answer)
             VALUES ($1, $2, $3, $4, $5)",
            application,
            actor(self.by),
            self.cmd_id,
            self.at,
            Value::json(&self.body),
        )
    }
}

impl Store {
    /// The answer that this command got before, if it did.
    pub async fn answer(
        &self,
        application: ApplicationId,
        by: By,
        cmd_id: Uuid,
    ) -> Result<Option<serde_json::Value>, ReadError> {
        let asked = statement!(
            "SELECT answer FROM command_answer
             WHERE application = $1 AND actor = $2 AND cmd_id = $3",
            application,
            actor(by),
            cmd_id,
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.map(|row| row.json("answer")).transpose())
            .map_err(ReadError::of("the answer to a command"))
    }

    /// The answers given at or after `since`, newest first and at most `limit`: what a driver remembers at its start.
    pub async fn answers_since(
        &self,
        application: ApplicationId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<PastAnswer>, ReadError> {
        let asked = statement!(
            "SELECT actor, cmd_id, answer FROM command_answer
             WHERE application = $1 AND at >= $2 ORDER BY at DESC LIMIT $3",
            application,
            since,
            i64::from(limit),
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(PastAnswer::read).collect())
            .map_err(ReadError::of("the answers to recent commands"))
    }

    /// Drops the answers that are older than a day on the application's own clock; returns how many.
    pub async fn forget_answers(
        &self,
        application: ApplicationId,
        now: Timestamp,
    ) -> Result<u64, WriteError> {
        let horizon = now.0.saturating_sub(ANSWERS_KEPT.0);
        let forget = statement!(
            "DELETE FROM command_answer WHERE application = $1 AND at < $2",
            application,
            horizon,
        );
        self.write(Write::one(forget)).await
    }
}

const fn actor(by: By) -> Uuid {
    match by {
        By::Member(id) => id.0,
        By::Customer(id) => id.0,
    }
}
