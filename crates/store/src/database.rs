//! The two databases, as typed pools. `SQLite` has one connection that writes and a pool that reads.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::data_lock::DataLock;
use crate::migration::{POSTGRES, SQLITE, migrator};
use crate::row::Row;
use crate::schema_lock::SchemaLock;
use crate::statement::Statement;
use crate::transaction::Transaction;

/// F11: who cannot get a connection in this time is told so.
const PATIENCE: Duration = Duration::from_secs(5);
const READERS_MAX: u32 = 4;
const POSTGRES_CONNECTIONS_MAX: u32 = 16;
const STATEMENTS_CACHED: usize = 300;

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database URL is neither sqlite:… nor postgres:…")]
    UnknownScheme,
    #[error("the database URL cannot be read")]
    Url(#[source] sqlx::Error),
    #[error("the lock {} cannot be taken", path.display())]
    Lock {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{what} is in use by another rapport server; stop that one first")]
    InUse { what: String },
    #[error("the database cannot be reached")]
    Connect(#[source] sqlx::Error),
    #[error("the tables cannot be brought up to date")]
    Migrate(#[source] sqlx::migrate::MigrateError),
}

pub(crate) enum Database {
    Sqlite { writer: SqlitePool, readers: SqlitePool, lock: Mutex<Option<DataLock>> },
    Postgres { pool: PgPool, lock: Mutex<Option<SchemaLock>> },
}

impl Database {
    /// Connects and brings the tables up to date.
    pub(crate) async fn open(url: &str) -> Result<Self, OpenError> {
        match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => Self::open_sqlite(url).await,
            Some("postgres" | "postgresql") => Self::open_postgres(url).await,
            _ => Err(OpenError::UnknownScheme),
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(OpenError::Url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(STATEMENTS_CACHED);
        let lock = DataLock::take(options.get_filename())?;
        let kept = || {
            SqlitePoolOptions::new().acquire_timeout(PATIENCE).idle_timeout(None).max_lifetime(None)
        };
        let writer = kept()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(OpenError::Connect)?;
        migrator(&SQLITE).run(&writer).await.map_err(OpenError::Migrate)?;
        let readers = kept()
            .max_connections(READERS_MAX)
            .connect_with(options.read_only(true))
            .await
            .map_err(OpenError::Connect)?;
        Ok(Self::Sqlite { writer, readers, lock: Mutex::new(Some(lock)) })
    }

    async fn open_postgres(url: &str) -> Result<Self, OpenError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(OpenError::Url)?
            .options([("lock_timeout", "5s"), ("statement_timeout", "30s")])
            .statement_cache_capacity(STATEMENTS_CACHED);
        let lock = SchemaLock::take(&options).await?;
        let pool = PgPoolOptions::new()
            .acquire_timeout(PATIENCE)
            .max_connections(POSTGRES_CONNECTIONS_MAX)
            .connect_with(options)
            .await
            .map_err(OpenError::Connect)?;
        migrator(&POSTGRES).run(&pool).await.map_err(OpenError::Migrate)?;
        Ok(Self::Postgres { pool, lock: Mutex::new(Some(lock)) })
    }

    /// A transaction that writes. On `SQLite` there is one at a time, and it has the lock from its first word.
    pub(crate) async fn begin_write(&self) -> Result<Transaction, sqlx::Error> {
        match self {
            Self::Sqlite { writer, .. } => {
                writer.begin_with("BEGIN IMMEDIATE").await.map(Transaction::Sqlite)
            }
            Self::Postgres { pool, .. } => pool.begin().await.map(Transaction::Postgres),
        }
    }

    /// A transaction that reads one and the same picture, however often it asks.
    pub(crate) async fn begin_read(&self) -> Result<Transaction, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => readers.begin().await.map(Transaction::Sqlite),
            Self::Postgres { pool, .. } => pool
                .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                .await
                .map(Transaction::Postgres),
        }
    }

    pub(crate) async fn rows(&self, statement: &Statement) -> Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => {
                let rows = statement.sqlite().fetch_all(readers).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres { pool, .. } => {
                let rows = statement.postgres().fetch_all(pool).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    pub(crate) async fn row(&self, statement: &Statement) -> Result<Option<Row>, sqlx::Error> {
        Ok(self.rows(statement).await?.pop())
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers, lock } => {
                readers.close().await;
                writer.close().await;
                drop(lock.lock().unwrap_or_else(PoisonError::into_inner).take());
            }
            Self::Postgres { pool, lock } => {
                pool.close().await;
                let lock = lock.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(lock) = lock {
                    lock.give_back().await;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::statement;

    /// OP04 stands on these: what is acknowledged is on the disk, and readers cannot write past the one writer.
    #[tokio::test]
    async fn op04_sqlite_flushes_each_commit_and_readers_only_read() {
        let folder = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&folder).unwrap();
        let url = format!("sqlite:{}", folder.join("rapport.db").display());
        let database = Database::open(&url).await.unwrap();

        let mut writer = database.begin_write().await.unwrap();
        let row = writer.row(&statement!("PRAGMA synchronous")).await.unwrap().unwrap();
        assert_eq!(row.number("synchronous").unwrap(), 2, "FULL");
        let row = writer.row(&statement!("PRAGMA journal_mode")).await.unwrap().unwrap();
        assert_eq!(row.read::<String>("journal_mode").unwrap(), "wal");

        let mut reader = database.begin_read().await.unwrap();
        reader.execute(&statement!("DELETE FROM journal")).await.unwrap_err();
        drop((writer, reader));
        database.close().await;
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
