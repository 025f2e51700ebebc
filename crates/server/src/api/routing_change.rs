//! An admin's change of what routing obeys, committed: configuration, names and audit row together, through the driver that
//! routes.

use acd::{ConfigChange, FlowId, MemberId};
use axum::http::StatusCode;
use driver::{ConfigEdit, PhoneNamed};
use store::{AuditChange, AuditRow, Write};
use uuid::Uuid;

use super::guard::AtWork;
use super::problem::Failure;
use crate::app::App;

pub(super) struct Change {
    /// The audit log's word.
    pub(super) what: &'static str,
    pub(super) told: Vec<AuditChange>,
    pub(super) routing: Option<ConfigChange>,
    /// What a flow is called from now on.
    pub(super) flow_name: Option<(FlowId, String)>,
    pub(super) names: Write,
}

pub(super) async fn commit(app: &App, at_work: &AtWork, change: Change) -> Result<(), Failure> {
    commit_with(app, at_work, change, Vec::new()).await
}

/// With what SIP phones are called from now on.
pub(super) async fn commit_with(
    app: &App,
    at_work: &AtWork,
    change: Change,
    phone_names: Vec<PhoneNamed>,
) -> Result<(), Failure> {
    let by: MemberId = at_work.member;
    let audit = AuditRow {
        id: Uuid::now_v7(),
        application: Some(at_work.application.id),
        at: app.clock.now(),
        actor: Some(by),
        what: change.what.to_owned(),
        member: None,
        changes: change.told,
    };
    let changes = change.routing.into_iter().collect();
    let flow_names = change.flow_name.into_iter().collect();
    let writes = vec![change.names.and(audit.add())];
    let edit = ConfigEdit { by, changes, flow_names, phone_names, writes };
    at_work.application.driver.edit_config(edit).await?;
    Ok(())
}

/// `None` where nothing changed.
pub(super) fn told(field: &str, from: Option<String>, to: Option<String>) -> Option<AuditChange> {
    (from != to).then(|| AuditChange { field: field.to_owned(), from, to })
}

pub(super) fn in_use(title: &str, by: &[&str]) -> Failure {
    Failure::new(StatusCode::CONFLICT, "in-use", title).with_detail(by.join(", "))
}

pub(super) fn too_many(title: &str) -> Failure {
    Failure::new(StatusCode::CONFLICT, "too-many", title)
}
