//! `/api/v1/settings/accounts`: what an application asks of its members' accounts (AC11, AC12, AD09).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use store::{AuditChange, AuditRow};
use uuid::Uuid;
use wire::member::AccountSettings;
use wire::problem::Problem;

use super::account_rules;
use super::body::Body;
use super::guard::AtWork;
use super::problem::Failure;
use crate::app::App;

/// The settings in force.
#[utoipa::path(
    get, path = "/api/v1/settings/accounts", tag = "settings",
    responses((status = 200, body = AccountSettings), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn show_account_settings(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<AccountSettings>, Failure> {
    in_force(&app, &at_work).await.map(Json)
}

/// New settings. Passwords that were chosen before stay good; codes are asked for at the next request.
#[utoipa::path(
    put, path = "/api/v1/settings/accounts", tag = "settings", request_body = AccountSettings,
    responses(
        (status = 200, body = AccountSettings), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
pub(crate) async fn change_account_settings(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Body(mut settings): Body<AccountSettings>,
) -> Result<Json<AccountSettings>, Failure> {
    settings.totp_required.sort();
    settings.totp_required.dedup();
    let before = in_force(&app, &at_work).await?;
    let body = serde_json::to_value(&settings).unwrap_or_default();
    let audit = AuditRow {
        id: Uuid::now_v7(),
        application: Some(at_work.application.id),
        at: app.clock.now(),
        actor: Some(at_work.member),
        what: "account-settings-changed".to_owned(),
        member: None,
        changes: changes(&before, &settings),
    };
    let put = store::AccountSettings(body).put(at_work.application.id);
    app.store.write(put.and(audit.add())).await?;
    Ok(Json(settings))
}

async fn in_force(app: &App, at_work: &AtWork) -> Result<AccountSettings, Failure> {
    let kept = app.store.account_settings(at_work.application.id).await?;
    Ok(kept.map_or_else(AccountSettings::default, account_rules::read))
}

fn changes(before: &AccountSettings, after: &AccountSettings) -> Vec<AuditChange> {
    let told = |settings: &AccountSettings| {
        [
            ("password_policy", format!("{:?}", settings.password_policy)),
            ("totp_required", format!("{:?}", settings.totp_required)),
        ]
    };
    let both = told(before).into_iter().zip(told(after));
    let changed = both.filter(|((_, from), (_, to))| from != to);
    let row = |((field, from), (_, to)): ((&str, String), (&str, String))| AuditChange {
        field: field.to_owned(),
        from: Some(from),
        to: Some(to),
    };
    changed.map(row).collect()
}
