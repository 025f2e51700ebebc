//! The texts of sessions. The journal knows that a message was added; what it says stands here.

use acd::{ApplicationId, Author, ContactId, CustomerId, MemberId, MessageId, Timestamp};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::{MessageFile, ReadError, Store, attachment};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub contact: ContactId,
    pub id: MessageId,
    /// DK13: from 1 in each session, without holes.
    pub sequence: u64,
    pub author: Author,
    pub at: Timestamp,
    pub body: String,
    /// In the author's order.
    pub files: Vec<MessageFile>,
}

impl Message {
    /// It, and that its files are sent.
    pub(crate) fn insert(&self, application: ApplicationId) -> Vec<Statement> {
        let files = self.files.iter().map(|file| file.send(application, self));
        std::iter::once(self.row(application)).chain(files).collect()
    }

    fn row(&self, application: ApplicationId) -> Statement {
        let (author_kind, author) = match self.author {
            Author::Member(id) => ("member", id.0),
            Author::Customer(id) => ("customer", id.0),
        };
        statement!(
            "INSERT INTO message
                 (contact, sequence, application, id, author_kind, author, at, body)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            self.contact,
            self.sequence,
            application,
            self.id,
            author_kind,
            author,
            self.at,
            &*self.body,
        )
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let author: Uuid = row.read("author")?;
        Ok(Self {
            contact: row.id("contact", ContactId)?,
            id: row.id("id", MessageId)?,
            sequence: row.number("sequence")?,
            author: match row.read::<String>("author_kind")?.as_str() {
                "member" => Author::Member(MemberId(author)),
                _ => Author::Customer(CustomerId(author)),
            },
            at: row.time("at")?,
            body: row.read("body")?,
            files: Vec::new(),
        })
    }
}

impl Store {
    /// The message of this id, however old.
    pub async fn message(
        &self,
        application: ApplicationId,
        contact: ContactId,
        id: MessageId,
    ) -> Result<Option<Message>, ReadError> {
        let asked = statement!(
            "SELECT contact, id, sequence, author_kind, author, at, body FROM message
             WHERE application = $1 AND contact = $2 AND id = $3",
            application,
            contact,
            id,
        );
        let row = self.database.row(&asked).await;
        let message = row.and_then(|row| row.as_ref().map(Message::read).transpose());
        let Some(mut message) = message.map_err(ReadError::of("a message"))? else {
            return Ok(None);
        };
        let before = message.sequence.saturating_sub(1);
        self.join_files(application, contact, before, std::slice::from_mut(&mut message)).await?;
        Ok(Some(message))
    }

    /// At most `limit` messages of a session that follow `sequence`, oldest first; 0 for the first.
    pub async fn messages_after(
        &self,
        application: ApplicationId,
        contact: ContactId,
        sequence: u64,
        limit: u32,
    ) -> Result<Vec<Message>, ReadError> {
        let rows = self.database.rows(&after(application, contact, sequence, limit.into())).await;
        let messages = rows.and_then(|rows| rows.iter().map(Message::read).collect());
        let mut messages: Vec<_> = messages.map_err(ReadError::of("the messages of a session"))?;
        self.join_files(application, contact, sequence, &mut messages).await?;
        Ok(messages)
    }

    async fn join_files(
        &self,
        application: ApplicationId,
        contact: ContactId,
        after: u64,
        messages: &mut [Message],
    ) -> Result<(), ReadError> {
        if messages.is_empty() {
            return Ok(());
        }
        let rows = self.database.rows(&attachment::after(application, contact, after)).await;
        rows.and_then(|rows| attachment::join(messages, &rows))
            .map_err(ReadError::of("the files of messages"))
    }
}

pub(crate) fn after(
    application: ApplicationId,
    contact: ContactId,
    sequence: u64,
    limit: i64,
) -> Statement {
    statement!(
        "SELECT contact, id, sequence, author_kind, author, at, body FROM message
         WHERE application = $1 AND contact = $2 AND sequence > $3 ORDER BY sequence LIMIT $4",
        application,
        contact,
        sequence,
        limit,
    )
}
