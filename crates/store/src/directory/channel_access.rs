//! DK14, AD08: who may come to a chat channel, and from which pages.

use acd::{ApplicationId, ChannelId};
use serde::{Deserialize, Serialize};

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::word::word;
use crate::{ReadError, Store, Write};

/// Who a channel's customers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// Whoever opens the widget.
    #[default]
    Anonymous,
    /// The site or the app can say who somebody is, and signs it.
    Client,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelAccess {
    pub kind: ChannelKind,
    /// Nobody comes without a verified `UserID`.
    pub enforce_identity: bool,
    /// Of the pages that may show the widget; an empty list is every page.
    pub origins: Vec<String>,
}

impl ChannelAccess {
    /// [`crate::WriteError::Untouched`] if the channel is not there.
    pub fn put(&self, channel: ChannelId) -> Write {
        Write::one(
            statement!(
                "UPDATE chat_channel SET kind = $1, enforce_identity = $2, origins = $3 WHERE id = $4",
                word(self.kind),
                self.enforce_identity,
                Value::json(&self.origins),
                channel,
            )
            .must_touch(),
        )
    }

    pub(super) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            kind: row.word("kind")?,
            enforce_identity: row.read("enforce_identity")?,
            origins: row.json("origins")?,
        })
    }
}

impl Store {
    /// Of every channel of the application.
    pub async fn channel_access(
        &self,
        application: ApplicationId,
    ) -> Result<Vec<(ChannelId, ChannelAccess)>, ReadError> {
        let asked = statement!(
            "SELECT id, kind, enforce_identity, origins FROM chat_channel
             WHERE application = $1 ORDER BY id",
            application,
        );
        let read = |row: &Row| Ok((row.id("id", ChannelId)?, ChannelAccess::read(row)?));
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(read).collect())
            .map_err(ReadError::of("who may come to the channels"))
    }
}
