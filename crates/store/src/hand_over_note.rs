//! VC15: what agents wrote to whoever had the call after them. Like messages, it stands beside the journal, so that it can
//! be erased.

use acd::{ApplicationId, ContactId, MemberId, Timestamp};

use crate::Write;
use crate::row::Row;
use crate::statement::{Statement, statement};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverNote {
    pub contact: ContactId,
    /// From 1 in each call.
    pub place: u32,
    pub at: Timestamp,
    /// Who wrote it.
    pub member: MemberId,
    pub body: String,
}

impl HandOverNote {
    pub fn add(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO hand_over_note (contact, place, application, at, member, body)
             VALUES ($1, $2, $3, $4, $5, $6)",
            self.contact,
            u64::from(self.place),
            application,
            self.at,
            self.member,
            &*self.body,
        ))
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            contact: row.id("contact", ContactId)?,
            place: u32::try_from(row.number("place")?).unwrap_or(u32::MAX),
            at: Timestamp(row.number("at")?),
            member: row.id("member", MemberId)?,
            body: row.read("body")?,
        })
    }
}

pub(crate) fn of(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT contact, place, at, member, body FROM hand_over_note
         WHERE application = $1 AND contact = $2 ORDER BY place",
        application,
        contact,
    )
}
