//! `/api/v1/password`: choosing a password (AC03, AC10, AC12).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use driver::Leave;
use store::{Login, Member, OneTimeLink};
use wire::password::{
    ChangePassword, PasswordCheck, PasswordChosen, PasswordRule, PasswordVerdict,
};
use wire::problem::Problem;

use super::account_rules::AccountRules;
use super::body::Body;
use super::caller::Caller;
use super::guard::SignedIn;
use super::problem::Failure;
use super::{correspondence, my_login, password_link, shown_out, throttle};
use crate::accounts::{hashing, password_rule};
use crate::app::App;
use crate::mail::letter::About;

/// Judges a candidate while it is typed. Needs a login or a one-time link, and keeps nothing.
#[utoipa::path(
    post, path = "/api/v1/password/check", tag = "password", request_body = PasswordCheck,
    responses((status = 200, body = PasswordVerdict), (status = 400, body = Problem), (status = 401, body = Problem))
)]
pub(crate) async fn check_password(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Body(request): Body<PasswordCheck>,
) -> Result<Json<PasswordVerdict>, Failure> {
    let member = if let Some(token) = &request.token {
        password_link::find(&app, token).await?.1.member
    } else {
        let signed_in = SignedIn::of(&app, &headers, caller).await?;
        Some(signed_in.ok_or_else(Failure::not_signed_in)?.member)
    };
    let member = match member {
        Some(member) => app.store.member(member).await?,
        None => None,
    };
    judge(&app, member.as_ref(), request.password).await.map(Json)
}

/// Changes the member's own password. This login stays, all others end.
#[utoipa::path(
    put, path = "/api/v1/password", tag = "password", request_body = ChangePassword,
    responses(
        (status = 200, body = PasswordChosen), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn change_password(
    State(app): State<Arc<App>>,
    caller: Caller,
    signed_in: SignedIn,
    Body(request): Body<ChangePassword>,
) -> Result<Json<PasswordChosen>, Failure> {
    let SignedIn { member, login, .. } = signed_in;
    let member = app.store.member(member).await?.ok_or_else(Failure::not_signed_in)?;
    prove(&app, &member, caller, &request.current).await?;
    if request.new != request.confirm {
        return Err(mismatch());
    }
    if password_rule::normalised(&request.new) == password_rule::normalised(&request.current) {
        let title = "The new password is the old one. Choose another";
        return Err(Failure::new(StatusCode::BAD_REQUEST, "password-unchanged", title));
    }
    let verdict = judge(&app, Some(&member), request.new.clone()).await?;
    let common = acceptable(&verdict)?;
    let hash = hashing::hash(&request.new).await.map_err(|hashing::Busy| Failure::too_busy())?;
    let write = Member::change_password(member.id, &hash)
        .and(Login::end_others(member.id, login))
        .and(OneTimeLink::end_all(Some(member.id)))
        .and(correspondence::notice(&app, &member, &About::PasswordChanged).await?);
    app.store.write(write).await?;
    app.accounts.post.ring();
    shown_out::tell(&app, member.id, Leave::OthersEnded { kept: login.0 }).await;
    Ok(Json(PasswordChosen { common }))
}

/// The one who asks knows the current password. A wrong one counts as a wrong login does.
pub(super) async fn prove(
    app: &App,
    member: &Member,
    caller: Caller,
    current: &str,
) -> Result<(), Failure> {
    let attempt = throttle::Try::begin(app, throttle::attempt_by(member.id, caller))?;
    let verified = if current.len() <= password_rule::BYTES_MAX {
        hashing::verify(current, Some(member.password.clone())).await
    } else {
        Ok(false)
    };
    let Ok(fits) = verified else {
        attempt.forget();
        return Err(Failure::too_busy());
    };
    if fits {
        attempt.forget();
        return Ok(());
    }
    attempt.failed();
    let title = "The current password is not right";
    Err(Failure::new(StatusCode::FORBIDDEN, "wrong-current-password", title))
}

pub(super) fn mismatch() -> Failure {
    let title = "The two new passwords are not the same";
    Failure::new(StatusCode::BAD_REQUEST, "password-mismatch", title)
}

/// By the rules of all the member's applications; without a member, by the default.
pub(super) async fn judge(
    app: &App,
    member: Option<&Member>,
    password: String,
) -> Result<PasswordVerdict, Failure> {
    let mut words = Vec::new();
    let mut rules = AccountRules::default();
    if let Some(member) = member {
        rules = AccountRules::of(&app.store, member.id).await?;
        words.extend([member.name.clone(), member.nickname.clone(), member.email.clone()]);
        let places = my_login::workplaces(app, member.id).await?;
        words.extend(places.into_iter().map(|place| place.name));
    }
    let judged = tokio::task::spawn_blocking(move || {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        password_rule::judge(rules.password_policy, &password, &words)
    });
    judged.await.map_err(|_| Failure::bad_request("The password cannot be judged"))
}

/// Whether it is a common one; refused if the policy says no.
pub(super) fn acceptable(verdict: &PasswordVerdict) -> Result<bool, Failure> {
    let broken = || verdict.rules.iter().filter(|rule| !rule.met).map(|rule| rule.rule);
    if verdict.acceptable {
        return Ok(broken().any(|rule| rule == PasswordRule::NotCommon));
    }
    let why: Vec<String> = broken().map(|rule| sentence(rule, verdict)).collect();
    let title = "The new password does not satisfy the rules";
    let failure = Failure::new(StatusCode::BAD_REQUEST, "password-weak", title);
    Err(failure.with_detail(why.join("; ")))
}

fn sentence(rule: PasswordRule, verdict: &PasswordVerdict) -> String {
    let PasswordVerdict { policy, length, .. } = verdict;
    match rule {
        PasswordRule::LongEnough => {
            format!("{} characters at least, yours has {length}", policy.min)
        }
        PasswordRule::NotTooLong => {
            format!("{} characters at most, yours has {length}", policy.max)
        }
        PasswordRule::Digit => "at least one digit".to_owned(),
        PasswordRule::Letter => "at least one letter".to_owned(),
        PasswordRule::Symbol => "at least one symbol".to_owned(),
        PasswordRule::NoWhiteSpace => "no white space".to_owned(),
        PasswordRule::NotCommon => "it would be guessed soon".to_owned(),
    }
}
