//! `/api/v1/channels/{id}/secrets`: what a site signs its customers' identities with (DK14). Two are good at once, so that a site
//! can be given another one while it still signs with the first.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::{ChannelSecret, Write};
use wire::channel::NewChannelSecret;
use wire::problem::Problem;

use super::address::Id;
use super::channel_change::no_secret;
use super::channels::{Known, all, find};
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit, told, too_many};
use crate::app::App;
use crate::channel_secrets::draw;

const SECRETS_MAX: usize = 2;

/// One more secret, told here and never again.
#[utoipa::path(
    post, path = "/api/v1/channels/{id}/secrets", tag = "channels", params(("id" = Uuid, Path)),
    responses(
        (status = 201, body = NewChannelSecret), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn make_channel_secret(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<(StatusCode, Json<NewChannelSecret>), Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let known = find(&app, &at_work, id).await?;
    if known.secrets.len() >= SECRETS_MAX {
        return Err(too_many("A channel has two secrets at most: remove the older one first"));
    }
    let (row, secret) = draw(&app.accounts.seal, known.channel.routing.id, app.clock.now());
    let made = NewChannelSecret { id: row.id.0, made: row.created.0, secret };
    commit_secret(&app, &at_work, &known, &row, ("channel-secret-made", row.add())).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Good no more, and neither is any token that was given for what it has signed.
#[utoipa::path(
    delete, path = "/api/v1/channel-secrets/{id}", tag = "channels", params(("id" = Uuid, Path)),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn remove_channel_secret(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let channels = all(&app, &at_work).await?;
    let found = channels.iter().find_map(|known| {
        let row = known.secrets.iter().find(|secret| secret.id.0 == id)?;
        Some((known, row))
    });
    let (known, row) = found.ok_or_else(Failure::not_found)?;
    if known.access.enforce_identity && known.secrets.len() == 1 {
        return Err(no_secret("It is the last one, and nobody could come: make another one first"));
    }
    let write = ChannelSecret::remove(row.id);
    commit_secret(&app, &at_work, known, row, ("channel-secret-removed", write)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn commit_secret(
    app: &App,
    at_work: &AtWork,
    known: &Known,
    row: &ChannelSecret,
    (what, names): (&'static str, Write),
) -> Result<(), Failure> {
    let told = [
        told("channel", None, Some(known.channel.name.clone())),
        told("secret", None, Some(row.id.0.to_string())),
    ];
    let told = told.into_iter().flatten().collect();
    let change = Change { what, told, routing: None, flow_name: None, names };
    commit(app, at_work, change).await
}
