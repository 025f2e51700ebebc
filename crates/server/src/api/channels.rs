//! `/api/v1/channels`: chat channels, who may come to them and from which pages (AD08, DK14).

use std::sync::Arc;

use acd::ChannelId;
use axum::Json;
use axum::extract::State;
use store::{ChannelAccess, ChannelSecret, ChatChannel};
use uuid::Uuid;
use wire::channel::{ChannelForm, ChannelList, ChannelSecretView, ChannelView};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::channel_change::{checked, kind, no_secret, put};
use super::guard::AtWork;
use super::problem::Failure;
use crate::app::App;
use crate::channels::site::SiteSettings;

/// A channel with all that an admin sets of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub(super) channel: ChatChannel,
    pub(super) settings: SiteSettings,
    pub(super) access: ChannelAccess,
    /// The older first.
    pub(super) secrets: Vec<ChannelSecret>,
}

/// All channels, by name. No secret is shown again.
#[utoipa::path(
    get, path = "/api/v1/channels", tag = "channels",
    responses((status = 200, body = ChannelList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_channels(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<ChannelList>, Failure> {
    let channels = all(&app, &at_work).await?.iter().map(view).collect();
    Ok(Json(ChannelList { channels }))
}

/// Counts for whoever comes from now on; a chat that is open goes on as it began.
#[utoipa::path(
    put, path = "/api/v1/channels/{id}", tag = "channels", params(("id" = Uuid, Path)), request_body = ChannelForm,
    responses(
        (status = 200, body = ChannelView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_channel(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<ChannelForm>,
) -> Result<Json<ChannelView>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let before = find(&app, &at_work, id).await?;
    let after = checked(&before, &form)?;
    if after.access.enforce_identity && after.secrets.is_empty() {
        return Err(no_secret("Make a secret first: without one nobody could come"));
    }
    if before != after {
        put(&app, &at_work, &before, &after).await?;
    }
    Ok(Json(view(&after)))
}

pub(super) async fn find(app: &App, at_work: &AtWork, id: Uuid) -> Result<Known, Failure> {
    let mut channels = all(app, at_work).await?.into_iter();
    let found = channels.find(|known| known.channel.routing.id == ChannelId(id));
    found.ok_or_else(Failure::not_found)
}

pub(super) async fn all(app: &App, at_work: &AtWork) -> Result<Vec<Known>, Failure> {
    let id = at_work.application.id;
    let channels = app.store.directory(id).await?.channels;
    let access = app.store.channel_access(id).await?;
    let secrets = app.store.secrets_of_channels(id).await?;
    let known = channels.into_iter().map(|channel| {
        let id = channel.routing.id;
        let access = access.iter().find(|(of, _)| *of == id);
        Known {
            settings: serde_json::from_value(channel.settings.clone()).unwrap_or_default(),
            access: access.map(|(_, access)| access.clone()).unwrap_or_default(),
            secrets: secrets.iter().filter(|secret| secret.channel == id).cloned().collect(),
            channel,
        }
    });
    Ok(known.collect())
}

fn view(known: &Known) -> ChannelView {
    let Known { channel, settings, access, secrets } = known;
    let secrets = secrets.iter();
    let secrets =
        secrets.map(|secret| ChannelSecretView { id: secret.id.0, made: secret.created.0 });
    ChannelView {
        id: channel.routing.id.0,
        key: channel.site_key.clone(),
        name: channel.name.clone(),
        welcome: settings.welcome.clone(),
        kind: kind(access.kind),
        enforce_identity: access.enforce_identity,
        origins: access.origins.clone(),
        secrets: secrets.collect(),
    }
}
