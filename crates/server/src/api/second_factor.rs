//! The one-time code or a recovery code, where a member has switched that on (AC11).

use acd::MemberId;
use axum::http::StatusCode;
use store::{Member, Totp, WriteError};

use super::caller::Caller;
use super::problem::Failure;
use super::throttle::Try;
use crate::accounts::login_limits::{Attempt, Together};
use crate::accounts::recovery_code::RecoveryCode;
use crate::accounts::seal::Broken;
use crate::accounts::totp::Seed;
use crate::app::App;

/// Lets pass who need not show a code, and who shows a right one.
pub(super) async fn show(
    app: &App,
    member: &Member,
    caller: Caller,
    code: Option<&str>,
) -> Result<(), Failure> {
    let totp = app.store.totp(member.id).await?.filter(|totp| totp.confirmed);
    let Some(totp) = totp else { return Ok(()) };
    let Some(code) = code else {
        let title = "Enter the code from your authenticator app";
        return Err(Failure::new(StatusCode::UNAUTHORIZED, "code-required", title));
    };
    take(app, member.id, caller, &totp, code).await
}

/// Uses the code up, whichever kind it is. Six digits are soon tried out, so they are counted wherever they come from.
pub(super) async fn take(
    app: &App,
    member: MemberId,
    caller: Caller,
    totp: &Totp,
    code: &str,
) -> Result<(), Failure> {
    let (account, from) = (format!("code of {member}"), caller.address);
    let attempt = Attempt { account, from, together: Together::OfAll, known_device: None };
    let attempt = Try::begin(app, attempt)?;
    let write = if let Some(recovery) = RecoveryCode::parse(code) {
        Some(Totp::take_recovery_code(member, recovery.hash()))
    } else {
        let step = seed(app, member, totp)?.step_of(code, totp.step, app.clock.now());
        step.map(|step| Totp::take_code(member, step))
    };
    let Some(write) = write else {
        attempt.failed();
        return Err(wrong_code());
    };
    match app.store.write(write).await {
        Ok(_) => {
            attempt.forget();
            Ok(())
        }
        Err(WriteError::Untouched) => {
            attempt.failed();
            Err(wrong_code())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn seed(app: &App, member: MemberId, totp: &Totp) -> Result<Seed, Failure> {
    let opened = app.accounts.seal.open(&purpose(member), &totp.seed);
    let seed = opened.and_then(|bytes| Seed::read(&bytes).ok_or(Broken));
    seed.map_err(|broken| {
        tracing::error!(member.id = %member, "{broken}");
        let title = "The server cannot check one-time codes; ask your administrator";
        Failure::new(StatusCode::SERVICE_UNAVAILABLE, "codes-unavailable", title)
    })
}

pub(super) fn purpose(member: MemberId) -> String {
    format!("totp {member}")
}

pub(super) fn wrong_code() -> Failure {
    let title = "The code is not right, or was used already";
    Failure::new(StatusCode::UNAUTHORIZED, "wrong-code", title)
}
