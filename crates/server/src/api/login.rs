//! `/api/v1/login`, `/api/v1/logout`, `/api/v1/me` (AC04, AC08, AC13).

use std::sync::Arc;

use acd::{By, Command, Millis};
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use store::{Login, LoginId};
use uuid::Uuid;
use wire::login::{LoginRequest, MyLogin};
use wire::problem::Problem;

use super::caller::Caller;
use super::device;
use super::guard::{SameSite, SignedIn, set_cookie};
use super::my_login;
use super::problem::Failure;
use crate::accounts::hashing;
use crate::app::App;
use crate::login_token::LoginToken;
use driver::Leave;

/// A login lasts this long at most (SECURITY: ASVS 7.3).
const LOGIN_LASTS: Millis = Millis::from_secs(12 * 60 * 60);
/// Longer than any policy allows; refused before it costs a hash.
const PASSWORD_BYTES_MAX: usize = 1024;

/// Signs in with e-mail and password. A member of several applications has to choose one next (AC05).
#[utoipa::path(
    post, path = "/api/v1/login", tag = "login", request_body = LoginRequest,
    responses((status = 200, body = MyLogin), (status = 401, body = Problem), (status = 400, body = Problem))
)]
pub(crate) async fn log_in(
    State(app): State<Arc<App>>,
    _same_site: SameSite,
    caller: Caller,
    headers: HeaderMap,
    body: Result<Json<LoginRequest>, JsonRejection>,
) -> Result<Response, Failure> {
    let Json(request) = body.map_err(|rejection| Failure::bad_request(rejection.body_text()))?;
    if request.password.len() > PASSWORD_BYTES_MAX {
        return Err(wrong_login());
    }
    let member = app.store.member_by_email(&request.email).await?;
    let hash = member.as_ref().map(|member| member.password.clone());
    if !hashing::verify(&request.password, hash)
        .await
        .map_err(|hashing::Busy| Failure::too_busy())?
    {
        return Err(wrong_login());
    }
    let member = member.filter(|member| !member.disabled).ok_or_else(wrong_login)?;
    let workplaces = my_login::workplaces(&app, member.id).await?;
    // AC05: who works in one goes straight in.
    let application = match workplaces.as_slice() {
        [] => return Err(wrong_login()),
        [only] => Some(only.application),
        _ => None,
    };
    let token = LoginToken::random();
    let now = app.clock.now();
    let login = Login {
        id: LoginId(Uuid::now_v7()),
        member: member.id,
        application,
        browser: device::browser(&headers),
        address: caller.address.to_string(),
        created: now,
        last_seen: now,
        expires: now.after(LOGIN_LASTS),
    };
    app.store.write(login.add(token.hash())).await?;
    let myself = my_login::of(&app, member.id, application).await?.ok_or_else(wrong_login)?;
    let cookie = set_cookie(caller, Some((&token, LOGIN_LASTS)));
    let cookie = cookie.map_err(|_| Failure::not_signed_in())?;
    Ok(([(header::SET_COOKIE, cookie)], Json(myself)).into_response())
}

/// Ends this login, here and on the server. Refused in a call (AC13).
#[utoipa::path(
    post, path = "/api/v1/logout", tag = "login",
    responses((status = 204), (status = 401, body = Problem), (status = 409, body = Problem))
)]
pub(crate) async fn log_out(
    State(app): State<Arc<App>>,
    _same_site: SameSite,
    caller: Caller,
    signed_in: SignedIn,
) -> Result<Response, Failure> {
    let SignedIn { member, application, login, .. } = signed_in;
    if let Some(application) = &application {
        application.driver.command(By::Member(member), None, Command::LogOut, None).await?;
    }
    app.store.write(Login::end(member, login)).await?;
    if let Some(application) = &application {
        app.switchboard.member_leaves(application.id, member).await;
        application.driver.left(member, Leave::LoggedOut).await;
    }
    let gone = set_cookie(caller, None).map_err(|_| Failure::not_signed_in())?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}

/// The member behind the cookie, and the applications to choose from.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "login",
    responses((status = 200, body = MyLogin), (status = 401, body = Problem))
)]
pub(crate) async fn me(
    State(app): State<Arc<App>>,
    signed_in: SignedIn,
) -> Result<Json<MyLogin>, Failure> {
    let application = signed_in.application.map(|application| application.id);
    let myself = my_login::of(&app, signed_in.member, application).await?;
    myself.map(Json).ok_or_else(Failure::not_signed_in)
}

/// AC08: the same words for an unknown e-mail and a wrong password.
fn wrong_login() -> Failure {
    Failure::new(StatusCode::UNAUTHORIZED, "wrong-login", "Email or password is not right")
}
