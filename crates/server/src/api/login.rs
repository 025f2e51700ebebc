//! `/api/v1/login`, `/api/v1/logout`, `/api/v1/me` (AC04, AC08, AC11, AC13).

use std::sync::Arc;

use acd::{By, Command};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use driver::Leave;
use store::{KnownDevice, Login, LoginId, Member};
use uuid::Uuid;
use wire::login::{LoginRequest, MyLogin};
use wire::problem::Problem;

use super::body::Body;
use super::caller::Caller;
use super::guard::{SignedIn, set_cookie, set_device};
use super::problem::Failure;
use super::{device, guard, my_login, second_factor, throttle};
use crate::accounts::hashing;
use crate::accounts::login_span::LOGIN_LASTS;
use crate::accounts::password_rule;
use crate::app::App;
use crate::login_token::LoginToken;

/// RFC 5321 §4.5.3.1.3: no address is longer.
const EMAIL_BYTES_MAX: usize = 254;

/// Signs in with e-mail and password, and with a one-time code where that is on. A member of several applications has to
/// choose one next (AC05).
#[utoipa::path(
    post, path = "/api/v1/login", tag = "login", request_body = LoginRequest,
    responses(
        (status = 200, body = MyLogin), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn log_in(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Body(request): Body<LoginRequest>,
) -> Result<Response, Failure> {
    if request.password.len() > password_rule::BYTES_MAX || request.email.len() > EMAIL_BYTES_MAX {
        return Err(wrong_login());
    }
    let known = app.store.member_by_email(&request.email).await?;
    let device = guard::device(&headers);
    let attempt = throttle::attempt(&app, &request.email, known.as_ref(), caller, device.as_ref());
    let attempt = throttle::Try::begin(&app, attempt.await?)?;
    // AC08: the same work whether there is such an account or not.
    let hash = known.as_ref().map(|member| member.password.clone());
    let Ok(fits) = hashing::verify(&request.password, hash).await else {
        attempt.forget();
        return Err(Failure::too_busy());
    };
    let Some(member) = known.filter(|_| fits) else { return Err(wrong(attempt)) };
    attempt.forget();
    may_enter(&app, &member)?;
    second_factor::show(&app, &member, caller, request.code.as_deref()).await?;
    let entered = enter(&app, &member, caller, &headers).await?;
    let known_device = device.unwrap_or_else(LoginToken::random);
    let row = KnownDevice { member: member.id, last_seen: app.clock.now() };
    app.store.write(row.put(known_device.hash())).await?;
    let known_device = set_device(caller, &known_device).map_err(|_| Failure::not_signed_in())?;
    Ok((AppendHeaders([(header::SET_COOKIE, known_device)]), entered).into_response())
}

fn wrong(attempt: throttle::Try<'_>) -> Failure {
    attempt.failed();
    metrics::counter!("rapport_login_failures_total").increment(1);
    wrong_login()
}

/// Told only to who knows the password.
fn may_enter(app: &App, member: &Member) -> Result<(), Failure> {
    if member.disabled {
        let title = "This account is not active. Ask your administrator";
        return Err(Failure::new(StatusCode::FORBIDDEN, "account-disabled", title));
    }
    if member.password_until.is_some_and(|until| until <= app.clock.now()) {
        let title = "This first password is too old. Ask your administrator for a new one";
        return Err(Failure::new(StatusCode::FORBIDDEN, "password-expired", title));
    }
    Ok(())
}

/// A new login, with a new secret, in the caller's browser.
pub(super) async fn enter(
    app: &App,
    member: &Member,
    caller: Caller,
    headers: &HeaderMap,
) -> Result<Response, Failure> {
    let workplaces = my_login::workplaces(app, member.id).await?;
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
        browser: device::browser(headers),
        address: caller.address.to_string(),
        created: now,
        last_seen: now,
        expires: now.after(LOGIN_LASTS),
    };
    let mut write = login.add(token.hash());
    // Whoever signs in where they are signed in already does not leave the old login behind (ASVS 7.2.4).
    if let Some(old) = SignedIn::of(app, headers, caller).await?
        && old.member == member.id
    {
        write = write.and(Login::end(old.member, old.login));
    }
    app.store.write(write).await?;
    let myself = my_login::of(app, member.id, application).await?.ok_or_else(wrong_login)?;
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
        application.driver.left(member, Leave::LoginEnded { login: login.0 }).await;
    }
    let gone = set_cookie(caller, None).map_err(|_| Failure::not_signed_in())?;
    // Nor does "back" show what was on the screen. Not "storage": language and theme are the person's, and no secret.
    let forget =
        (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone), forget]).into_response())
}

/// The member behind the cookie, what is due, and the applications to choose from.
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
pub(super) fn wrong_login() -> Failure {
    Failure::new(StatusCode::UNAUTHORIZED, "wrong-login", "Email or password is not right")
}
