//! DK13: what agents write again and again, as an admin has worded it.

use acd::{ApplicationId, GroupId};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CannedReplyId(pub Uuid);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannedReply {
    pub id: CannedReplyId,
    /// Whose agents have it; `None` is every group.
    pub group: Option<GroupId>,
    /// What is typed after the `/`.
    pub shortcut: String,
    pub title: String,
    pub body: String,
}

impl CannedReply {
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO canned_reply (id, application, skill_group, shortcut, title, body)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (application, id) DO UPDATE SET
                 skill_group = excluded.skill_group, shortcut = excluded.shortcut,
                 title = excluded.title, body = excluded.body",
            self.id.0,
            application,
            self.group.map(|group| group.0),
            &*self.shortcut,
            &*self.title,
            &*self.body,
        ))
    }

    pub fn remove(application: ApplicationId, id: CannedReplyId) -> Write {
        Write::one(statement!(
            "DELETE FROM canned_reply WHERE application = $1 AND id = $2",
            application,
            id.0,
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", CannedReplyId)?,
            group: row.maybe_id("skill_group", GroupId)?,
            shortcut: row.read("shortcut")?,
            title: row.read("title")?,
            body: row.read("body")?,
        })
    }
}

impl Store {
    /// In the order of their shortcuts.
    pub async fn canned_replies(
        &self,
        application: ApplicationId,
    ) -> Result<Vec<CannedReply>, ReadError> {
        let asked = statement!(
            "SELECT id, skill_group, shortcut, title, body FROM canned_reply
             WHERE application = $1 ORDER BY shortcut, id",
            application,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(CannedReply::read).collect())
            .map_err(ReadError::of("the canned replies"))
    }
}
