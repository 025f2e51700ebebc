//! VC53: what spoiled the sound of a call, one row for each leg and each time that it went on.

use acd::{ApplicationId, ContactId, MemberId, Millis, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Write;
use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::word::word;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strain {
    pub contact: ContactId,
    /// Whose leg; `None` is the customer's.
    pub member: Option<MemberId>,
    pub kind: StrainKind,
    pub began: Timestamp,
    pub length: Millis,
    /// The worst figure: milliseconds, of loss thousandths, of a silent microphone 0.
    pub worst: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrainKind {
    /// The microphone gave no sound: perhaps it was muted.
    Still,
    Delay,
    Jitter,
    Loss,
}

impl Strain {
    pub fn insert(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO strain (id, application, contact, member, kind, began, length, worst)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            Uuid::now_v7(),
            application,
            self.contact,
            self.member,
            word(self.kind),
            self.began,
            self.length,
            u64::from(self.worst),
        ))
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            contact: row.id("contact", ContactId)?,
            member: row.maybe_id("member", MemberId)?,
            kind: row.word("kind")?,
            began: row.time("began")?,
            length: row.number("length").map(Millis)?,
            worst: u32::try_from(row.number("worst")?).unwrap_or(u32::MAX),
        })
    }
}

pub(crate) fn of(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT contact, member, kind, began, length, worst FROM strain
         WHERE application = $1 AND contact = $2 ORDER BY began, id",
        application,
        contact,
    )
}
