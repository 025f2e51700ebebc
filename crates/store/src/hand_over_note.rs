//! VC15, DK05: what agents wrote to whoever had the call or the session after them. Like messages, it stands beside the journal, so that it can
//! be erased.

use acd::{ApplicationId, ContactId, MemberId, Timestamp};

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverNote {
    pub contact: ContactId,
    /// From 1 in each contact.
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

impl Store {
    /// What was written last to whoever has the contact next.
    pub async fn last_note(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> Result<Option<HandOverNote>, ReadError> {
        let row = self.database.row(&last(application, contact)).await;
        row.and_then(|row| row.as_ref().map(HandOverNote::read).transpose())
            .map_err(ReadError::of("the note of a session"))
    }
}

fn last(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT contact, place, at, member, body FROM hand_over_note
         WHERE application = $1 AND contact = $2 ORDER BY place DESC LIMIT 1",
        application,
        contact,
    )
}

pub(crate) fn of(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT contact, place, at, member, body FROM hand_over_note
         WHERE application = $1 AND contact = $2 ORDER BY place",
        application,
        contact,
    )
}
