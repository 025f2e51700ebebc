//! One SQL text with its values, for either database. Plain data: it can be made anywhere, carried to the
//! writer, and run twice when a group of commits has to be taken apart.

use serde_json::value::RawValue;
use sqlx::query::Query;
use sqlx::types::Json;
use sqlx::{Database, Encode, Postgres, Sqlite, Type};

use crate::value::Value;

#[derive(Clone, Debug)]
pub(crate) struct Statement {
    sql: &'static str,
    values: Vec<Value>,
    /// Whether it is an error if no row was touched.
    pub(crate) must_touch: bool,
}

/// `statement!("SELECT … WHERE id = $1", id)`.
macro_rules! statement {
    ($sql:expr $(, $value:expr)* $(,)?) => {
        $crate::statement::Statement::new($sql, vec![$($crate::value::Value::from($value)),*])
    };
}
pub(crate) use statement;

impl Statement {
    pub(crate) const fn new(sql: &'static str, values: Vec<Value>) -> Self {
        Self { sql, values, must_touch: false }
    }

    /// The whole transaction fails unless this touches a row.
    pub(crate) const fn must_touch(mut self) -> Self {
        self.must_touch = true;
        self
    }

    pub(crate) fn sqlite(&self) -> Query<'static, Sqlite, <Sqlite as Database>::Arguments> {
        self.bound::<Sqlite>()
    }

    pub(crate) fn postgres(&self) -> Query<'static, Postgres, <Postgres as Database>::Arguments> {
        self.bound::<Postgres>()
    }

    fn bound<DB>(&self) -> Query<'static, DB, <DB as Database>::Arguments>
    where
        DB: Database,
        <DB as Database>::Arguments: sqlx::IntoArguments<DB>,
        Option<i64>: Encode<'static, DB> + Type<DB>,
        bool: Encode<'static, DB> + Type<DB>,
        Option<String>: Encode<'static, DB> + Type<DB>,
        Option<uuid::Uuid>: Encode<'static, DB> + Type<DB>,
        Vec<u8>: Encode<'static, DB> + Type<DB>,
        Json<Box<RawValue>>: Encode<'static, DB> + Type<DB>,
    {
        self.values.iter().cloned().fold(sqlx::query(self.sql), |query, value| match value {
            Value::Int(it) => query.bind(it),
            Value::Bool(it) => query.bind(it),
            Value::Text(it) => query.bind(it),
            Value::Uuid(it) => query.bind(it),
            Value::Bytes(it) => query.bind(it),
            Value::Json(it) => query.bind(it),
        })
    }
}
