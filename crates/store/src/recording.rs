//! VC40: recordings: one row for each, from its start on. The sound is a file beside the database, named by the row's id.

use acd::{ApplicationId, ContactId, GroupId, MemberId, Millis, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::value::Value;
use crate::word::word;
use crate::{ReadError, Store, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordingId(pub Uuid);

/// A recording that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRecording {
    pub id: RecordingId,
    pub application: ApplicationId,
    pub contact: ContactId,
    /// VC42: absent where the caller speaks to nobody.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// As the core has named it.
    pub started: Timestamp,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FinishedRecording {
    pub length: Millis,
    pub spans: Vec<SilentSpan>,
    pub peaks: Peaks,
    /// It ended when the talk did. What is missing within it stands in the spans.
    pub complete: bool,
    pub failure: Option<RecordingFailure>,
}

/// A time in the file in which nothing was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilentSpan {
    pub why: Silent,
    pub from: Millis,
    pub to: Millis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Silent {
    Paused,
    /// The disk could not keep up.
    Lost,
}

/// The loudest of each of so many equal parts, 0 to 255.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peaks {
    pub customer: Vec<u8>,
    pub agent: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordingFailure {
    /// F13.
    NoSpace,
    WriteFailed,
    /// There is a row, and no file.
    Vanished,
}

/// Of a talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    pub id: RecordingId,
    pub contact: ContactId,
    pub member: MemberId,
    pub group: Option<GroupId>,
    pub started: Timestamp,
    /// Absent while it runs, and until its file is made.
    pub finished: Option<Timestamp>,
    pub length: Millis,
    pub spans: Vec<SilentSpan>,
    pub complete: bool,
    pub failure: Option<RecordingFailure>,
}

impl NewRecording {
    /// May be told twice: at the start, and by the file when the start could not be stored.
    pub fn begin(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO recording
                 (id, application, contact, member, group_id, started, spans, peaks)
             VALUES ($1, $2, $3, $4, (SELECT group_id FROM record WHERE contact = $3), $5, $6, $7)
             ON CONFLICT (id) DO NOTHING",
            self.id,
            self.application,
            self.contact,
            self.member,
            self.started,
            Value::json(&Vec::<SilentSpan>::new()),
            Value::json(&Peaks::default()),
        ))
    }

    pub fn finish(&self, finished: &FinishedRecording, at: Timestamp) -> Write {
        self.begin().and(self.id.finish(finished, at))
    }
}

impl RecordingId {
    /// Of a recording whose row is there.
    pub fn finish(self, finished: &FinishedRecording, at: Timestamp) -> Write {
        Write::one(statement!(
            "UPDATE recording SET finished = $1, length = $2, spans = $3, peaks = $4,
                 complete = $5, failure = $6
             WHERE id = $7",
            at,
            finished.length,
            Value::json(&finished.spans),
            Value::json(&finished.peaks),
            finished.complete,
            finished.failure.map(word),
            self,
        ))
    }
}

impl Recording {
    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", RecordingId)?,
            contact: row.id("contact", ContactId)?,
            member: row.id("member", MemberId)?,
            group: row.maybe_id("group_id", GroupId)?,
            started: row.time("started")?,
            finished: row.maybe_time("finished")?,
            length: row.number("length").map(Millis)?,
            spans: row.json("spans")?,
            complete: row.read("complete")?,
            failure: row.maybe_word("failure")?,
        })
    }
}

impl Store {
    pub async fn recording(
        &self,
        application: ApplicationId,
        id: RecordingId,
    ) -> Result<Option<Recording>, ReadError> {
        let asked = statement!(
            "SELECT id, contact, member, group_id, started, finished, length, spans, complete,
                 failure
             FROM recording WHERE application = $1 AND id = $2 AND member IS NOT NULL",
            application,
            id,
        );
        let row = self.database.row(&asked).await.map_err(ReadError::of("a recording"))?;
        let read = row.as_ref().map(Recording::read).transpose();
        read.map_err(ReadError::of("a recording"))
    }

    pub async fn recording_peaks(&self, id: RecordingId) -> Result<Option<Peaks>, ReadError> {
        let asked = statement!("SELECT peaks FROM recording WHERE id = $1", id);
        let row = self.database.row(&asked).await.map_err(ReadError::of("a recording's peaks"))?;
        let read = row.map(|row| row.json("peaks")).transpose();
        read.map_err(ReadError::of("a recording's peaks"))
    }

    /// Those that began before this, of all applications, and of which nobody has said what became of them.
    pub async fn unfinished_recordings(
        &self,
        before: Timestamp,
    ) -> Result<Vec<RecordingId>, ReadError> {
        let asked = statement!(
            "SELECT id FROM recording WHERE finished IS NULL AND started < $1 ORDER BY started",
            before,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(|row| row.id("id", RecordingId)).collect())
            .map_err(ReadError::of("unfinished recordings"))
    }
}

pub(crate) fn of(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT id, contact, member, group_id, started, finished, length, spans, complete, failure
         FROM recording WHERE application = $1 AND contact = $2 AND member IS NOT NULL
         ORDER BY started, id",
        application,
        contact,
    )
}
