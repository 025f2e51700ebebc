//! AD08: chat channels, each a widget on a site.

use acd::{ApplicationId, Channel, ChannelId};

use super::ChannelAccess;
use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq)]
pub struct ChatChannel {
    /// What the site's script tag names; public, unique in the installation.
    pub site_key: String,
    pub name: String,
    /// Texts and switches of the widget.
    pub settings: serde_json::Value,
    pub routing: Channel,
}

impl ChatChannel {
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO chat_channel (id, application, site_key, name, settings, routing)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO UPDATE SET
                 site_key = excluded.site_key, name = excluded.name,
                 settings = excluded.settings, routing = excluded.routing",
            self.routing.id,
            application,
            &*self.site_key,
            &*self.name,
            Value::json(&self.settings),
            Value::json(&self.routing),
        ))
    }

    pub fn remove(id: ChannelId) -> Write {
        Write::one(statement!("DELETE FROM chat_channel WHERE id = $1", id))
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            site_key: row.read("site_key")?,
            name: row.read("name")?,
            settings: row.json("settings")?,
            routing: row.json("routing")?,
        })
    }
}

impl Store {
    /// Whose site a widget stands on, and who may come there.
    pub async fn channel_of_site(
        &self,
        site_key: &str,
    ) -> Result<Option<(ApplicationId, ChatChannel, ChannelAccess)>, ReadError> {
        let asked = statement!(
            "SELECT application, site_key, name, settings, routing, kind, enforce_identity, origins
             FROM chat_channel WHERE site_key = $1",
            site_key,
        );
        let read = |row: &Row| {
            let application = row.id("application", ApplicationId)?;
            Ok((application, ChatChannel::read(row)?, ChannelAccess::read(row)?))
        };
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(read).transpose())
            .map_err(ReadError::of("the channel of a site"))
    }
}
