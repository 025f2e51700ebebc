//! A try to get in, counted by [`crate::accounts::login_limits`] and told in the protocol's way (AC08).

use axum::http::StatusCode;
use store::{Member, ReadError};

use super::caller::Caller;
use super::problem::Failure;
use crate::accounts::login_limits::{Attempt, Together};
use crate::app::App;
use crate::login_token::LoginToken;

/// Somebody who says to be `email`. A device counts as known to its own member only.
pub(super) async fn attempt(
    app: &App,
    email: &str,
    member: Option<&Member>,
    caller: Caller,
    device: Option<&LoginToken>,
) -> Result<Attempt, ReadError> {
    // Asked for an unknown e-mail as well: the answer takes the same time.
    let whose = match device {
        Some(device) => app.store.known_device(device.hash()).await?,
        None => None,
    };
    let known = whose.is_some() && whose == member.map(|member| member.id);
    let known_device = device.filter(|_| known).map(LoginToken::name);
    let account = email.trim().to_lowercase();
    Ok(Attempt { account, from: caller.address, together: Together::OfOneNetwork, known_device })
}

/// Somebody who is signed in proves once more who they are; which account it is, is known.
pub(super) fn attempt_by(member: acd::MemberId, caller: Caller) -> Attempt {
    Attempt {
        account: member.to_string(),
        from: caller.address,
        together: Together::OfOneNetwork,
        known_device: None,
    }
}

/// One that has begun. It counts as failed unless it succeeds.
#[must_use]
pub(super) struct Try<'a> {
    app: &'a App,
    attempt: Attempt,
}

impl<'a> Try<'a> {
    pub(super) fn begin(app: &'a App, attempt: Attempt) -> Result<Self, Failure> {
        let begun = app.accounts.limits().begin(&attempt, app.clock.now());
        begun.map_err(|wait| {
            metrics::counter!("rapport_logins_held_back_total").increment(1);
            let title = "Too many tries. Wait a moment, then try again";
            Failure::new(StatusCode::TOO_MANY_REQUESTS, "too-many-attempts", title)
                .with_retry_after(wait)
        })?;
        Ok(Self { app, attempt })
    }

    pub(super) fn failed(self) {
        self.app.accounts.limits().failed(&self.attempt, self.app.clock.now());
    }

    /// It has succeeded, or was never made.
    pub(super) fn forget(self) {
        self.app.accounts.limits().succeeded(&self.attempt);
    }
}
