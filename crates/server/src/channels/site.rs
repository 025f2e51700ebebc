//! A site that carries the widget: the chat channel behind its public key, and what the admin set for it.

use acd::{ChannelId, NumberId};
use serde::{Deserialize, Serialize};
use store::{ChannelKind, ReadError};
use wire::widget::IdentityRule;

use super::origins::Origins;
use crate::app::App;
use crate::application::Application;

/// What a chat channel's row holds beside its name and routing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SiteSettings {
    pub(crate) welcome: String,
    /// The number that a call from the page reaches (C3). Never given by the page itself.
    pub(crate) call: Option<NumberId>,
}

#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The key is unique in the installation and leads to it.
    pub(crate) application: Application,
    pub(crate) channel: ChannelId,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) settings: SiteSettings,
    /// DK14: whether its customers say who they are.
    pub(crate) identity: IdentityRule,
    /// The pages that may show it.
    pub(crate) origins: Origins,
}

impl Site {
    pub(crate) async fn find(app: &App, key: &str) -> Result<Option<Self>, ReadError> {
        let found = app.store.channel_of_site(key).await?;
        Ok(found.and_then(|(application, channel, access)| {
            let identity = match (access.kind, access.enforce_identity) {
                (ChannelKind::Anonymous, _) => IdentityRule::None,
                (ChannelKind::Client, false) => IdentityRule::Offered,
                (ChannelKind::Client, true) => IdentityRule::Required,
            };
            Some(Self {
                application: app.applications.find(application)?.clone(),
                channel: channel.routing.id,
                key: channel.site_key,
                name: channel.name,
                settings: serde_json::from_value(channel.settings).unwrap_or_default(),
                identity,
                origins: Origins::new(access.origins),
            })
        }))
    }
}
