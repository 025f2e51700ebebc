//! An agent's part of a contact, as it is read.

use acd::{ContactId, GroupId, MemberId, Millis, Timestamp};

use crate::row::Row;
use crate::statement::{Statement, statement};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub member: MemberId,
    /// The group it came through.
    pub group: Option<GroupId>,
    pub joined: Timestamp,
    /// When two could hear or read each other; absent if the sound never came.
    pub talked: Option<Timestamp>,
    pub ended: Option<Timestamp>,
    pub talk: Millis,
    pub hold: Millis,
    pub acw: Option<AfterCallWork>,
}

/// K14.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AfterCallWork {
    pub started: Timestamp,
    /// ST08.
    pub extended: Option<Timestamp>,
    pub ended: Option<Timestamp>,
}

impl Segment {
    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let acw = match row.maybe_time("acw_started")? {
            Some(started) => Some(AfterCallWork {
                started,
                extended: row.maybe_time("acw_extended")?,
                ended: row.maybe_time("acw_ended")?,
            }),
            None => None,
        };
        Ok(Self {
            member: row.id("member", MemberId)?,
            group: row.maybe_id("group_id", GroupId)?,
            joined: row.time("joined")?,
            talked: row.maybe_time("talked")?,
            ended: row.maybe_time("ended")?,
            talk: row.number("talk").map(Millis)?,
            hold: row.number("hold").map(Millis)?,
            acw,
        })
    }
}

pub(crate) fn of(contact: ContactId) -> Statement {
    statement!(
        "SELECT member, group_id, joined, talked, ended, talk, hold,
             acw_started, acw_extended, acw_ended
         FROM segment WHERE contact = $1 ORDER BY seq, member",
        contact,
    )
}
