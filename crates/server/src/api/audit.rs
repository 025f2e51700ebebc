//! `/api/v1/audit`: who changed what (AD11). Read by admins; nothing here changes or deletes.

use std::sync::Arc;

use acd::MemberId;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use uuid::Uuid;
use wire::audit::{AuditChange, AuditPage, AuditRow};
use wire::problem::Problem;
use wire::workspace::MemberName;

use super::address::Asked;
use super::guard::AtWork;
use super::problem::Failure;
use crate::app::App;

const PAGE: u32 = 50;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditQuery {
    /// `next` of the page before.
    before: Option<Uuid>,
}

/// The application's, the newest first.
#[utoipa::path(
    get, path = "/api/v1/audit", tag = "audit", params(("before" = Option<Uuid>, Query)),
    responses(
        (status = 200, body = AuditPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
pub(crate) async fn list_audit(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Asked(query): Asked<AuditQuery>,
) -> Result<Json<AuditPage>, Failure> {
    let application = at_work.application.id;
    let rows = app.store.audit(application, query.before, PAGE).await?;
    let full = rows.len() == PAGE as usize;
    let next = rows.last().filter(|_| full).map(|last| last.id.to_string());
    let book = driver::names(&app.store, application).await?;
    let name = |id: Option<MemberId>| -> Option<MemberName> { id.map(|id| book.member(id)) };
    let rows = rows.into_iter().map(|row| AuditRow {
        id: row.id,
        at: row.at.0,
        by: name(row.actor),
        what: row.what,
        member: name(row.member),
        changes: row.changes.into_iter().map(change).collect(),
    });
    Ok(Json(AuditPage { rows: rows.collect(), next }))
}

fn change(change: store::AuditChange) -> AuditChange {
    AuditChange { field: change.field, from: change.from, to: change.to }
}
