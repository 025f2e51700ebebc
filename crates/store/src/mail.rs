//! Mails to members, and what became of them (AC02). The text waits sealed in the job of the same id, and goes with it.

use acd::{ApplicationId, MemberId, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::word::word;
use crate::{Job, Store, Write, WriteError};

/// The kind of job that carries a mail.
pub const MAIL_JOB: &str = "mail";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    Queued,
    Sent,
    Failed,
}

/// How far a mail has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub delivery: Delivery,
    pub at: Timestamp,
    /// Why it has failed, or has not succeeded yet.
    pub why: Option<String>,
}

impl Mail {
    /// A mail to be sent now. `body` is whatever the one who delivers it needs.
    pub fn queue(
        id: Uuid,
        application: ApplicationId,
        member: MemberId,
        body: serde_json::Value,
        now: Timestamp,
    ) -> Write {
        let mail = statement!(
            "INSERT INTO mail (id, member, delivery, at) VALUES ($1, $2, $3, $4)",
            id,
            member,
            word(Delivery::Queued),
            now,
        );
        let job = Job { id, kind: MAIL_JOB.to_owned(), body, due: now };
        Write::one(mail).and(job.put(application))
    }

    /// As [`Self::queue`], for one with a password or a link: those before it that still wait would mislead, so they are
    /// not sent any more, and the member's row tells of this one.
    pub fn queue_access(
        id: Uuid,
        application: ApplicationId,
        member: MemberId,
        body: serde_json::Value,
        now: Timestamp,
    ) -> Write {
        let replaced = Self::withdraw(member, now);
        let queued = Self::queue(id, application, member, body, now);
        let latest = statement!("UPDATE member SET mail = $1 WHERE id = $2", id, member);
        replaced.and(queued).and(Write::one(latest))
    }

    /// Mails with a password or a link that is not good any more are not sent.
    pub fn withdraw(member: MemberId, now: Timestamp) -> Write {
        let jobs = statement!(
            "DELETE FROM job WHERE id IN (SELECT member.mail FROM member WHERE member.id = $1)",
            member,
        );
        let mails = statement!(
            "UPDATE mail SET delivery = $1, at = $2, why = $3
             WHERE id IN (SELECT member.mail FROM member WHERE member.id = $4)
                 AND delivery = $5",
            word(Delivery::Failed),
            now,
            "replaced",
            member,
            word(Delivery::Queued),
        );
        Write { statements: vec![jobs, mails] }
    }

    pub(crate) fn read_joined(row: &Row) -> Result<Option<Self>, sqlx::Error> {
        let Some(delivery) = row.maybe_word("mail_delivery")? else { return Ok(None) };
        let at = row.maybe_time("mail_at")?.unwrap_or_default();
        Ok(Some(Self { delivery, at, why: row.read("mail_why")? }))
    }
}

impl Store {
    /// The job goes, and with it the text.
    pub async fn mail_sent(&self, id: Uuid, now: Timestamp) -> Result<(), WriteError> {
        self.end_mail(id, Delivery::Sent, None, now).await
    }

    /// Given up.
    pub async fn mail_failed(&self, id: Uuid, why: &str, now: Timestamp) -> Result<(), WriteError> {
        self.end_mail(id, Delivery::Failed, Some(why), now).await
    }

    /// Not yet: tried again at `due`.
    pub async fn mail_delayed(
        &self,
        id: Uuid,
        due: Timestamp,
        why: &str,
        now: Timestamp,
    ) -> Result<(), WriteError> {
        let job = statement!(
            "UPDATE job SET due = $1, failure = $2, attempts = attempts + 1 WHERE id = $3",
            due,
            why,
            id,
        );
        let mail = statement!("UPDATE mail SET at = $1, why = $2 WHERE id = $3", now, why, id);
        // It may have been withdrawn meanwhile: then there is nothing to put off.
        self.write(Write { statements: vec![job, mail] }).await?;
        Ok(())
    }

    async fn end_mail(
        &self,
        id: Uuid,
        delivery: Delivery,
        why: Option<&str>,
        now: Timestamp,
    ) -> Result<(), WriteError> {
        let job = statement!("DELETE FROM job WHERE id = $1", id);
        let mail = statement!(
            "UPDATE mail SET delivery = $1, at = $2, why = $3 WHERE id = $4",
            word(delivery),
            now,
            why,
            id,
        );
        self.write(Write { statements: vec![job, mail] }).await?;
        Ok(())
    }
}
