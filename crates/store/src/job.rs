//! Work to be done after a commit and outside it: mail, webhooks, clean-up. Stored with what causes it, so that neither
//! exists without the other; done at least once.

use acd::{ApplicationId, Timestamp};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::value::Value;
use crate::{ReadError, Store, Write, WriteError};

#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    pub body: serde_json::Value,
    pub due: Timestamp,
}

/// A job as it waits, with what has been tried.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingJob {
    pub application: ApplicationId,
    pub job: Job,
    pub attempts: u64,
    /// Why the last attempt failed.
    pub failure: Option<String>,
}

impl Job {
    pub(crate) fn insert(&self, application: ApplicationId) -> Statement {
        statement!(
            "INSERT INTO job (id, application, kind, body, due) VALUES ($1, $2, $3, $4, $5)",
            self.id,
            application,
            &*self.kind,
            Value::json(&self.body),
            self.due,
        )
    }

    /// For a job that no batch causes.
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(self.insert(application))
    }
}

impl Store {
    /// Jobs of this kind whose time has come, the longest due first.
    pub async fn due_jobs(
        &self,
        kind: &str,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<WaitingJob>, ReadError> {
        let due = statement!(
            "SELECT id, application, kind, body, due, attempts, failure FROM job
             WHERE kind = $1 AND due <= $2 ORDER BY due, id LIMIT $3",
            kind,
            now,
            i64::from(limit),
        );
        let rows = self.database.rows(&due).await;
        rows.and_then(|rows| rows.iter().map(WaitingJob::read).collect())
            .map_err(ReadError::of("the jobs that are due"))
    }

    /// When the next job of this kind is due; `None` if none waits.
    pub async fn next_job(&self, kind: &str) -> Result<Option<Timestamp>, ReadError> {
        let next = statement!("SELECT due FROM job WHERE kind = $1 ORDER BY due LIMIT 1", kind);
        let row = self.database.row(&next).await;
        row.and_then(|row| row.map(|row| row.time("due")).transpose())
            .map_err(ReadError::of("when a job is due"))
    }

    pub async fn finish_job(&self, id: Uuid) -> Result<(), WriteError> {
        self.write(Write::one(statement!("DELETE FROM job WHERE id = $1", id))).await?;
        Ok(())
    }

    /// Puts a failed job off until `due`.
    pub async fn put_job_off(
        &self,
        id: Uuid,
        due: Timestamp,
        failure: &str,
    ) -> Result<(), WriteError> {
        let put_off = statement!(
            "UPDATE job SET due = $1, failure = $2, attempts = attempts + 1 WHERE id = $3",
            due,
            failure,
            id,
        );
        self.write(Write::one(put_off.must_touch())).await?;
        Ok(())
    }
}

impl WaitingJob {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            application: row.id("application", ApplicationId)?,
            job: Job {
                id: row.read("id")?,
                kind: row.read("kind")?,
                body: row.json("body")?,
                due: row.time("due")?,
            },
            attempts: row.number("attempts")?,
            failure: row.read("failure")?,
        })
    }
}
