//! Who may pass: the login behind the cookie, the origin of unsafe requests and sockets, the policy of pages.

use std::sync::Arc;

use acd::{MemberId, Millis};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::InvalidHeaderValue;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use store::{Login, LoginId, ReadError, Roles};
use wire::login::Due;

use super::account_rules::AccountRules;
use super::authorization::{self, Act, Standing};
use super::caller::Caller;
use super::problem::Failure;
use crate::accounts::login_span::{self, Span};
use crate::app::App;
use crate::application::Application;
use crate::login_token::LoginToken;

/// The login's cookie over plain HTTP.
const COOKIE: &str = "rapport";
/// Over HTTPS: the browser takes it from no other host, no subdomain and no plain connection (ASVS 3.3).
const SECURE_COOKIE: &str = "__Host-rapport";
const DEVICE_COOKIE: &str = "rapport-device";
/// A browser that was not used for so long is a stranger again.
pub(crate) const DEVICE_KEPT: Millis = Millis::from_secs(180 * 24 * 60 * 60);
/// Forces a preflight on every unsafe request from another site (ASVS 3.5).
const CSRF_HEADER: &str = "x-rapport-csrf";

/// A request with a valid login, which [`authorize`] has let pass.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) member: MemberId,
    /// `None` until a member of several has chosen (AC05).
    pub(crate) application: Option<Application>,
    /// In that application.
    pub(crate) roles: Roles,
    /// What this login must do before anything else.
    pub(crate) due: Option<Due>,
    pub(crate) login: LoginId,
    pub(crate) token: LoginToken,
}

/// A request of a member who has said where they work. The application comes from the login, never from the request (I24).
#[derive(Clone, Debug)]
pub(crate) struct AtWork {
    pub(crate) member: MemberId,
    pub(crate) application: Application,
    pub(crate) roles: Roles,
    pub(crate) login: LoginId,
    pub(crate) token: LoginToken,
}

/// Every request to an operation passes here: nobody's, or with a login that is good, and allowed what it asks for.
pub(crate) async fn authorize(
    State(app): State<Arc<App>>,
    path: MatchedPath,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    if !request.method().is_safe() {
        of_our_page(request.headers())?;
    }
    let act = Act::Operation(request.method(), path.as_str());
    // What is open to all asks no store: a login that is broken or an outage stops nobody there.
    if authorization::allow(Standing::Nobody, act).is_err() {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, &app).await?;
        let signed_in = SignedIn::of(&app, &parts.headers, caller).await?;
        let signed_in = signed_in.ok_or_else(Failure::not_signed_in)?;
        let standing = Standing::SignedIn { roles: signed_in.roles, due: signed_in.due };
        authorization::allow(standing, Act::Operation(&parts.method, path.as_str()))?;
        parts.extensions.insert(signed_in);
        request = Request::from_parts(parts, body);
    }
    Ok(next.run(request).await)
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get().cloned().ok_or_else(Failure::not_signed_in)
    }
}

impl SignedIn {
    /// Whoever the cookie belongs to, if it is good for anything.
    pub(super) async fn of(
        app: &App,
        headers: &HeaderMap,
        caller: Caller,
    ) -> Result<Option<Self>, Failure> {
        let Some(token) = cookie(headers, caller) else { return Ok(None) };
        let now = app.clock.now();
        let Some(standing) = app.store.standing(token.hash(), now).await? else { return Ok(None) };
        let store::Standing { login, roles, must_change, totp } = standing;
        match login_span::span(&login, roles, now) {
            Span::Fresh => {}
            Span::Unnoted => {
                app.store.write(Login::touch(login.id, now)).await?;
            }
            Span::Idle | Span::Over => return Ok(None),
        }
        let Login { id, member, application, .. } = login;
        let application = application.and_then(|id| app.applications.find(id)).cloned();
        let due = due(app, member, must_change, totp).await?;
        Ok(Some(Self { member, application, roles, due, login: id, token }))
    }
}

/// AC03, AC11.
pub(super) async fn due(
    app: &App,
    member: MemberId,
    must_change: bool,
    totp: bool,
) -> Result<Option<Due>, ReadError> {
    if must_change {
        return Ok(Some(Due::ChangePassword));
    }
    let required = !totp && AccountRules::of(&app.store, member).await?.totp_required;
    Ok(required.then_some(Due::SetUpTotp))
}

impl<S: Sync> FromRequestParts<S> for AtWork {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let SignedIn { member, application, roles, login, token, .. } =
            SignedIn::from_request_parts(parts, state).await?;
        let application = application.ok_or_else(Failure::no_application)?;
        Ok(Self { member, application, roles, login, token })
    }
}

/// An unsafe request is one that a page of ours made (W21).
fn of_our_page(headers: &HeaderMap) -> Result<(), Failure> {
    if !headers.contains_key(CSRF_HEADER) {
        return Err(Failure::foreign_origin().with_detail("Send the header X-Rapport-CSRF: 1"));
    }
    same_origin(headers)
}

/// Refuses what a page of another origin sent. Programs send no Origin; the cookie or token decides there.
pub(crate) fn same_origin(headers: &HeaderMap) -> Result<(), Failure> {
    let Some(origin) = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()) else {
        return Ok(());
    };
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let from = origin.split_once("://").map(|(_, from)| from);
    if from.is_some() && from == host { Ok(()) } else { Err(Failure::foreign_origin()) }
}

fn cookie(headers: &HeaderMap, caller: Caller) -> Option<LoginToken> {
    token_in(headers, cookie_name(caller))
}

/// The browser itself, which its member has signed in from before (AC08).
pub(super) fn device(headers: &HeaderMap) -> Option<LoginToken> {
    token_in(headers, DEVICE_COOKIE)
}

fn token_in(headers: &HeaderMap, wanted: &str) -> Option<LoginToken> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .and_then(|(_, value)| LoginToken::parse(value))
}

const fn cookie_name(caller: Caller) -> &'static str {
    if caller.secure { SECURE_COOKIE } else { COOKIE }
}

/// What puts a login into the caller's browser, for `lasts`; without one, what takes it away.
pub(crate) fn set_cookie(
    caller: Caller,
    login: Option<(&LoginToken, Millis)>,
) -> Result<HeaderValue, InvalidHeaderValue> {
    let (value, seconds) =
        login.map_or_else(Default::default, |(token, lasts)| (token.reveal(), lasts.0 / 1000));
    let secure = if caller.secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}",
        cookie_name(caller)
    ))
}

/// What makes the browser known, for half a year. It goes to the one address that asks for it.
pub(super) fn set_device(
    caller: Caller,
    device: &LoginToken,
) -> Result<HeaderValue, InvalidHeaderValue> {
    let secure = if caller.secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{DEVICE_COOKIE}={}; Path=/api/v1/login; HttpOnly; SameSite=Strict; Max-Age={}{secure}",
        device.reveal(),
        DEVICE_KEPT.0 / 1000
    ))
}

/// A browser that came by HTTPS once comes by nothing else (ASVS 3.4.1).
pub(crate) async fn strict_transport(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &app).await;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if caller.is_ok_and(|caller| caller.secure) {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// The pages that may show this answer in a frame, as the policy says it.
#[derive(Clone, Debug)]
pub(super) struct FrameAncestors(pub(super) String);

impl FrameAncestors {
    fn nobody() -> Self {
        Self("'none'".to_owned())
    }
}

/// What pages may load (ASVS 3.4). The widget's frame may stand in the pages that its channel allows; nothing else may.
pub(crate) async fn content_security(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let framed = path.starts_with("/widget/");
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|host| host.chars().all(|c| c.is_ascii_alphanumeric() || ".:-[]".contains(c)))
        .unwrap_or("127.0.0.1")
        .to_owned();
    let mut response = next.run(request).await;
    let FrameAncestors(ancestors) =
        response.extensions_mut().remove().unwrap_or_else(FrameAncestors::nobody);
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
         font-src 'self'; media-src 'self' blob:; connect-src 'self' ws://{host} wss://{host}; \
         worker-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; \
         base-uri 'none'; object-src 'none'; frame-ancestors {ancestors}; \
         require-trusted-types-for 'script'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        // What is stricter stands already.
        response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    // Only the frame and the script that opens it are for other sites' pages.
    let (opener, resource) =
        if framed { ("unsafe-none", "cross-origin") } else { ("same-origin", "same-origin") };
    let headers = response.headers_mut();
    for (name, value) in
        [("cross-origin-opener-policy", opener), ("cross-origin-resource-policy", resource)]
    {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    let microphone = if framed { "microphone=()" } else { "microphone=(self)" };
    response.headers_mut().insert(
        "permissions-policy",
        HeaderValue::from_str(&format!(
            "{microphone}, camera=(), geolocation=(), display-capture=(), usb=(), payment=()"
        ))
        .unwrap_or(HeaderValue::from_static("camera=()")),
    );
    response
}
