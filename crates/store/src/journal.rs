//! What happened, in order, as it is read back: to restore a state, and to let a client catch up.

use std::fmt;

use acd::{ApplicationId, Event, Timestamp};
use serde::{Deserialize, Serialize};

use crate::row::Row;
use crate::snapshot::latest;
use crate::statement::{Statement, statement};
use crate::{ReadError, SchemaHash, Store};

/// A place in an application's journal, from 1. It is also the sequence of the push protocol.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl fmt::Display for Seq {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// Which entry is being written, and when it happened.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) application: ApplicationId,
    pub(crate) seq: Seq,
    pub(crate) now: Timestamp,
}

impl Step {
    pub(crate) const fn before_the_first(application: ApplicationId) -> Self {
        Self { application, seq: Seq(0), now: Timestamp(0) }
    }
}

/// One entry as it was committed.
#[derive(Clone, Debug, PartialEq)]
pub struct Journaled {
    pub seq: Seq,
    pub at: Timestamp,
    pub events: Vec<Event>,
}

/// So many entries are read at one time: a journal is as long as its application is old.
pub const JOURNAL_PAGE: u32 = 1_000;

/// Where to begin to have the state back: the snapshot's bytes, if one fits, and the events of the first page after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovered {
    pub snapshot: Option<Vec<u8>>,
    /// The last entry that is in the snapshot.
    pub from: Seq,
    /// The last sequence of the journal; the next batch is made after it.
    pub seq: Seq,
    /// When the last entry happened; the clock must not fall behind it.
    pub at: Timestamp,
    /// Until when the application is known to have run: not before `at`.
    pub alive: Timestamp,
    pub events: Vec<Event>,
    /// The last entry whose events these are. What follows is asked for page by page, by [`Store::journal_after`].
    pub until: Seq,
}

impl Store {
    /// `None` for an application that is not there.
    pub async fn recover(
        &self,
        application: ApplicationId,
        schema: SchemaHash,
    ) -> Result<Option<Recovered>, ReadError> {
        self.recovered(application, schema).await.map_err(ReadError::of("the journal"))
    }

    async fn recovered(
        &self,
        application: ApplicationId,
        schema: SchemaHash,
    ) -> Result<Option<Recovered>, sqlx::Error> {
        let mut open = self.database.begin_read().await?;
        let known = statement!("SELECT seq, alive FROM application WHERE id = $1", application);
        let Some(row) = open.row(&known).await? else { return Ok(None) };
        let (seq, alive) = (Seq(row.number("seq")?), row.time("alive")?);
        let snapshot = match open.row(&latest(application, schema)).await? {
            Some(row) => Some((Seq(row.number("seq")?), row.time("at")?, row.read("body")?)),
            None => None,
        };
        let (from, mut at, snapshot) = match snapshot {
            Some((from, at, body)) => (from, at, Some(body)),
            None => (Seq(0), Timestamp(0), None),
        };
        let (mut events, mut until) = (Vec::new(), from);
        for row in open.rows(&after(application, from, JOURNAL_PAGE.into())).await? {
            let entry = Journaled::read(&row)?;
            until = entry.seq;
            events.extend(entry.events);
        }
        if let Some(row) = open.row(&last(application)).await? {
            at = at.max(row.time("at")?);
        }
        Ok(Some(Recovered { snapshot, from, seq, at, alive: alive.max(at), events, until }))
    }

    /// At most `limit` entries that follow `seq`, oldest first.
    pub async fn journal_after(
        &self,
        application: ApplicationId,
        seq: Seq,
        limit: u32,
    ) -> Result<Vec<Journaled>, ReadError> {
        let rows = self.database.rows(&after(application, seq, limit.into())).await;
        rows.and_then(|rows| rows.iter().map(Journaled::read).collect())
            .map_err(ReadError::of("the journal"))
    }
}

pub(crate) fn after(application: ApplicationId, seq: Seq, limit: i64) -> Statement {
    statement!(
        "SELECT seq, at, events FROM journal WHERE application = $1 AND seq > $2
         ORDER BY seq LIMIT $3",
        application,
        seq.0,
        limit,
    )
}

fn last(application: ApplicationId) -> Statement {
    statement!(
        "SELECT at FROM journal WHERE application = $1 ORDER BY seq DESC LIMIT 1",
        application,
    )
}

impl Journaled {
    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self { seq: Seq(row.number("seq")?), at: row.time("at")?, events: row.json("events")? })
    }
}
