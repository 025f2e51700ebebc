//! VC42: voicemails, as work of a group: each is nobody's, one member's for a while, or done. Who changes one says in the same
//! statement what it must have been, so that of two members who reach for it one gets it.

use acd::{ApplicationId, ContactId, CustomerId, GroupId, MemberId, Millis, Timestamp};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, RecordingId, Store, Write};

/// A claim without an act ends after that.
pub const CLAIM_MAX: Millis = Millis::from_secs(30 * 60);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VoicemailId(pub Uuid);

/// A caller begins to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewVoicemail {
    pub id: VoicemailId,
    pub contact: ContactId,
    pub customer: CustomerId,
    pub group: GroupId,
    /// The recording of the same call that began then has the words.
    pub left_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voicemail {
    pub id: VoicemailId,
    pub contact: ContactId,
    pub group: GroupId,
    pub left_at: Timestamp,
    pub caller: Option<String>,
    pub number: Option<String>,
    pub claim: Option<Claim>,
    pub called_back: Option<ContactId>,
    pub done: Option<(MemberId, Timestamp)>,
    pub words: Option<Words>,
}

/// As it stands in the row: whether it holds still, [`Claim::until`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub member: MemberId,
    pub at: Timestamp,
}

impl Claim {
    pub fn until(&self) -> Timestamp {
        self.at.after(CLAIM_MAX)
    }
}

/// What was kept of what the caller said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub recording: RecordingId,
    pub length: Millis,
    /// Its file is made.
    pub finished: bool,
}

impl NewVoicemail {
    /// With the commit that lets the caller speak.
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO voicemail (id, application, contact, customer, group_id, left_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            self.id.0,
            application,
            self.contact,
            self.customer,
            self.group,
            self.left_at,
        ))
    }
}

impl VoicemailId {
    /// It must be nobody's, or the member's own. [`crate::WriteError::Untouched`] if it is another's, or done.
    pub fn claim(self, application: ApplicationId, member: MemberId, now: Timestamp) -> Write {
        let claim = statement!(
            "UPDATE voicemail SET claimed_by = $1, claimed_at = $2
             WHERE id = $3 AND application = $4 AND done_at IS NULL
               AND (claimed_by IS NULL OR claimed_by = $1 OR claimed_at <= $5)",
            member,
            now,
            self.0,
            application,
            long_ago(now),
        );
        Write::one(claim.must_touch())
    }

    /// It must be the member's.
    pub fn give_back(self, application: ApplicationId, member: MemberId, now: Timestamp) -> Write {
        let given_back = statement!(
            "UPDATE voicemail SET claimed_by = NULL, claimed_at = NULL
             WHERE id = $1 AND application = $2 AND done_at IS NULL
               AND claimed_by = $3 AND claimed_at > $4",
            self.0,
            application,
            member,
            long_ago(now),
        );
        Write::one(given_back.must_touch())
    }

    /// It must be the member's.
    pub fn finish(self, application: ApplicationId, member: MemberId, now: Timestamp) -> Write {
        let done = statement!(
            "UPDATE voicemail SET done_by = $1, done_at = $2
             WHERE id = $3 AND application = $4 AND done_at IS NULL
               AND claimed_by = $1 AND claimed_at > $5",
            member,
            now,
            self.0,
            application,
            long_ago(now),
        );
        Write::one(done.must_touch())
    }

    /// With the commit that dials. Of a voicemail that is not the member's nothing is changed, and the call goes out.
    pub fn call_back(
        self,
        application: ApplicationId,
        member: MemberId,
        contact: ContactId,
        now: Timestamp,
    ) -> Write {
        Write::one(statement!(
            "UPDATE voicemail SET called_back = $1, claimed_at = $2
             WHERE id = $3 AND application = $4 AND done_at IS NULL
               AND claimed_by = $5 AND claimed_at > $6",
            contact,
            now,
            self.0,
            application,
            member,
            long_ago(now),
        ))
    }
}

/// Whoever has claimed it then has lost it by now.
const fn long_ago(now: Timestamp) -> Timestamp {
    Timestamp(now.0.saturating_sub(CLAIM_MAX.0))
}

impl Voicemail {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let claimed = (row.maybe_id("claimed_by", MemberId)?, row.maybe_time("claimed_at")?);
        let done = (row.maybe_id("done_by", MemberId)?, row.maybe_time("done_at")?);
        let words = row.maybe_id("recording", RecordingId)?;
        let claim = match claimed {
            (Some(member), Some(at)) => Some(Claim { member, at }),
            _ => None,
        };
        Ok(Self {
            id: row.id("id", VoicemailId)?,
            contact: row.id("contact", ContactId)?,
            group: row.id("group_id", GroupId)?,
            left_at: row.time("left_at")?,
            caller: row.read("name")?,
            number: row.read("phone")?,
            claim,
            called_back: row.maybe_id("called_back", ContactId)?,
            done: done.0.zip(done.1),
            words: match words {
                Some(recording) => Some(Words {
                    recording,
                    length: row.number("length").map(Millis)?,
                    finished: row.maybe_time("finished")?.is_some(),
                }),
                None => None,
            },
        })
    }
}

impl Store {
    /// Of one group: those that are not done, the oldest first, and behind them the last ones that are.
    pub async fn voicemails(
        &self,
        application: ApplicationId,
        group: GroupId,
        limit: u32,
    ) -> Result<Vec<Voicemail>, ReadError> {
        let open = statement!(
            "SELECT v.id, v.contact, v.group_id, v.left_at, v.claimed_by, v.claimed_at,
                 v.called_back, v.done_by, v.done_at, c.name, c.phone,
                 r.id AS recording, COALESCE(r.length, 0) AS length, r.finished
             FROM voicemail v
             LEFT JOIN customer c ON c.id = v.customer
             LEFT JOIN recording r
                 ON r.contact = v.contact AND r.started = v.left_at AND r.member IS NULL
             WHERE v.application = $1 AND v.group_id = $2
             ORDER BY CASE WHEN v.done_at IS NULL THEN 0 ELSE 1 END,
                 COALESCE(-v.done_at, v.left_at), v.id
             LIMIT $3",
            application,
            group,
            i64::from(limit),
        );
        let rows = self.database.rows(&open).await;
        rows.and_then(|rows| rows.iter().map(Voicemail::read).collect())
            .map_err(ReadError::of("the voicemails of a group"))
    }

    /// For which groups the caller of this contact has left words.
    pub async fn voicemail_groups(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> Result<Vec<GroupId>, ReadError> {
        let asked = statement!(
            "SELECT DISTINCT group_id FROM voicemail WHERE application = $1 AND contact = $2",
            application,
            contact,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(|row| row.id("group_id", GroupId)).collect())
            .map_err(ReadError::of("whose voicemails they are"))
    }

    pub async fn voicemail(
        &self,
        application: ApplicationId,
        id: VoicemailId,
    ) -> Result<Option<Voicemail>, ReadError> {
        let asked = statement!(
            "SELECT v.id, v.contact, v.group_id, v.left_at, v.claimed_by, v.claimed_at,
                 v.called_back, v.done_by, v.done_at, c.name, c.phone,
                 r.id AS recording, COALESCE(r.length, 0) AS length, r.finished
             FROM voicemail v
             LEFT JOIN customer c ON c.id = v.customer
             LEFT JOIN recording r
                 ON r.contact = v.contact AND r.started = v.left_at AND r.member IS NULL
             WHERE v.application = $1 AND v.id = $2",
            application,
            id.0,
        );
        let row = self.database.row(&asked).await.map_err(ReadError::of("a voicemail"))?;
        let read = row.as_ref().map(Voicemail::read).transpose();
        read.map_err(ReadError::of("a voicemail"))
    }
}
