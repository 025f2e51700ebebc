//! `/widget/frame?key=…`: the page that the widget's script shows in a site's page, where the channel allows it (DK14).

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::address::Asked;
use super::assets;
use super::guard::FrameAncestors;
use super::problem::Failure;
use crate::app::App;
use crate::channels::site::Site;

#[derive(Deserialize)]
pub(crate) struct Framed {
    key: Option<String>,
}

/// A key that nobody has opens nothing, and its page may stand nowhere but here.
pub(crate) async fn show_frame(
    State(app): State<Arc<App>>,
    Asked(Framed { key }): Asked<Framed>,
) -> Result<Response, Failure> {
    let site = match key {
        Some(key) => Site::find(&app, &key).await?,
        None => None,
    };
    let ancestors = site.map_or_else(|| "'self'".to_owned(), |site| site.origins.ancestors());
    let page = assets::widget(Path("frame".to_owned()));
    Ok((Extension(FrameAncestors(ancestors)), page).into_response())
}
