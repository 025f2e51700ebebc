//! How a member gets in, or no more: `/api/v1/members/{id}/…` (AC02, AD01, F65). An admin never chooses a password.

use std::sync::Arc;

use acd::{GroupId, GroupMember, MemberId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::{KnownDevice, Login, Mail, Member, OneTimeLink, Totp};
use wire::member::{AccessBy, AccessForm, MemberAccess, MemberView};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::guard::AtWork;
use super::member_change::{self, After, Change, keeps_an_admin, note, owns_account};
use super::member_form::Checked;
use super::problem::Failure;
use super::{correspondence, member_view, shown_out};
use crate::accounts::random_password::random_password;
use crate::accounts::{FIRST_PASSWORD_LASTS, hashing};
use crate::app::App;
use crate::login_token::LoginToken;
use crate::mail::letter::About;

/// A new random password by mail, or told here once where no mail is configured; or a one-time link to hand over. What was
/// good before is not any more.
#[utoipa::path(
    post, path = "/api/v1/members/{id}/access", tag = "members", params(("id" = Uuid, Path)),
    request_body = AccessForm,
    responses(
        (status = 200, body = MemberAccess), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn give_access(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    id: Id,
    Body(form): Body<AccessForm>,
) -> Result<Json<MemberAccess>, Failure> {
    let member = commanded(&app, &at_work, id).await?;
    let password = random_password();
    let hash = hashing::hash(&password).await.map_err(|hashing::Busy| Failure::too_busy())?;
    let now = app.clock.now();
    let until = now.after(FIRST_PASSWORD_LASTS);
    let change = Change { by: at_work.member, what: "member-access-given", before: None };
    let mut write = Member::assign_password(member.id, &hash, until)
        .and(Login::end_all(member.id))
        .and(OneTimeLink::end_all(Some(member.id)))
        .and(Mail::withdraw(member.id, now))
        .and(note(&app, at_work.application.id, &change, member.id).add());
    let mut told = (None, None);
    match form.by {
        AccessBy::Mail if app.accounts.post.is_open() => {
            let login = app.accounts.login_link();
            let email = &member.email;
            let about = About::NewPassword { login: &login, email, password: &password };
            let lasts = FIRST_PASSWORD_LASTS;
            write = write.and(correspondence::access(&app, &member, &about, lasts).await?);
        }
        AccessBy::Mail => told.0 = Some(password),
        AccessBy::Link => {
            let token = LoginToken::random();
            let link = OneTimeLink { member: Some(member.id), expires: until };
            write = write.and(link.put(token.hash()));
            told.1 = Some(app.accounts.reset_link(&token));
        }
    }
    app.store.write(write).await?;
    app.accounts.post.ring();
    shown_out::everywhere(&app, member.id).await;
    let member = member_view::one(&app, at_work.application.id, member.id).await?;
    let (password, link) = told;
    Ok(Json(MemberAccess { member, password, link }))
}

/// The member cannot sign in any more; logins, sockets and phone end at once, contacts go back to their groups.
#[utoipa::path(
    post, path = "/api/v1/members/{id}/disable", tag = "members", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MemberView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn disable_member(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    id: Id,
) -> Result<Json<MemberView>, Failure> {
    let member = commanded(&app, &at_work, id).await?;
    let disabled = Member { disabled: true, ..member };
    let view = switch(&app, &at_work, "member-disabled", &disabled).await?;
    shown_out::everywhere(&app, disabled.id).await;
    Ok(view)
}

/// The member may sign in again, with the password and in the groups of before.
#[utoipa::path(
    post, path = "/api/v1/members/{id}/enable", tag = "members", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MemberView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn enable_member(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    id: Id,
) -> Result<Json<MemberView>, Failure> {
    let member = commanded(&app, &at_work, id).await?;
    switch(&app, &at_work, "member-enabled", &Member { disabled: false, ..member }).await
}

/// Ends all logins of the member.
#[utoipa::path(
    post, path = "/api/v1/members/{id}/log-out", tag = "members", params(("id" = Uuid, Path)),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)
    )
)]
pub(crate) async fn log_member_out(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    id: Id,
) -> Result<StatusCode, Failure> {
    let member = commanded(&app, &at_work, id).await?;
    let change = Change { by: at_work.member, what: "member-logged-out", before: None };
    let noted = note(&app, at_work.application.id, &change, member.id).add();
    app.store.write(Login::end_all(member.id).and(noted)).await?;
    shown_out::everywhere(&app, member.id).await;
    Ok(StatusCode::NO_CONTENT)
}

/// For a member who has lost the authenticator and the recovery codes.
#[utoipa::path(
    delete, path = "/api/v1/members/{id}/totp", tag = "members", params(("id" = Uuid, Path)),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)
    )
)]
pub(crate) async fn end_member_totp(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    id: Id,
) -> Result<StatusCode, Failure> {
    let member = commanded(&app, &at_work, id).await?;
    let change = Change { by: at_work.member, what: "member-totp-ended", before: None };
    let notice = correspondence::notice(&app, &member, &About::TotpSwitchedOff).await?;
    let noted = note(&app, at_work.application.id, &change, member.id).add();
    app.store.write(Totp::end(member.id).and(noted).and(notice)).await?;
    app.accounts.post.ring();
    Ok(StatusCode::NO_CONTENT)
}

/// A member of this application whose account is this admin's to command.
async fn commanded(app: &App, at_work: &AtWork, Id(id): Id) -> Result<Member, Failure> {
    let here = app.store.account(at_work.application.id, MemberId(id)).await?;
    let member = here.ok_or_else(Failure::not_found)?.member;
    owns_account(app, at_work.member, member).await?;
    app.store.member(member).await?.ok_or_else(Failure::not_found)
}

async fn switch(
    app: &App,
    at_work: &AtWork,
    what: &'static str,
    member: &Member,
) -> Result<Json<MemberView>, Failure> {
    let application = &at_work.application;
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    if member.disabled {
        keeps_an_admin(app, application.id, member.id).await?;
    }
    let before = member_view::one(app, application.id, member.id).await?;
    let account = app.store.account(application.id, member.id).await?;
    let account = account.ok_or_else(Failure::not_found)?;
    let places = before.groups.iter().map(|place| {
        let (priority, sessions_max) = (place.priority, place.sessions_max);
        (GroupId(place.group), GroupMember { priority, sessions_max })
    });
    let checked = Checked {
        name: member.name.clone(),
        nickname: member.nickname.clone(),
        email: member.email.clone(),
        language: member.language,
        roles: account.roles,
        places: places.collect(),
        sessions_max: account.sessions_max,
    };
    let mut writes = vec![member.put()];
    if member.disabled {
        writes.extend([
            KnownDevice::forget_all(member.id),
            OneTimeLink::end_all(Some(member.id)),
            Mail::withdraw(member.id, app.clock.now()),
        ]);
    }
    let change = Change { by: at_work.member, what, before: Some(before) };
    member_change::commit(app, application, change, After { member, checked: &checked }, writes)
        .await?;
    member_view::one(app, application.id, member.id).await.map(Json)
}
