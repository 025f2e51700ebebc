//! `/api/v1/logins`: where a member is signed in, to be seen and ended (W25, ASVS 7.5.2).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use driver::Leave;
use store::{Login, LoginId, WriteError};
use wire::login::{LoginList, LoginView};
use wire::problem::Problem;

use super::address::Id;
use super::guard::SignedIn;
use super::problem::Failure;
use super::shown_out;
use crate::app::App;

/// The member's own logins, the one used last first.
#[utoipa::path(
    get, path = "/api/v1/logins", tag = "login",
    responses((status = 200, body = LoginList), (status = 401, body = Problem))
)]
pub(crate) async fn list_logins(
    State(app): State<Arc<App>>,
    signed_in: SignedIn,
) -> Result<Json<LoginList>, Failure> {
    let logins = app.store.logins(signed_in.member, app.clock.now()).await?;
    let view = |login: Login| LoginView {
        id: login.id.0,
        current: login.id == signed_in.login,
        created: login.created.0,
        last_seen: login.last_seen.0,
        expires: login.expires.0,
        browser: login.browser,
        address: login.address,
    };
    Ok(Json(LoginList { logins: logins.into_iter().map(view).collect() }))
}

/// Ends one of them; its sockets close within a second.
#[utoipa::path(
    delete, path = "/api/v1/logins/{id}", tag = "login", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn end_login(
    State(app): State<Arc<App>>,
    signed_in: SignedIn,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    match app.store.write(Login::end(signed_in.member, LoginId(id))).await {
        Ok(_) => {}
        Err(WriteError::Untouched) => return Err(Failure::not_found()),
        Err(error) => return Err(error.into()),
    }
    shown_out::tell(&app, signed_in.member, Leave::LoginEnded { login: id }).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all but the one that asks.
#[utoipa::path(
    delete, path = "/api/v1/logins", tag = "login",
    responses((status = 204), (status = 401, body = Problem))
)]
pub(crate) async fn end_other_logins(
    State(app): State<Arc<App>>,
    signed_in: SignedIn,
) -> Result<StatusCode, Failure> {
    let SignedIn { member, login, .. } = signed_in;
    app.store.write(Login::end_others(member, login)).await?;
    shown_out::tell(&app, member, Leave::OthersEnded { kept: login.0 }).await;
    Ok(StatusCode::NO_CONTENT)
}
