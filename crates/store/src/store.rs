//! The store as the server holds it: cheap to clone, one writer behind all clones.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::OpenError;
use crate::database::Database;
use crate::writer::{self, Work};

/// Must be opened inside a tokio runtime. `SQLite`: `sqlite:PATH`; PostgreSQL: `postgres://…`.
#[derive(Clone)]
pub struct Store {
    pub(crate) database: Arc<Database>,
    pub(crate) inbox: mpsc::Sender<Work>,
}

/// A question could not be answered.
#[derive(Debug, thiserror::Error)]
#[error("{what} could not be read from the store")]
pub struct ReadError {
    what: &'static str,
    #[source]
    source: sqlx::Error,
}

impl ReadError {
    /// As a store answers that cannot be reached: for who stands in for one.
    pub const fn out_of_reach(what: &'static str) -> Self {
        Self { what, source: sqlx::Error::PoolTimedOut }
    }

    pub(crate) const fn of(what: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| Self { what, source }
    }
}

impl Store {
    /// Connects, brings the tables up to date and starts the writer. On `SQLite` a second server is refused.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        let database = Arc::new(Database::open(url).await?);
        let inbox = writer::start(Arc::clone(&database));
        Ok(Self { database, inbox })
    }

    /// Ends what is under way and lets go of the database. Clones of this store answer with errors from now on.
    pub async fn close(self) {
        writer::stop(&self.inbox).await;
        self.database.close().await;
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Store").finish_non_exhaustive()
    }
}
