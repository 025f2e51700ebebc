//! A place in the list of records.

use std::fmt;
use std::str::FromStr;

use acd::{ContactId, Timestamp};
use uuid::Uuid;

use crate::value::column;

/// Where a page ended: the next one begins just before it, whatever has been added since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) ended: i64,
    pub(crate) contact: Uuid,
}

/// So many, from there on; from the newest without a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub before: Option<Cursor>,
    pub limit: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a place in a list of records")]
pub struct CursorError;

impl Cursor {
    /// Before everything: the first page.
    pub(crate) const TOP: Self = Self { ended: i64::MAX, contact: Uuid::max() };

    pub(crate) fn at(ended: Option<Timestamp>, contact: ContactId) -> Self {
        Self { ended: ended.map_or(i64::MAX, |at| column(at.0)), contact: contact.0 }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.ended, self.contact.simple())
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let (ended, contact) = text.split_once('.').ok_or(CursorError)?;
        Ok(Self {
            ended: ended.parse().map_err(|_| CursorError)?,
            contact: contact.parse().map_err(|_| CursorError)?,
        })
    }
}
