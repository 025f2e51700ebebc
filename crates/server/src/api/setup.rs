//! `/api/v1/setup`: the first application's name and its first admin, by the link that `rapport serve` has printed (OP02).

use std::collections::BTreeMap;
use std::sync::Arc;

use acd::MemberId;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use driver::MemberEdit;
use store::{AuditRow, Colleague, Member, Membership, OneTimeLink, Roles};
use uuid::Uuid;
use wire::login::MyLogin;
use wire::password::{LinkTarget, PolicyKind};
use wire::problem::Problem;
use wire::setup::SetUp;

use super::body::Body;
use super::caller::Caller;
use super::password::{acceptable, judge, mismatch};
use super::problem::Failure;
use super::{login, member_form, password_link};
use crate::accounts::{hashing, password_rule};
use crate::app::App;
use crate::application::Application;

/// RT01's default.
const SESSIONS_MAX: u32 = 5;

/// Whether the link is good, and what the first password must be.
#[utoipa::path(
    post, path = "/api/v1/setup/link", tag = "setup", request_body = wire::password::OneTimeLink,
    responses((status = 200, body = LinkTarget), (status = 400, body = Problem), (status = 410, body = Problem))
)]
pub(crate) async fn show_set_up(
    State(app): State<Arc<App>>,
    Body(request): Body<wire::password::OneTimeLink>,
) -> Result<Json<LinkTarget>, Failure> {
    let (_, link) = open(&app, &request.token).await?;
    let policy = password_rule::policy(PolicyKind::Classic);
    Ok(Json(LinkTarget { email: String::new(), policy, until: link.expires.0 }))
}

/// Names the application, makes its first admin and signs them in. Works once, and never where somebody has an account.
#[utoipa::path(
    post, path = "/api/v1/setup", tag = "setup", request_body = SetUp,
    responses(
        (status = 201, body = MyLogin), (status = 400, body = Problem), (status = 410, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn set_up(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Body(request): Body<SetUp>,
) -> Result<Response, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let (token, _) = open(&app, &request.token).await?;
    let name = member_form::name(&request.name)?;
    let email = member_form::email(&request.email)?;
    let company = member_form::name(&request.application)?;
    if request.password != request.confirm {
        return Err(mismatch());
    }
    acceptable(&judge(&app, None, request.password.clone()).await?)?;
    let hash = hashing::hash(&request.password).await;
    let now = app.clock.now();
    let member = Member {
        id: MemberId(Uuid::now_v7()),
        email,
        name,
        nickname: String::new(),
        password: hash.map_err(|hashing::Busy| Failure::too_busy())?,
        must_change: false,
        password_until: None,
        disabled: false,
        language: member_form::language(request.language),
        created: now,
    };
    let application = first_application(&app)?;
    let row = store::Application { id: application.id, name: company.clone(), created: now };
    let roles = Roles { admin: true, ..Roles::default() };
    let here = Membership { application: application.id, member: member.id, roles };
    let audit = AuditRow {
        id: Uuid::now_v7(),
        application: Some(application.id),
        at: now,
        actor: None,
        what: "set-up".to_owned(),
        member: Some(member.id),
        changes: Vec::new(),
    };
    let writes = vec![
        OneTimeLink::take(token.hash(), now),
        row.put(),
        member.add(),
        here.put(),
        audit.add(),
    ];
    let colleague = Colleague {
        id: member.id,
        email: member.email.clone(),
        name: member.name.clone(),
        nickname: String::new(),
        disabled: false,
        roles,
    };
    let (by, places) = (Some(member.id), BTreeMap::new());
    let edit = MemberEdit {
        by,
        member: colleague,
        sessions_max: SESSIONS_MAX,
        places,
        application_name: Some(company),
        writes,
    };
    application.driver.edit_member(edit).await?;
    let entered = login::enter(&app, &member, caller, &headers).await?;
    Ok((StatusCode::CREATED, entered).into_response())
}

/// A link of the set-up, while nobody has an account.
async fn open(
    app: &App,
    secret: &str,
) -> Result<(crate::login_token::LoginToken, OneTimeLink), Failure> {
    let (token, link) = password_link::find(app, secret).await?;
    if link.member.is_some() || app.store.has_members().await? {
        return Err(password_link::invalid());
    }
    Ok((token, link))
}

/// An empty installation has one application, which the start has made.
fn first_application(app: &App) -> Result<&Application, Failure> {
    app.applications.all().next().ok_or_else(Failure::not_found)
}
