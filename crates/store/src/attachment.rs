//! DK13: files that people send. A row is there before its file and after it: what is on disk can always be found. A file that
//! no message has taken is nobody's, and goes after a while (F16).

use acd::{ApplicationId, Author, ContactId, CustomerId, MemberId, MessageId, Timestamp};
use serde::Deserialize;
use uuid::Uuid;

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::{Message, ReadError, Store, Write};

/// Also the name of its file on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttachmentId(pub Uuid);

/// A file as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageFile {
    pub id: AttachmentId,
    /// As its author called it, made safe to show. It names no file of ours.
    pub name: String,
    /// The media type that its content has.
    pub kind: String,
    /// In bytes.
    pub size: u64,
    /// Of a picture.
    pub pixels: Option<Pixels>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
}

/// A file is announced; nothing of it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    pub id: AttachmentId,
    pub author: Author,
    pub name: String,
    pub kind: String,
    /// In bytes.
    pub size: u64,
    /// SHA-256 of what will come.
    pub hash: Vec<u8>,
    pub created: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub file: MessageFile,
    pub author: Author,
    pub hash: Vec<u8>,
    pub state: AttachmentState,
    /// The one message that it is for.
    pub message: Option<MessageId>,
    /// Where that message was said; absent until it is.
    pub contact: Option<ContactId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentState {
    Uploading,
    /// All of it came, and it is what it says.
    Whole,
    /// It is about to be removed.
    Dropped,
}

/// How much somebody has announced lately.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Announced {
    pub files: u64,
    pub bytes: u64,
}

impl NewAttachment {
    pub fn add(&self, application: ApplicationId) -> Write {
        let (author_kind, author) = columns(self.author);
        Write::one(statement!(
            "INSERT INTO attachment
                 (id, application, author_kind, author, name, kind, size, hash, state, created, touched)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'uploading', $9, $9)",
            self.id.0,
            application,
            author_kind,
            author,
            &*self.name,
            &*self.kind,
            self.size,
            &*self.hash,
            self.created,
        ))
    }
}

impl MessageFile {
    /// Its file is in its place. [`crate::WriteError::Untouched`] if it was removed meanwhile.
    pub fn is_whole(&self, application: ApplicationId, now: Timestamp) -> Write {
        let whole = statement!(
            "UPDATE attachment SET state = 'whole', name = $1, kind = $2, size = $3, width = $4,
                 height = $5, touched = $6
             WHERE id = $7 AND application = $8 AND state = 'uploading'",
            &*self.name,
            &*self.kind,
            self.size,
            self.pixels.map(|pixels| u64::from(pixels.width)),
            self.pixels.map(|pixels| u64::from(pixels.height)),
            now,
            self.id.0,
            application,
        );
        Write::one(whole.must_touch())
    }

    /// With the message that has taken it.
    pub(crate) fn send(&self, application: ApplicationId, message: &Message) -> Statement {
        statement!(
            "UPDATE attachment SET contact = $1, sequence = $2, sent = $3
             WHERE id = $4 AND application = $5 AND message = $6 AND sent IS NULL",
            message.contact,
            message.sequence,
            message.at,
            self.id.0,
            application,
            message.id,
        )
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let pixels = |column| Ok::<_, sqlx::Error>(row.read::<Option<i64>>(column)?.map(narrow));
        Ok(Self {
            id: row.id("id", AttachmentId)?,
            name: row.read("name")?,
            kind: row.read("kind")?,
            size: row.number("size")?,
            pixels: match (pixels("width")?, pixels("height")?) {
                (Some(width), Some(height)) => Some(Pixels { width, height }),
                _ => None,
            },
        })
    }
}

impl AttachmentId {
    /// Some of it has come: it is not left behind yet.
    pub fn touch(self, application: ApplicationId, now: Timestamp) -> Write {
        Write::one(statement!(
            "UPDATE attachment SET touched = $1 WHERE id = $2 AND application = $3",
            now,
            self.0,
            application,
        ))
    }

    /// It is for this message and no other, from now on. [`crate::WriteError::Untouched`] if it is another's, or not whole.
    pub fn claim(
        self,
        application: ApplicationId,
        message: MessageId,
        place: u32,
        now: Timestamp,
    ) -> Write {
        let claim = statement!(
            "UPDATE attachment SET message = $1, place = $2, touched = $3
             WHERE id = $4 AND application = $5 AND state = 'whole'
               AND (message IS NULL OR message = $1)",
            message,
            u64::from(place),
            now,
            self.0,
            application,
        );
        Write::one(claim.must_touch())
    }

    /// Its file goes next. [`crate::WriteError::Untouched`] if a message has it.
    pub fn discard(self, application: ApplicationId) -> Write {
        let dropped = statement!(
            "UPDATE attachment SET state = 'dropped'
             WHERE id = $1 AND application = $2 AND sent IS NULL",
            self.0,
            application,
        );
        Write::one(dropped.must_touch())
    }

    /// Its file is gone.
    pub fn forget(self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "DELETE FROM attachment WHERE id = $1 AND application = $2 AND state = 'dropped'",
            self.0,
            application,
        ))
    }
}

impl Attachment {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let author: Uuid = row.read("author")?;
        Ok(Self {
            file: MessageFile::read(row)?,
            author: match row.read::<String>("author_kind")?.as_str() {
                "member" => Author::Member(MemberId(author)),
                _ => Author::Customer(CustomerId(author)),
            },
            hash: row.read("hash")?,
            state: row.word("state")?,
            message: row.maybe_id("message", MessageId)?,
            contact: row.maybe_id("contact", ContactId)?,
        })
    }
}

impl Store {
    pub async fn attachment(
        &self,
        application: ApplicationId,
        id: AttachmentId,
    ) -> Result<Option<Attachment>, ReadError> {
        let asked = statement!(
            "SELECT id, name, kind, size, width, height, author_kind, author, hash, state,
                 message, contact
             FROM attachment WHERE application = $1 AND id = $2",
            application,
            id.0,
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(Attachment::read).transpose())
            .map_err(ReadError::of("an attachment"))
    }

    /// What this author has announced since then and was not removed.
    pub async fn announced_since(
        &self,
        application: ApplicationId,
        author: Author,
        since: Timestamp,
    ) -> Result<Announced, ReadError> {
        let asked = statement!(
            "SELECT COUNT(*) AS files, CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes
             FROM attachment WHERE application = $1 AND author = $2 AND created > $3",
            application,
            columns(author).1,
            since,
        );
        let row = self.database.row(&asked).await.map_err(ReadError::of("an author's files"))?;
        let Some(row) = row else { return Ok(Announced::default()) };
        let read = || Ok(Announced { files: row.number("files")?, bytes: row.number("bytes")? });
        read().map_err(ReadError::of("an author's files"))
    }

    /// Those that no message has, and nobody has touched since then, or that are to go already.
    pub async fn attachments_left_behind(
        &self,
        application: ApplicationId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<AttachmentId>, ReadError> {
        let asked = statement!(
            "SELECT id FROM attachment
             WHERE application = $1 AND sent IS NULL AND (touched <= $2 OR state = 'dropped')
             ORDER BY touched, id LIMIT $3",
            application,
            since,
            i64::from(limit),
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(|row| row.id("id", AttachmentId)).collect())
            .map_err(ReadError::of("the attachments that were left behind"))
    }
}

/// The files of a session's messages that follow `sequence`, in the order of the messages.
pub(crate) fn after(application: ApplicationId, contact: ContactId, sequence: u64) -> Statement {
    statement!(
        "SELECT id, name, kind, size, width, height, sequence FROM attachment
         WHERE application = $1 AND contact = $2 AND sequence > $3 ORDER BY sequence, place, id",
        application,
        contact,
        sequence,
    )
}

/// Gives each message its files: both come in the messages' order.
pub(crate) fn join(messages: &mut [Message], rows: &[Row]) -> Result<(), sqlx::Error> {
    for row in rows {
        let sequence = row.number("sequence")?;
        if let Ok(at) = messages.binary_search_by_key(&sequence, |message| message.sequence) {
            messages[at].files.push(MessageFile::read(row)?);
        }
    }
    Ok(())
}

const fn columns(author: Author) -> (&'static str, Uuid) {
    match author {
        Author::Member(id) => ("member", id.0),
        Author::Customer(id) => ("customer", id.0),
    }
}

fn narrow(column: i64) -> u32 {
    u32::try_from(column).unwrap_or(u32::MAX)
}
