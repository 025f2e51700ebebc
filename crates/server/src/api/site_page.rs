//! DK14: whether a page may show a channel's widget. Browsers keep to it by `frame-ancestors`; here it is asked again of
//! all that comes from the frame or from a page, because a page can lie about itself, and then its browser does not.

use axum::http::{HeaderMap, StatusCode};

use super::problem::Failure;
use crate::channels::origins::{CameFrom, is_here};
use crate::channels::site::Site;

/// `told` is what the frame says of the page around it. Programs have neither an origin nor a page.
pub(super) fn may_show(
    site: &Site,
    headers: &HeaderMap,
    told: Option<&str>,
) -> Result<(), Failure> {
    if site.origins.is_every() {
        return Ok(());
    }
    let listed = |page: &str| is_here(page, headers) || site.origins.allow(page);
    let may = match (CameFrom::of(headers), told) {
        (CameFrom::Page(origin), _) => site.origins.allow(&origin),
        (CameFrom::Here | CameFrom::Nowhere, Some(page)) => listed(page),
        // The frame knows its page.
        (CameFrom::Here, None) => false,
        (CameFrom::Nowhere, None) => true,
    };
    if may { Ok(()) } else { Err(not_allowed()) }
}

pub(super) fn not_allowed() -> Failure {
    let title = "This chat is not for that page";
    Failure::new(StatusCode::FORBIDDEN, "origin-not-allowed", title)
}
