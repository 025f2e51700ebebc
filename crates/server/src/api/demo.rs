//! `/api/v1/demo`: how to get into the demo. Only there in demo mode.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use wire::mail::Outbox;

use super::problem::Failure;
use crate::app::App;
use crate::demo::DemoGuide;

/// The demo's addresses and accounts.
#[utoipa::path(
    get, path = "/api/v1/demo", tag = "demo",
    responses((status = 200, body = DemoGuide), (status = 404, body = wire::problem::Problem))
)]
pub(crate) async fn show_demo(State(app): State<Arc<App>>) -> Result<Json<DemoGuide>, Failure> {
    app.demo.clone().map(Json).ok_or_else(Failure::not_found)
}

/// The mails that the demo would have sent, the newest first.
#[utoipa::path(
    get, path = "/api/v1/demo/outbox", tag = "demo",
    responses((status = 200, body = Outbox), (status = 404, body = wire::problem::Problem))
)]
pub(crate) async fn show_outbox(State(app): State<Arc<App>>) -> Result<Json<Outbox>, Failure> {
    let outbox = app.accounts.post.outbox().ok_or_else(Failure::not_found)?;
    let mails = outbox.read().map_err(|error| {
        tracing::error!(%error, "the outbox cannot be read");
        Failure::store_unavailable()
    })?;
    Ok(Json(Outbox { mails }))
}
