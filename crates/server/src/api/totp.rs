//! `/api/v1/totp`: one-time codes, switched on and off by the member (AC11).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::{Member, Totp, WriteError};
use wire::problem::Problem;
use wire::totp::{RecoveryCodes, TotpBegin, TotpConfirm, TotpEnd, TotpSecret, TotpView};

use super::account_rules::AccountRules;
use super::body::Body;
use super::caller::Caller;
use super::guard::SignedIn;
use super::password::prove;
use super::problem::Failure;
use super::{correspondence, my_login, second_factor};
use crate::accounts::recovery_code::RecoveryCode;
use crate::accounts::totp::{Seed, qr_svg};
use crate::app::App;
use crate::mail::letter::About;

/// Whether the member must show a code, and how many recovery codes are left.
#[utoipa::path(
    get, path = "/api/v1/totp", tag = "totp",
    responses((status = 200, body = TotpView), (status = 401, body = Problem))
)]
pub(crate) async fn show_totp(
    State(app): State<Arc<App>>,
    signed_in: SignedIn,
) -> Result<Json<TotpView>, Failure> {
    let totp = app.store.totp(signed_in.member).await?.filter(|totp| totp.confirmed);
    let required = AccountRules::of(&app.store, signed_in.member).await?.totp_required;
    let recovery_codes_left = totp.as_ref().map_or(0, |totp| totp.recovery_codes);
    Ok(Json(TotpView { on: totp.is_some(), required, recovery_codes_left }))
}

/// A new secret for an authenticator app. It guards nothing before it is confirmed.
#[utoipa::path(
    post, path = "/api/v1/totp", tag = "totp", request_body = TotpBegin,
    responses(
        (status = 200, body = TotpSecret), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)
    )
)]
pub(crate) async fn begin_totp(
    State(app): State<Arc<App>>,
    caller: Caller,
    signed_in: SignedIn,
    Body(request): Body<TotpBegin>,
) -> Result<Json<TotpSecret>, Failure> {
    let member = oneself(&app, &signed_in).await?;
    prove(&app, &member, caller, &request.password).await?;
    let places = my_login::workplaces(&app, member.id).await?;
    let issuer = match places.as_slice() {
        [only] => only.name.as_str(),
        _ => "Rapport",
    };
    let seed = Seed::random();
    let uri = seed.uri(issuer, &member.email);
    let sealed = app.accounts.seal.close(&second_factor::purpose(member.id), seed.bytes());
    match app.store.write(Totp::begin(member.id, &sealed)).await {
        Ok(_) => {}
        Err(WriteError::Untouched) => return Err(on_already()),
        Err(error) => return Err(error.into()),
    }
    let qr_svg = qr_svg(&uri).unwrap_or_default();
    Ok(Json(TotpSecret { secret: seed.spelt(), uri, qr_svg }))
}

/// The app shows the right code: from now on signing in asks for one. The recovery codes are told once.
#[utoipa::path(
    post, path = "/api/v1/totp/confirm", tag = "totp", request_body = TotpConfirm,
    responses(
        (status = 200, body = RecoveryCodes), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem)
    )
)]
pub(crate) async fn confirm_totp(
    State(app): State<Arc<App>>,
    signed_in: SignedIn,
    Body(request): Body<TotpConfirm>,
) -> Result<Json<RecoveryCodes>, Failure> {
    let member = oneself(&app, &signed_in).await?;
    let totp = app.store.totp(member.id).await?.ok_or_else(off)?;
    if totp.confirmed {
        return Err(on_already());
    }
    let seed = second_factor::seed(&app, member.id, &totp)?;
    let step = seed.step_of(&request.code, totp.step, app.clock.now());
    let step = step.ok_or_else(second_factor::wrong_code)?;
    let codes = RecoveryCode::set();
    let hashes: Vec<_> = codes.iter().map(|code| code.hash()).collect();
    let notice = correspondence::notice(&app, &member, &About::TotpSwitchedOn).await?;
    match app.store.write(Totp::confirm(member.id, step, &hashes).and(notice)).await {
        Ok(_) => {}
        Err(WriteError::Untouched) => return Err(on_already()),
        Err(error) => return Err(error.into()),
    }
    app.accounts.post.ring();
    Ok(Json(RecoveryCodes { codes: codes.into_iter().map(RecoveryCode::reveal).collect() }))
}

/// Signing in asks for no code any more. Refused where a role requires it.
#[utoipa::path(
    post, path = "/api/v1/totp/end", tag = "totp", request_body = TotpEnd,
    responses(
        (status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem)
    )
)]
pub(crate) async fn end_totp(
    State(app): State<Arc<App>>,
    caller: Caller,
    signed_in: SignedIn,
    Body(request): Body<TotpEnd>,
) -> Result<StatusCode, Failure> {
    let member = oneself(&app, &signed_in).await?;
    if AccountRules::of(&app.store, member.id).await?.totp_required {
        let title = "A role of yours requires one-time codes";
        return Err(Failure::new(StatusCode::CONFLICT, "totp-required", title));
    }
    let totp = app.store.totp(member.id).await?.filter(|totp| totp.confirmed);
    let totp = totp.ok_or_else(off)?;
    prove(&app, &member, caller, &request.password).await?;
    second_factor::take(&app, member.id, caller, &totp, &request.code).await?;
    let notice = correspondence::notice(&app, &member, &About::TotpSwitchedOff).await?;
    app.store.write(Totp::end(member.id).and(notice)).await?;
    app.accounts.post.ring();
    Ok(StatusCode::NO_CONTENT)
}

async fn oneself(app: &App, signed_in: &SignedIn) -> Result<Member, Failure> {
    app.store.member(signed_in.member).await?.ok_or_else(Failure::not_signed_in)
}

fn on_already() -> Failure {
    Failure::new(StatusCode::CONFLICT, "totp-on", "One-time codes are on already")
}

fn off() -> Failure {
    Failure::new(StatusCode::CONFLICT, "totp-off", "One-time codes are not on")
}
