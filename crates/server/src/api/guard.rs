//! Who may pass: the login behind the cookie, the origin of unsafe requests and sockets, the policy of pages.

use std::sync::Arc;

use acd::{MemberId, Millis};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::InvalidHeaderValue;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use store::{Login, LoginId};

use super::caller::Caller;
use super::problem::Failure;
use crate::app::App;
use crate::application::Application;
use crate::login_token::LoginToken;

/// The login's cookie over plain HTTP.
const COOKIE: &str = "rapport";
/// Over HTTPS: the browser takes it from no other host, no subdomain and no plain connection (ASVS 3.3).
const SECURE_COOKIE: &str = "__Host-rapport";
/// Forces a preflight on every unsafe request from another site (ASVS 3.5).
const CSRF_HEADER: &str = "x-rapport-csrf";

/// A request with a valid login.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) member: MemberId,
    /// `None` until a member of several has chosen (AC05).
    pub(crate) application: Option<Application>,
    pub(crate) login: LoginId,
    pub(crate) token: LoginToken,
}

/// A request of a member who has said where they work. The application comes from the login, never from the request (I24).
#[derive(Clone, Debug)]
pub(crate) struct AtWork {
    pub(crate) member: MemberId,
    pub(crate) application: Application,
    pub(crate) token: LoginToken,
}

impl FromRequestParts<Arc<App>> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let token = cookie(&parts.headers, caller).ok_or_else(Failure::not_signed_in)?;
        Self::by(app, token).await
    }
}

impl SignedIn {
    /// Who holds the token, as the store knows it now.
    pub(super) async fn by(app: &App, token: LoginToken) -> Result<Self, Failure> {
        let login = app.store.login(token.hash(), app.clock.now()).await?;
        let Login { id, member, application, .. } = login.ok_or_else(Failure::not_signed_in)?;
        let application = application.and_then(|id| app.applications.find(id)).cloned();
        Ok(Self { member, application, login: id, token })
    }
}

impl FromRequestParts<Arc<App>> for AtWork {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let SignedIn { member, application, token, .. } =
            SignedIn::from_request_parts(parts, app).await?;
        let application = application.ok_or_else(Failure::no_application)?;
        Ok(Self { member, application, token })
    }
}

/// An unsafe request that a page of ours made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SameSite;

impl<S: Sync> FromRequestParts<S> for SameSite {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        if !parts.headers.contains_key(CSRF_HEADER) {
            return Err(Failure::foreign_origin().with_detail("Send the header X-Rapport-CSRF: 1"));
        }
        same_origin(&parts.headers).map(|()| Self)
    }
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
    let wanted = cookie_name(caller);
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

/// What pages may load (ASVS 3.4). The widget's frame may stand in foreign pages; nothing else may.
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
    let ancestors = if framed { "*" } else { "'none'" };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
         font-src 'self'; media-src 'self' blob:; connect-src 'self' ws://{host} wss://{host}; \
         worker-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; \
         base-uri 'none'; object-src 'none'; frame-ancestors {ancestors}"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
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
