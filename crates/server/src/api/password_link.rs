//! `/api/v1/password/forgot` and what its link leads to (AC09).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::{Login, Member, WriteError};
use wire::password::{ForgotPassword, LinkTarget, PasswordChosen, ResetPassword};
use wire::problem::Problem;

use super::account_rules::AccountRules;
use super::body::Body;
use super::caller::Caller;
use super::password::{acceptable, judge, mismatch};
use super::problem::Failure;
use super::throttle::Try;
use super::{correspondence, shown_out};
use crate::accounts::login_limits::{Attempt, Together};
use crate::accounts::{RESET_LINK_LASTS, hashing, password_rule};
use crate::app::App;
use crate::login_token::LoginToken;
use crate::mail::letter::About;

/// Mails a one-time link, if there is such an account. The answer does not tell.
#[utoipa::path(
    post, path = "/api/v1/password/forgot", tag = "password", request_body = ForgotPassword,
    responses((status = 202), (status = 400, body = Problem), (status = 429, body = Problem))
)]
pub(crate) async fn forgot_password(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(request): Body<ForgotPassword>,
) -> Result<StatusCode, Failure> {
    // Counted, because each asks for a mail: it fills somebody's mailbox and not ours.
    let account = format!("forgot {}", request.email.trim().to_lowercase());
    let attempt = Attempt {
        account,
        from: caller.address,
        together: Together::OfOneNetwork,
        known_device: None,
    };
    Try::begin(&app, attempt)?.failed();
    let member = app.store.member_by_email(&request.email).await?;
    // AC09: beside the request, so that the answer comes as soon for nobody's address.
    if let Some(member) = member.filter(|member| !member.disabled) {
        tokio::spawn(async move {
            if let Err(failure) = send_link(&app, &member).await {
                tracing::error!(member.id = %member.id, code = failure.0.code, "no link was sent");
            }
        });
    }
    Ok(StatusCode::ACCEPTED)
}

async fn send_link(app: &App, member: &Member) -> Result<(), Failure> {
    if !app.accounts.post.is_open() {
        tracing::warn!(
            member.id = %member.id,
            "a link was asked for and no mail is configured: use `rapport reset-password`"
        );
        return Ok(());
    }
    let token = LoginToken::random();
    let expires = app.clock.now().after(RESET_LINK_LASTS);
    let link = store::OneTimeLink { member: Some(member.id), expires };
    let address = app.accounts.reset_link(&token);
    let about = About::ResetLink { link: &address };
    let letter = correspondence::link(app, member, &about, RESET_LINK_LASTS).await?;
    app.store.write(link.put(token.hash()).and(letter)).await?;
    app.accounts.post.ring();
    Ok(())
}

/// Whose password the link sets. Looking does not use it up.
#[utoipa::path(
    post, path = "/api/v1/password/link", tag = "password", request_body = wire::password::OneTimeLink,
    responses((status = 200, body = LinkTarget), (status = 400, body = Problem), (status = 410, body = Problem))
)]
pub(crate) async fn show_link(
    State(app): State<Arc<App>>,
    Body(request): Body<wire::password::OneTimeLink>,
) -> Result<Json<LinkTarget>, Failure> {
    let (_, link) = find(&app, &request.token).await?;
    let member = member_of(&app, link).await?;
    let rules = AccountRules::of(&app.store, member.id).await?;
    let policy = password_rule::policy(rules.password_policy);
    Ok(Json(LinkTarget { email: member.email, policy, until: link.expires.0 }))
}

/// Sets the password and uses the link up. All logins of the member end.
#[utoipa::path(
    post, path = "/api/v1/password/reset", tag = "password", request_body = ResetPassword,
    responses(
        (status = 200, body = PasswordChosen), (status = 400, body = Problem), (status = 410, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn reset_password(
    State(app): State<Arc<App>>,
    Body(request): Body<ResetPassword>,
) -> Result<Json<PasswordChosen>, Failure> {
    let (token, link) = find(&app, &request.token).await?;
    let member = member_of(&app, link).await?;
    if request.new != request.confirm {
        return Err(mismatch());
    }
    let common = acceptable(&judge(&app, Some(&member), request.new.clone()).await?)?;
    let hash = hashing::hash(&request.new).await.map_err(|hashing::Busy| Failure::too_busy())?;
    let notice = correspondence::notice(&app, &member, &About::PasswordChanged).await?;
    let write = store::OneTimeLink::take(token.hash(), app.clock.now())
        .and(Member::change_password(member.id, &hash))
        .and(Login::end_all(member.id))
        .and(store::Mail::withdraw(member.id, app.clock.now()))
        .and(notice);
    match app.store.write(write).await {
        Ok(_) => {}
        Err(WriteError::Untouched) => return Err(invalid()),
        Err(error) => return Err(error.into()),
    }
    app.accounts.post.ring();
    shown_out::everywhere(&app, member.id).await;
    Ok(Json(PasswordChosen { common }))
}

pub(super) async fn find(
    app: &App,
    secret: &str,
) -> Result<(LoginToken, store::OneTimeLink), Failure> {
    let token = LoginToken::parse(secret).ok_or_else(invalid)?;
    let link = app.store.one_time_link(token.hash(), app.clock.now()).await?;
    Ok((token, link.ok_or_else(invalid)?))
}

/// The set-up's link sets nobody's password.
async fn member_of(app: &App, link: store::OneTimeLink) -> Result<Member, Failure> {
    let member = link.member.ok_or_else(invalid)?;
    app.store.member(member).await?.ok_or_else(invalid)
}

pub(super) fn invalid() -> Failure {
    let title = "This link was used already, or is too old. Ask for a new one";
    Failure::new(StatusCode::GONE, "link-invalid", title)
}
