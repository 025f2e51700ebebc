//! `/api/v1/demo`: how to get into the demo, its mails and its rush hour. Only there in demo mode.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use wire::demo::RushHour;
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

/// The rush hour that was started last, and where its people are.
#[utoipa::path(
    get, path = "/api/v1/demo/rush-hour", tag = "demo",
    responses((status = 200, body = RushHour), (status = 404, body = wire::problem::Problem))
)]
pub(crate) async fn show_rush_hour(State(app): State<Arc<App>>) -> Result<Json<RushHour>, Failure> {
    app.demo.as_ref().ok_or_else(Failure::not_found)?;
    Ok(Json(app.rush_hours.view()))
}

/// Callers and chat customers begin to come, one after the other.
#[utoipa::path(
    post, path = "/api/v1/demo/rush-hour", tag = "demo",
    responses((status = 201, body = RushHour), (status = 404, body = wire::problem::Problem),
        (status = 409, body = wire::problem::Problem), (status = 503, body = wire::problem::Problem))
)]
pub(crate) async fn start_rush_hour(
    State(app): State<Arc<App>>,
) -> Result<(StatusCode, Json<RushHour>), Failure> {
    let guide = app.demo.as_ref().ok_or_else(Failure::not_found)?;
    if app.drain.has_begun() {
        return Err(Failure::maintenance());
    }
    let started = app.rush_hours.start(guide).map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the rush hour cannot begin");
        Failure::not_found()
    })?;
    if !started {
        let title = "A rush hour is on already";
        return Err(Failure::new(StatusCode::CONFLICT, "rush-hour-on", title));
    }
    Ok((StatusCode::CREATED, Json(app.rush_hours.view())))
}

/// Everybody who is still here or to come goes home.
#[utoipa::path(
    delete, path = "/api/v1/demo/rush-hour", tag = "demo",
    responses((status = 204), (status = 404, body = wire::problem::Problem))
)]
pub(crate) async fn stop_rush_hour(State(app): State<Arc<App>>) -> Result<StatusCode, Failure> {
    app.demo.as_ref().ok_or_else(Failure::not_found)?;
    app.rush_hours.stop();
    Ok(StatusCode::NO_CONTENT)
}
