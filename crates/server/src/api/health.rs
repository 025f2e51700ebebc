//! `/healthz`, `/readyz`, `/metrics` (OP05). Without details: what is wrong stands in the log.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::caller::Caller;
use super::problem::Failure;
use crate::app::App;

/// The process lives.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200)))]
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The process can do its work: the store answers.
#[utoipa::path(get, path = "/readyz", tag = "operation", responses((status = 200), (status = 503)))]
pub(crate) async fn readyz(State(app): State<Arc<App>>) -> Response {
    match app.store.applications().await {
        Ok(_) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "store\n").into_response(),
    }
}

/// Prometheus text format.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses((status = 200)))]
pub(crate) async fn metrics(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Response, Failure> {
    // For a collector on this machine: how busy a house is, is nobody else's business.
    if !caller.local {
        return Err(Failure::not_found());
    }
    let kind = (header::CONTENT_TYPE, "text/plain; version=0.0.4");
    Ok(([kind], app.metrics.render()).into_response())
}
