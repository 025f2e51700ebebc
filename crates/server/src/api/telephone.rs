//! `/api/v1/telephone`: what a member types is read as a telephone number before it is called (VC06). The same reading and the
//! same rule decide again when it is dialled.

use std::sync::Arc;

use acd::{Country, GroupKind, Refused, Tariff};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use driver::Rejection;
use serde::Deserialize;
use wire::problem::Problem;
use wire::telephone::TelephoneView;

use super::address::Asked;
use super::guard::AtWork;
use super::problem::Failure;
use crate::app::App;
use crate::telephone::Telephone;

#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    typed: String,
}

/// The number that was typed, and for which of the member's groups it may be called.
#[utoipa::path(
    get, path = "/api/v1/telephone", tag = "telephone",
    params(("typed" = String, Query, description = "As it was typed or pasted, of 40 characters at most")),
    responses(
        (status = 200, body = TelephoneView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 409, body = Problem, description = "`invalid-number`: this is no telephone number"),
        (status = 429, body = Problem, description = "`too-many-attempts`: more than sixty in a minute")
    )
)]
pub(crate) async fn read_telephone(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Asked(Typed { typed }): Asked<Typed>,
) -> Result<Json<TelephoneView>, Failure> {
    let application = at_work.application.id;
    let may = app.accounts.member_limits().may_read_number(at_work.member, app.clock.now());
    may.map_err(|wait| {
        let title = "Too many numbers in a minute. Wait a moment, then type on";
        Failure::new(StatusCode::TOO_MANY_REQUESTS, "too-many-attempts", title)
            .with_retry_after(wait)
    })?;
    let home = app.store.country(application).await?;
    let invalid = Rejection::Refused(Refused::InvalidNumber);
    let Telephone { number, written, to } = Telephone::read(&typed, home).ok_or(invalid)?;
    let groups = app.store.skill_groups(application).await?.into_iter().map(|row| row.routing);
    let own = groups.filter(|group| group.members.contains_key(&at_work.member));
    let may = own.filter(|group| group.kind == GroupKind::Voice && group.may_call(to));
    let groups = may.map(|group| group.id.0).collect();
    let country = to.country.map(Country::letters);
    let emergency = to.tariff == Tariff::Emergency;
    Ok(Json(TelephoneView { number, written, country, groups, emergency }))
}
