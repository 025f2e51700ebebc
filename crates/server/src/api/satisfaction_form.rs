//! `/api/v1/widget/{key}/satisfaction`: what a customer who is asked about a session reads (DK08).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use wire::problem::Problem;
use wire::satisfaction_settings::SatisfactionForm;

use super::problem::Failure;
use super::widget::unknown_widget;
use crate::app::App;
use crate::channels::site::Site;
use crate::satisfaction;

/// In both languages. There is no secret in it; pages of other sites have no use for it, and are not let read it.
#[utoipa::path(
    get, path = "/api/v1/widget/{key}/satisfaction", tag = "widget", params(("key" = String, Path)),
    responses((status = 200, body = SatisfactionForm), (status = 404, body = Problem))
)]
pub(crate) async fn show_satisfaction_form(
    State(app): State<Arc<App>>,
    Path(key): Path<String>,
) -> Result<Json<SatisfactionForm>, Failure> {
    let site = Site::find(&app, &key).await?.ok_or_else(unknown_widget)?;
    Ok(Json(satisfaction::form(&app.store, site.application.id).await?))
}
