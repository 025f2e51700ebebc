//! The one way into the journal: a batch becomes statements here, and rows in the writer.

use acd::{ApplicationId, By, Input};

use crate::journal::Step;
use crate::projection::project;
use crate::statement::{Statement, statement};
use crate::value::Value;
use crate::{Batch, JournalEntry, Seq, Store, Write, WriteError};

/// Where the entries of a batch stand now. The first entry has `first`, each next one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    pub first: Seq,
    pub last: Seq,
}

/// Why a batch was not committed. Nothing of it is left; the driver reloads its state.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Also after a commit whose outcome was unknown and which did happen (F10).
    #[error("application {application} is not at sequence {after}")]
    Stale { application: ApplicationId, after: Seq },
    /// The second guard behind the core: I01, I02, I04, message and command ids.
    #[error("the batch breaks a rule that a unique index guards")]
    Guarded(#[source] sqlx::Error),
    #[error("the batch could not be committed")]
    Commit(#[source] sqlx::Error),
    #[error("the store is closed")]
    Closed,
}

impl AppendError {
    /// As a store answers that cannot be reached: for who stands in for one.
    pub const fn out_of_reach() -> Self {
        Self::Commit(sqlx::Error::PoolTimedOut)
    }

    /// As a store answers that finds a rule broken: for who stands in for one.
    pub const fn guarded() -> Self {
        Self::Guarded(sqlx::Error::PoolTimedOut)
    }
}

impl Store {
    /// Returns when the batch is on disk.
    pub async fn append(&self, batch: Batch) -> Result<Committed, AppendError> {
        let Batch { application, after, .. } = batch;
        let committed = batch.committed();
        self.write(Write { statements: batch.statements() }).await.map_err(
            |error| match error {
                WriteError::Untouched => AppendError::Stale { application, after },
                WriteError::Taken(source) => AppendError::Guarded(source),
                WriteError::Commit(source) => AppendError::Commit(source),
                WriteError::Closed => AppendError::Closed,
            },
        )?;
        Ok(committed)
    }
}

impl Batch {
    fn committed(&self) -> Committed {
        let Seq(after) = self.after;
        Committed { first: Seq(after + 1), last: Seq(after + self.entries.len() as u64) }
    }

    fn statements(self) -> Vec<Statement> {
        let Committed { first, last } = self.committed();
        let mut out = vec![
            statement!(
                "UPDATE application SET seq = $1 WHERE id = $2 AND seq = $3",
                last.0,
                self.application,
                self.after.0,
            )
            .must_touch(),
        ];
        for write in self.writes {
            out.extend(write.statements);
        }
        for (seq, entry) in (first.0..).zip(self.entries) {
            let step = Step { application: self.application, seq: Seq(seq), now: entry.at };
            out.push(entry.insert(step));
            out.extend(project(step, &entry.events));
        }
        out.extend(self.messages.iter().flat_map(|message| message.insert(self.application)));
        out.extend(self.keys.iter().map(|key| key.insert(self.application)));
        out.extend(self.answers.iter().map(|answer| answer.insert(self.application)));
        out.extend(self.jobs.iter().map(|job| job.insert(self.application)));
        out
    }
}

impl JournalEntry {
    fn insert(&self, step: Step) -> Statement {
        let (actor_kind, actor) = match self.by {
            Some(By::Member(id)) => (Some("member"), Some(id.0)),
            Some(By::Customer(id)) => (Some("customer"), Some(id.0)),
            None => (None, None),
        };
        let kind = match self.input {
            Input::Fact { .. } => "fact",
            Input::Command { .. } => "command",
            Input::Config { .. } => "config",
        };
        statement!(
            "INSERT INTO journal (application, seq, at, kind, actor_kind, actor, input, events)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            step.application,
            step.seq.0,
            step.now,
            kind,
            actor_kind,
            actor,
            Value::json(&self.input),
            Value::json(&self.events),
        )
    }
}
