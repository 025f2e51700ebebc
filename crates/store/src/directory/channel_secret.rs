//! DK14: what a site signs its customers' identities with.

use acd::{ApplicationId, ChannelId, Timestamp};
use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChannelSecretId(pub Uuid);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelSecret {
    pub id: ChannelSecretId,
    pub channel: ChannelId,
    /// Sealed by the one who wrote it.
    pub sealed: Vec<u8>,
    pub created: Timestamp,
}

impl ChannelSecret {
    pub fn add(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO chat_channel_secret (id, channel, sealed, created) VALUES ($1, $2, $3, $4)",
            self.id.0,
            self.channel,
            &*self.sealed,
            self.created,
        ))
    }

    /// With the tokens that were given for what it has signed.
    pub fn remove(id: ChannelSecretId) -> Write {
        Write::one(statement!("DELETE FROM chat_channel_secret WHERE id = $1", id.0))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", ChannelSecretId)?,
            channel: row.id("channel", ChannelId)?,
            sealed: row.read("sealed")?,
            created: row.time("created")?,
        })
    }
}

impl Store {
    /// The older first: ids grow.
    pub async fn channel_secrets(
        &self,
        channel: ChannelId,
    ) -> Result<Vec<ChannelSecret>, ReadError> {
        let asked = statement!(
            "SELECT id, channel, sealed, created FROM chat_channel_secret
             WHERE channel = $1 ORDER BY id",
            channel,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(ChannelSecret::read).collect())
            .map_err(ReadError::of("a channel's secrets"))
    }

    /// Of all channels of the application.
    pub async fn secrets_of_channels(
        &self,
        application: ApplicationId,
    ) -> Result<Vec<ChannelSecret>, ReadError> {
        let asked = statement!(
            "SELECT id, channel, sealed, created FROM chat_channel_secret
             WHERE channel IN (SELECT id FROM chat_channel WHERE application = $1) ORDER BY id",
            application,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(ChannelSecret::read).collect())
            .map_err(ReadError::of("the channels' secrets"))
    }
}
