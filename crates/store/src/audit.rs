//! Who changed what (AD11). Rows are added, never changed.

use acd::{ApplicationId, MemberId, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    pub id: Uuid,
    /// Absent for what belongs to the installation.
    pub application: Option<ApplicationId>,
    pub at: Timestamp,
    /// Absent: the console, or nobody who was signed in.
    pub actor: Option<MemberId>,
    /// Kebab-case.
    pub what: String,
    /// The member that it was done to.
    pub member: Option<MemberId>,
    pub changes: Vec<AuditChange>,
}

/// One field; never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditChange {
    pub field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl AuditRow {
    pub fn add(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO audit (id, application, at, actor, what, member, changes)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            self.id,
            self.application,
            self.at,
            self.actor,
            &*self.what,
            self.member,
            Value::json(&self.changes),
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.read("id")?,
            application: row.maybe_id("application", ApplicationId)?,
            at: row.time("at")?,
            actor: row.maybe_id("actor", MemberId)?,
            what: row.read("what")?,
            member: row.maybe_id("member", MemberId)?,
            changes: row.json("changes")?,
        })
    }
}

impl Store {
    /// The application's, the newest first, from before the row `before`.
    pub async fn audit(
        &self,
        application: ApplicationId,
        before: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<AuditRow>, ReadError> {
        let limit = i64::from(limit);
        let asked = match before {
            Some(before) => statement!(
                "SELECT audit.id, audit.application, audit.at, audit.actor, audit.what,
                     audit.member, audit.changes
                 FROM audit JOIN audit AS last ON last.id = $2
                 WHERE audit.application = $1
                     AND (audit.at < last.at OR (audit.at = last.at AND audit.id < last.id))
                 ORDER BY audit.at DESC, audit.id DESC LIMIT $3",
                application,
                before,
                limit,
            ),
            None => statement!(
                "SELECT id, application, at, actor, what, member, changes FROM audit
                 WHERE application = $1 ORDER BY at DESC, id DESC LIMIT $2",
                application,
                limit,
            ),
        };
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(AuditRow::read).collect())
            .map_err(ReadError::of("the audit log"))
    }
}
