//! `/api/v1/login/application`: where a member of several applications works (AC05).

use std::sync::Arc;

use acd::{ApplicationId, By, Command, MemberId};
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use store::Login;
use wire::login::{ApplicationChoice, MyLogin};
use wire::problem::Problem;

use super::guard::SignedIn;
use super::my_login;
use super::problem::Failure;
use crate::app::App;
use driver::Leave;

/// Chooses the application, after signing in or later. Whoever works in another one leaves it as by logging out, at all
/// their browsers, so it is refused in a call (AC13).
#[utoipa::path(
    put, path = "/api/v1/login/application", tag = "login", request_body = ApplicationChoice,
    responses(
        (status = 200, body = MyLogin), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)
    )
)]
pub(crate) async fn choose_application(
    State(app): State<Arc<App>>,
    signed_in: SignedIn,
    body: Result<Json<ApplicationChoice>, JsonRejection>,
) -> Result<Json<MyLogin>, Failure> {
    let Json(choice) = body.map_err(|rejection| Failure::bad_request(rejection.body_text()))?;
    let chosen = ApplicationId(choice.application);
    let member = signed_in.member;
    let _turn = app.moving.acquire().await.map_err(|_| Failure::not_found())?;
    let workplaces = my_login::workplaces(&app, member).await?;
    let places = || workplaces.iter().map(|place| place.application);
    // A foreign application is as good as none (404, not 403).
    if !places().any(|place| place == chosen) {
        return Err(Failure::not_found());
    }
    for other in places().filter(|place| *place != chosen) {
        leave(&app, other, member).await?;
    }
    app.store.write(Login::choose(member, chosen)).await?;
    for other in places().filter(|place| *place != chosen) {
        told_to_leave(&app, other, member).await;
    }
    let myself = my_login::of(&app, member, Some(chosen)).await?;
    myself.map(Json).ok_or_else(Failure::not_signed_in)
}

/// Whoever is not there has nothing to leave.
async fn leave(app: &App, application: ApplicationId, member: MemberId) -> Result<(), Failure> {
    if let Some(application) = app.applications.find(application) {
        application.driver.command(By::Member(member), None, Command::LogOut, None).await?;
    }
    Ok(())
}

/// The sockets there close, and the phone with them.
async fn told_to_leave(app: &App, application: ApplicationId, member: MemberId) {
    let Some(left) = app.applications.find(application) else { return };
    app.switchboard.member_leaves(left.id, member).await;
    left.driver.left(member, Leave::Moved).await;
    // A page that was not told yet may have come online again in between.
    if let Err(error) = left.driver.command(By::Member(member), None, Command::LogOut, None).await {
        tracing::warn!(member.id = %member, ?error, "a member could not be logged out for good");
    }
}
