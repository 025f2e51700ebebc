//! Where a company's rows are: in its data folder, or in a schema of its own on a PostgreSQL.

use std::path::Path;

use acd::Event;
use anyhow::Context;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::types::{Json, Uuid};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

/// Names the PostgreSQL that `cargo xtask test` starts.
const VARIABLE: &str = "RAPPORT_TEST_POSTGRES";
const MESSAGES: &str = "SELECT contact, sequence, id, body FROM message ORDER BY contact, sequence";
const AFTER: &str = "SELECT seq, at, events FROM journal WHERE seq > $1 ORDER BY seq";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// What a server is given as `--database`.
#[derive(Clone, Debug)]
pub(crate) struct Database(String);

impl Database {
    pub(crate) async fn make(kind: Kind, data: &Path) -> anyhow::Result<Self> {
        if kind == Kind::Sqlite {
            return Ok(Self(format!("sqlite:{}", data.join("rapport.db").display())));
        }
        let server = std::env::var(VARIABLE).with_context(|| {
            format!("start PostgreSQL and set {VARIABLE}, or run cargo xtask test")
        })?;
        let schema = format!("play{}", Uuid::now_v7().simple());
        let mut open = PgConnection::connect(&server).await?;
        let make = format!("CREATE SCHEMA {schema}");
        open.execute(sqlx::raw_sql(AssertSqlSafe(make))).await?;
        open.close().await?;
        Ok(Self(format!("{server}?options=-csearch_path%3D{schema}")))
    }

    pub(crate) fn url(&self) -> &str {
        &self.0
    }

    /// Beside the server.
    pub(crate) async fn reader(&self) -> anyhow::Result<Reader> {
        Ok(match self.0.strip_prefix("sqlite:") {
            Some(file) => {
                let beside = SqliteConnectOptions::new().filename(file).read_only(true);
                Reader::Sqlite(SqliteConnection::connect_with(&beside).await?)
            }
            None => Reader::Postgres(PgConnection::connect(&self.0).await?),
        })
    }
}

pub(crate) enum Reader {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Reader {
    /// The journal's entries after `seq`: place, time, events.
    pub(crate) async fn after(
        &mut self,
        seq: i64,
    ) -> anyhow::Result<Vec<(i64, i64, Json<Vec<Event>>)>> {
        Ok(match self {
            Self::Sqlite(open) => sqlx::query_as(AFTER).bind(seq).fetch_all(open).await?,
            Self::Postgres(open) => sqlx::query_as(AFTER).bind(seq).fetch_all(open).await?,
        })
    }

    /// All messages as they are stored: session, place, id, text.
    pub(crate) async fn messages(&mut self) -> anyhow::Result<Vec<(Uuid, i64, Uuid, String)>> {
        Ok(match self {
            Self::Sqlite(open) => sqlx::query_as(MESSAGES).fetch_all(open).await?,
            Self::Postgres(open) => sqlx::query_as(MESSAGES).fetch_all(open).await?,
        })
    }

    pub(crate) async fn close(self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(open) => open.close().await?,
            Self::Postgres(open) => open.close().await?,
        }
        Ok(())
    }
}
