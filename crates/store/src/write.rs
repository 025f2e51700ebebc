//! A change of tables that is not the journal's: made as a value, committed alone or together with a batch.

use tokio::sync::oneshot;

use crate::Store;
use crate::statement::Statement;
use crate::writer::{Part, Work};

/// One or more changes that are committed together. Made by the types that know their table.
#[derive(Clone, Debug, Default)]
#[must_use = "a write does nothing until it is committed"]
pub struct Write {
    pub(crate) statements: Vec<Statement>,
}

/// Why a change was not made. Nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("the row to change is not there")]
    Untouched,
    #[error("a value that must be unique is taken")]
    Taken(#[source] sqlx::Error),
    #[error("the change could not be committed")]
    Commit(#[source] sqlx::Error),
    #[error("the store is closed")]
    Closed,
}

impl Write {
    pub(crate) fn one(statement: Statement) -> Self {
        Self { statements: vec![statement] }
    }

    /// Both, or neither.
    pub fn and(mut self, other: Self) -> Self {
        self.statements.extend(other.statements);
        self
    }
}

impl Store {
    /// Commits, together with whatever else is waiting for the disk; returns how many rows were touched.
    pub async fn write(&self, write: Write) -> Result<u64, WriteError> {
        let (reply, committed) = oneshot::channel();
        let part = Part { statements: write.statements, reply };
        self.inbox.send(Work::Commit(part)).await.map_err(|_| WriteError::Closed)?;
        committed.await.map_err(|_| WriteError::Closed)?
    }
}

impl From<sqlx::Error> for WriteError {
    fn from(source: sqlx::Error) -> Self {
        match source.as_database_error() {
            Some(error) if error.is_unique_violation() => Self::Taken(source),
            _ => Self::Commit(source),
        }
    }
}
