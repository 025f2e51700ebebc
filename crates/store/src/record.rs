//! RC01: the service records, as they are listed.

use acd::{
    ApplicationId, ChannelId, ContactId, CustomerId, EndReason, Entry, GroupId, MemberId, Millis,
    NumberId, PhoneId, Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::word::word;
use crate::{Cursor, Page, ReadError, RecordFilter, RecordScope, Store};

/// One contact from its arrival on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub contact: ContactId,
    /// Absent of an internal call (VC30), and of no other.
    pub customer: Option<CustomerId>,
    pub entry: Option<Entry>,
    /// VC30: the colleague who was called, by `member`.
    pub called: Option<MemberId>,
    /// VC30: the SIP phone that was called, by `member`.
    pub called_phone: Option<PhoneId>,
    /// The group it came through last.
    pub group: Option<GroupId>,
    /// The member who had it last.
    pub member: Option<MemberId>,
    pub arrived: Timestamp,
    /// The first entry into a queue, where the wait begins; absent for who left before.
    pub queued: Option<Timestamp>,
    /// The first time somebody was there.
    pub answered: Option<Timestamp>,
    pub ended: Option<Timestamp>,
    pub end_reason: Option<EndReason>,
    /// In queues and while ringing, over every return; of an open contact, the waits that are over.
    pub waited: Millis,
    /// K12: without hold. Of an open contact, what the agents who left have talked.
    pub talk: Millis,
    pub hold: Millis,
    pub holds: u64,
    /// How often it rang, and how that ended when nobody took it (K20).
    pub offers: u64,
    pub missed: u64,
    pub declined: u64,
    pub messages: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactKind {
    Call,
    Session,
}

/// Who called whom.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Direction {
    Inbound,
    Outbound,
    Internal,
}

impl Record {
    /// Where a page that ends with this record ends.
    pub fn cursor(&self) -> Cursor {
        Cursor::at(self.ended, self.contact)
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let entry = match row.word("kind")? {
            ContactKind::Call => {
                let number = || row.id("phone_number", NumberId);
                match row.word("direction")? {
                    Direction::Inbound => Some(Entry::Call { number: number()? }),
                    Direction::Outbound => Some(Entry::Outbound { number: number()? }),
                    Direction::Internal => None,
                }
            }
            ContactKind::Session => Some(Entry::Session { channel: row.id("channel", ChannelId)? }),
        };
        let millis = |column| row.number(column).map(Millis);
        Ok(Self {
            contact: row.id("contact", ContactId)?,
            customer: row.maybe_id("customer", CustomerId)?,
            entry,
            called: row.maybe_id("called", MemberId)?,
            called_phone: row.maybe_id("called_phone", PhoneId)?,
            group: row.maybe_id("group_id", GroupId)?,
            member: row.maybe_id("member", MemberId)?,
            arrived: row.time("arrived")?,
            queued: row.maybe_time("queued")?,
            answered: row.maybe_time("answered")?,
            ended: row.maybe_time("ended")?,
            end_reason: row.maybe_word("end_reason")?,
            waited: millis("waited")?,
            talk: millis("talk")?,
            hold: millis("hold")?,
            holds: row.number("holds")?,
            offers: row.number("offers")?,
            missed: row.number("missed")?,
            declined: row.number("declined")?,
            messages: row.number("messages")?,
        })
    }
}

impl Store {
    /// Ended contacts, the last ended first; a page of them. Each scope is asked for on its own: they
    /// are few, and the text of the statement stays one.
    pub async fn records(
        &self,
        application: ApplicationId,
        scopes: &[RecordScope],
        filter: &RecordFilter,
        Page { before, limit }: Page,
    ) -> Result<Vec<Record>, ReadError> {
        let mut records: Vec<Record> = Vec::new();
        for scope in scopes {
            let page = page(application, *scope, filter, before.unwrap_or(Cursor::TOP), limit);
            let rows = self.database.rows(&page).await;
            let found = rows.and_then(|rows| rows.iter().map(Record::read).collect());
            let found: Vec<Record> = found.map_err(ReadError::of("the records"))?;
            records.extend(found);
        }
        records.sort_by_key(|record| std::cmp::Reverse((record.ended, record.contact)));
        records.dedup_by_key(|record| record.contact);
        records.truncate(limit as usize);
        Ok(records)
    }

    /// Whether a contact of this id was ever here, in whatever application: clients make ids, and one can be made twice.
    pub async fn contact_exists(&self, contact: ContactId) -> Result<bool, ReadError> {
        let asked = statement!("SELECT contact FROM record WHERE contact = $1", contact);
        let row = self.database.row(&asked).await.map_err(ReadError::of("a contact"))?;
        Ok(row.is_some())
    }
}

fn page(
    application: ApplicationId,
    scope: RecordScope,
    filter: &RecordFilter,
    before: Cursor,
    limit: u32,
) -> Statement {
    statement!(
        "SELECT contact, kind, customer, phone_number, channel, group_id, member, arrived, queued,
             answered, ended, end_reason, waited, talk, hold, holds, offers, missed, declined,
             messages, direction, called, called_phone
         FROM record
         WHERE application = $1 AND ended IS NOT NULL AND (ended, contact) < ($2, $3)
           AND ($4 IS NULL OR kind = $4)
           AND ($5 IS NULL OR EXISTS (
               SELECT 1 FROM segment
               WHERE segment.contact = record.contact AND segment.member = $5))
           AND ($6 IS NULL OR group_id = $6 OR EXISTS (
               SELECT 1 FROM segment
               WHERE segment.contact = record.contact AND segment.group_id = $6))
           AND ($7 IS NULL OR customer = $7)
           AND ($8 IS NULL OR end_reason = $8)
           AND ($9 IS NULL OR arrived >= $9)
           AND ($10 IS NULL OR arrived < $10)
           AND ($11 IS NULL OR EXISTS (
               SELECT 1 FROM customer
               WHERE customer.id = record.customer AND (
                   lower(customer.name) LIKE $11 ESCAPE '!' OR customer.phone LIKE $12
                   OR customer.user_id = $13)))
           AND ($14 IS NULL OR EXISTS (
               SELECT 1 FROM segment
               WHERE segment.contact = record.contact AND segment.member = $14))
           AND ($15 IS NULL OR group_id = $15 OR EXISTS (
               SELECT 1 FROM segment
               WHERE segment.contact = record.contact AND segment.group_id = $15))
         ORDER BY ended DESC, contact DESC LIMIT $16",
        application,
        before.ended,
        before.contact,
        filter.kind.map(word),
        filter.member,
        filter.group,
        filter.customer,
        filter.end_reason.map(word),
        filter.from,
        filter.until,
        filter.name_like(),
        filter.number_like(),
        filter.search.as_deref(),
        scope.member(),
        scope.group(),
        i64::from(limit),
    )
}

pub(crate) fn one(application: ApplicationId, contact: ContactId) -> Statement {
    statement!(
        "SELECT contact, kind, customer, phone_number, channel, group_id, member, arrived, queued,
             answered, ended, end_reason, waited, talk, hold, holds, offers, missed, declined,
             messages, direction, called, called_phone
         FROM record WHERE application = $1 AND contact = $2",
        application,
        contact,
    )
}
