//! A value bound into a statement: the few types that `SQLite` and PostgreSQL both take (no unsigned, no time type).

use acd::{
    ApplicationId, BreakReasonId, ChannelId, ContactId, CustomerId, Fence, GroupId, MemberId,
    MessageId, Millis, NumberId, PhoneId, Timestamp,
};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use sqlx::types::Json;
use uuid::Uuid;

/// What is put where a statement says `$n`. A NULL has a type as well, because PostgreSQL wants one.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Int(Option<i64>),
    Bool(bool),
    Text(Option<String>),
    Uuid(Option<Uuid>),
    Bytes(Vec<u8>),
    Json(Json<Box<RawValue>>),
}

impl Value {
    /// A body that the database keeps without looking into it.
    pub(crate) fn json(body: &impl Serialize) -> Self {
        Self::Json(Json(
            to_raw_value(body).expect("our bodies have string keys and no failing parts"),
        ))
    }
}

/// What numbers become in a column: 64 bits with sign. The end of time stays the end of time.
pub(crate) fn column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The way back; a column never holds a negative number of ours.
pub(crate) fn number(column: i64) -> u64 {
    u64::try_from(column).unwrap_or(0)
}

macro_rules! values_from {
    ($($from:ty, $some:ident => $value:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($some: $from) -> Self {
                let value: Self = $value;
                value
            }
        }
    )*};
}

values_from! {
    i64, it => Self::Int(Some(it));
    Option<i64>, it => Self::Int(it);
    u64, it => Self::Int(Some(column(it)));
    Option<u64>, it => Self::Int(it.map(column));
    Timestamp, it => it.0.into();
    Option<Timestamp>, it => it.map(|at| at.0).into();
    Millis, it => it.0.into();
    Fence, it => it.0.into();
    bool, it => Self::Bool(it);
    String, it => Some(it).into();
    &str, it => Some(it.to_owned()).into();
    Option<&str>, it => it.map(str::to_owned).into();
    // PostgreSQL cannot hold U+0000 in a text; one such character must not fail a whole commit.
    Option<String>, it => Self::Text(it.map(|text| text.replace('\0', "\u{fffd}")));
    Vec<u8>, it => Self::Bytes(it);
    &[u8], it => Self::Bytes(it.to_vec());
    Uuid, it => Self::Uuid(Some(it));
    Option<Uuid>, it => Self::Uuid(it);
}

macro_rules! values_from_ids {
    ($($id:ty),*) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::Uuid(Some(id.0))
            }
        }
        impl From<Option<$id>> for Value {
            fn from(id: Option<$id>) -> Self {
                Self::Uuid(id.map(|id| id.0))
            }
        }
    )*};
}

values_from_ids!(
    ApplicationId,
    BreakReasonId,
    ChannelId,
    ContactId,
    CustomerId,
    GroupId,
    MemberId,
    MessageId,
    NumberId,
    PhoneId,
    crate::RecordingId,
    crate::SipPhoneId
);
