//! One row of an answer, from either database, read by column name.

use acd::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Json;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};
use uuid::Uuid;

use crate::value::number;

pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A type that both databases can give back.
pub(crate) trait Column:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl<T> Column for T where
    T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl Row {
    pub(crate) fn read<T: Column>(&self, column: &str) -> Result<T, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    pub(crate) fn id<T>(&self, column: &str, id: fn(Uuid) -> T) -> Result<T, sqlx::Error> {
        self.read(column).map(id)
    }

    pub(crate) fn maybe_id<T>(
        &self,
        column: &str,
        id: fn(Uuid) -> T,
    ) -> Result<Option<T>, sqlx::Error> {
        Ok(self.read::<Option<Uuid>>(column)?.map(id))
    }

    pub(crate) fn number(&self, column: &str) -> Result<u64, sqlx::Error> {
        self.read(column).map(number)
    }

    pub(crate) fn time(&self, column: &str) -> Result<Timestamp, sqlx::Error> {
        self.number(column).map(Timestamp)
    }

    pub(crate) fn maybe_time(&self, column: &str) -> Result<Option<Timestamp>, sqlx::Error> {
        Ok(self.read::<Option<i64>>(column)?.map(|at| Timestamp(number(at))))
    }

    pub(crate) fn json<T: DeserializeOwned + 'static>(
        &self,
        column: &str,
    ) -> Result<T, sqlx::Error> {
        self.read::<Json<T>>(column).map(|Json(body)| body)
    }

    /// A word of a closed list, written by [`crate::word::word`].
    pub(crate) fn word<T: DeserializeOwned>(&self, column: &str) -> Result<T, sqlx::Error> {
        let word: String = self.read(column)?;
        serde_json::from_value(serde_json::Value::String(word)).map_err(|source| {
            sqlx::Error::ColumnDecode { index: column.to_owned(), source: source.into() }
        })
    }

    pub(crate) fn maybe_word<T: DeserializeOwned>(
        &self,
        column: &str,
    ) -> Result<Option<T>, sqlx::Error> {
        match self.read::<Option<String>>(column)? {
            Some(_) => self.word(column).map(Some),
            None => Ok(None),
        }
    }
}
