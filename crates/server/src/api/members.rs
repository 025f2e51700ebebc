//! `/api/v1/members`: the members of an application, made and changed by its admins (AC01, AC02, AD01).

use std::sync::Arc;

use acd::MemberId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::Member;
use uuid::Uuid;
use wire::member::{MemberAccess, MemberForm, MemberList, MemberView};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::correspondence;
use super::guard::AtWork;
use super::member_change::{self, After, Change};
use super::member_form::Checked;
use super::member_view;
use super::problem::Failure;
use crate::accounts::random_password::random_password;
use crate::accounts::{FIRST_PASSWORD_LASTS, hashing};
use crate::app::App;
use crate::mail::letter::About;

/// All members, by name.
#[utoipa::path(
    get, path = "/api/v1/members", tag = "members",
    responses((status = 200, body = MemberList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_members(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<MemberList>, Failure> {
    let members = member_view::all(&app, at_work.application.id).await?;
    Ok(Json(MemberList { members }))
}

/// One member.
#[utoipa::path(
    get, path = "/api/v1/members/{id}", tag = "members", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MemberView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)
    )
)]
pub(crate) async fn show_member(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<MemberView>, Failure> {
    member_view::one(&app, at_work.application.id, MemberId(id)).await.map(Json)
}

/// Makes a member with a random password, which is mailed, or told here once where no mail is configured.
#[utoipa::path(
    post, path = "/api/v1/members", tag = "members", request_body = MemberForm,
    responses(
        (status = 201, body = MemberAccess), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn create_member(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Body(form): Body<MemberForm>,
) -> Result<(StatusCode, Json<MemberAccess>), Failure> {
    let application = &at_work.application;
    let checked = Checked::of(&app, application.id, form).await?;
    let password = random_password();
    let hash = hashing::hash(&password).await.map_err(|hashing::Busy| Failure::too_busy())?;
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    checked.free_email(&app, None).await?;
    let now = app.clock.now();
    let member = Member {
        id: MemberId(Uuid::now_v7()),
        email: checked.email.clone(),
        name: checked.name.clone(),
        nickname: checked.nickname.clone(),
        password: hash,
        must_change: true,
        password_until: Some(now.after(FIRST_PASSWORD_LASTS)),
        disabled: false,
        language: checked.language,
        created: now,
    };
    let mut writes = vec![member.add()];
    let mailed = app.accounts.post.is_open();
    if mailed {
        let login = app.accounts.login_link();
        let about = About::Account { login: &login, email: &member.email, password: &password };
        let company = member_view::company(&app, application.id).await?;
        let company = (application.id, company.as_str());
        let lasts = FIRST_PASSWORD_LASTS;
        writes.push(correspondence::access_from(&app, &member, company, &about, lasts));
    }
    let change = Change { by: at_work.member, what: "member-created", before: None };
    member_change::commit(
        &app,
        application,
        change,
        After { member: &member, checked: &checked },
        writes,
    )
    .await?;
    app.accounts.post.ring();
    let member = member_view::one(&app, application.id, member.id).await?;
    let password = (!mailed).then_some(password);
    Ok((StatusCode::CREATED, Json(MemberAccess { member, password, link: None })))
}

/// Changes a member. Other roles are in force at once, also on open sockets.
#[utoipa::path(
    put, path = "/api/v1/members/{id}", tag = "members", params(("id" = Uuid, Path)),
    request_body = MemberForm,
    responses(
        (status = 200, body = MemberView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn change_member(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<MemberForm>,
) -> Result<Json<MemberView>, Failure> {
    let application = &at_work.application;
    let checked = Checked::of(&app, application.id, form).await?;
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let before = member_view::one(&app, application.id, MemberId(id)).await?;
    let member = app.store.member(MemberId(id)).await?.ok_or_else(Failure::not_found)?;
    checked.free_email(&app, Some(member.id)).await?;
    if !checked.roles.admin {
        member_change::keeps_an_admin(&app, application.id, member.id).await?;
    }
    let changed = Member {
        email: checked.email.clone(),
        name: checked.name.clone(),
        nickname: checked.nickname.clone(),
        language: checked.language,
        ..member.clone()
    };
    let mut writes = Vec::new();
    if changed != member {
        // Names and address are the account's, and the account is more than this application's.
        member_change::owns_account(&app, at_work.member, member.id).await?;
        writes.push(changed.put());
    }
    let change = Change { by: at_work.member, what: "member-changed", before: Some(before) };
    member_change::commit(
        &app,
        application,
        change,
        After { member: &changed, checked: &checked },
        writes,
    )
    .await?;
    member_view::one(&app, application.id, changed.id).await.map(Json)
}
