//! A transaction on either database. Dropped without `commit`, it is rolled back.

use sqlx::{Postgres, Sqlite};

use crate::row::Row;
use crate::statement::Statement;

pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    /// How many rows were touched.
    pub(crate) async fn execute(&mut self, statement: &Statement) -> Result<u64, sqlx::Error> {
        match self {
            Self::Sqlite(open) => {
                Ok(statement.sqlite().execute(&mut **open).await?.rows_affected())
            }
            Self::Postgres(open) => {
                Ok(statement.postgres().execute(&mut **open).await?.rows_affected())
            }
        }
    }

    pub(crate) async fn rows(&mut self, statement: &Statement) -> Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite(open) => {
                let rows = statement.sqlite().fetch_all(&mut **open).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres(open) => {
                let rows = statement.postgres().fetch_all(&mut **open).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    pub(crate) async fn row(&mut self, statement: &Statement) -> Result<Option<Row>, sqlx::Error> {
        Ok(self.rows(statement).await?.pop())
    }

    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(open) => open.commit().await,
            Self::Postgres(open) => open.commit().await,
        }
    }
}
