//! VC20, RC01: the keys that customers pressed, where they may be kept. The journal knows that one was pressed; which one
//! stands here, so that it can be erased.

use std::fmt;

use acd::{ApplicationId, ContactId};

use crate::row::Row;
use crate::statement::{Statement, statement};

/// A key of the telephone. It may be part of a secret, so it does not print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key(pub char);

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(_)")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PressedKey {
    pub contact: ContactId,
    /// As its event says.
    pub place: u32,
    pub key: Key,
}

impl PressedKey {
    pub(crate) fn insert(self, application: ApplicationId) -> Statement {
        statement!(
            "INSERT INTO pressed_key (contact, place, application, pressed) VALUES ($1, $2, $3, $4)",
            self.contact,
            u64::from(self.place),
            application,
            self.key.0.to_string(),
        )
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let pressed: String = row.read("pressed")?;
        Ok(Self {
            contact: row.id("contact", ContactId)?,
            place: u32::try_from(row.number("place")?).unwrap_or(u32::MAX),
            key: Key(pressed.chars().next().ok_or(sqlx::Error::RowNotFound)?),
        })
    }
}

pub(crate) fn of(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT contact, place, pressed FROM pressed_key
         WHERE application = $1 AND contact = $2 ORDER BY place",
        application,
        contact,
    )
}
