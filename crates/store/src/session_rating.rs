//! DK08: what customers were asked about their sessions, and what they said. The score is drawn from the journal; the words
//! stand beside it.

use acd::{ApplicationId, ContactId, Timestamp};

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRating {
    pub contact: ContactId,
    /// The best score; the worst is 1.
    pub scale: u8,
    pub invited: Timestamp,
    pub until: Timestamp,
    pub score: Option<u8>,
    pub given: Option<Timestamp>,
    pub opinion: Opinion,
}

/// What was said beside the score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opinion {
    pub tags: Vec<String>,
    pub comment: String,
}

impl Opinion {
    pub fn add(&self, application: ApplicationId, contact: ContactId) -> Write {
        Write::one(statement!(
            "INSERT INTO session_opinion (contact, application, tags, comment) VALUES ($1, $2, $3, $4)",
            contact,
            application,
            Value::json(&serde_json::json!(self.tags)),
            &*self.comment,
        ))
    }

    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.comment.is_empty()
    }
}

impl SessionRating {
    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let score: Option<i64> = row.read("score")?;
        Ok(Self {
            contact: row.id("contact", ContactId)?,
            scale: u8::try_from(row.number("scale")?).unwrap_or(u8::MAX),
            invited: row.time("invited")?,
            until: row.time("until")?,
            score: score.map(|score| u8::try_from(score).unwrap_or(u8::MAX)),
            given: row.maybe_time("given")?,
            opinion: Opinion { tags: row.json("tags")?, comment: row.read("comment")? },
        })
    }
}

impl Store {
    /// `None` of a session whose customer was not asked.
    pub async fn session_rating(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> Result<Option<SessionRating>, ReadError> {
        let row = self.database.row(&of(application, contact)).await;
        row.and_then(|row| row.as_ref().map(SessionRating::read).transpose())
            .map_err(ReadError::of("the rating of a session"))
    }
}

pub(crate) fn of(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT session_rating.contact, scale, invited, until, score, given,
             COALESCE(tags, '[]') AS tags, COALESCE(comment, '') AS comment
         FROM session_rating
         LEFT JOIN session_opinion ON session_opinion.contact = session_rating.contact
         WHERE session_rating.application = $1 AND session_rating.contact = $2",
        application,
        contact,
    )
}
