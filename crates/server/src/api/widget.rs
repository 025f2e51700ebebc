//! `/api/v1/widget/{key}`: what a page needs before its customer opens the widget.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use wire::problem::Problem;
use wire::widget::WidgetConfig;

use super::problem::Failure;
use super::site_page::not_allowed;
use crate::app::App;
use crate::channels::origins::CameFrom;
use crate::channels::site::Site;

const EVERYBODY: HeaderValue = HeaderValue::from_static("*");

/// The widget's name, welcome text and abilities. A page of another site gets them where the channel allows it.
#[utoipa::path(
    get, path = "/api/v1/widget/{key}", tag = "widget", params(("key" = String, Path)),
    responses(
        (status = 200, body = WidgetConfig), (status = 403, body = Problem), (status = 404, body = Problem)
    )
)]
pub(crate) async fn show_widget(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(key): Path<String>,
) -> Response {
    let (answer, reader) = match found(&app, &headers, &key).await {
        Ok((config, reader)) => (Json(config).into_response(), reader),
        // Whoever put the script tag there reads why there is no button; it says nothing that is secret.
        Err(failure) => (failure.into_response(), Some(EVERYBODY)),
    };
    let reader = reader.map(|reader| [(header::ACCESS_CONTROL_ALLOW_ORIGIN, reader)]);
    ([(header::VARY, "Origin")], reader.map(AppendHeaders), answer).into_response()
}

/// With the pages that may read it, beside our own.
async fn found(
    app: &App,
    headers: &HeaderMap,
    key: &str,
) -> Result<(WidgetConfig, Option<HeaderValue>), Failure> {
    let site = Site::find(app, key).await?.ok_or_else(unknown_widget)?;
    let reader = match CameFrom::of(headers) {
        _ if site.origins.is_every() => Some(EVERYBODY),
        CameFrom::Page(page) if site.origins.allow(&page) => HeaderValue::try_from(page).ok(),
        CameFrom::Page(_) => return Err(not_allowed()),
        CameFrom::Here | CameFrom::Nowhere => None,
    };
    let config = WidgetConfig {
        key: site.key,
        call: site.settings.call.is_some(),
        name: site.name,
        welcome: site.settings.welcome,
        identity: site.identity,
    };
    Ok((config, reader))
}

pub(super) fn unknown_widget() -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "unknown-widget", "No chat channel has this key")
}
