//! `/api/v1/groups/{id}/flows`: what a voice group offers in its calls, and what it asks after them (VC20, VC22).

use std::collections::BTreeSet;
use std::sync::Arc;

use acd::{ConfigChange, FlowId, Group, GroupId, GroupKind};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use flow::FlowKind;
use store::{NamedFlow, SkillGroup};
use uuid::Uuid;
use wire::group_flows::{GroupFlows, SurveyWhen};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit, told};
use crate::app::App;

/// Of one group; more than a list in a call bar can show.
const OFFERED_MAX: usize = 20;

/// What the group offers and asks now.
#[utoipa::path(
    get, path = "/api/v1/groups/{id}/flows", tag = "flows", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = GroupFlows), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)
    )
)]
pub(crate) async fn show_group_flows(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<GroupFlows>, Failure> {
    Ok(Json(view(&find(&app, &at_work, id).await?.routing)))
}

/// Calls that are on get it from this moment on; customers who are in a flow stay in it.
#[utoipa::path(
    put, path = "/api/v1/groups/{id}/flows", tag = "flows", params(("id" = Uuid, Path)), request_body = GroupFlows,
    responses(
        (status = 200, body = GroupFlows), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_group_flows(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<GroupFlows>,
) -> Result<Json<GroupFlows>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let mut group = find(&app, &at_work, id).await?;
    let flows = app.store.flows(at_work.application.id).await?;
    for flow in &form.self_service {
        is_there(&flows, *flow, FlowKind::SelfService)?;
    }
    if let Some(survey) = form.survey {
        is_there(&flows, survey, FlowKind::Survey)?;
    }
    let offered: BTreeSet<FlowId> = form.self_service.into_iter().map(FlowId).collect();
    if offered.len() > OFFERED_MAX {
        let title = "A group offers twenty flows at most";
        return Err(Failure::new(StatusCode::CONFLICT, "too-many", title));
    }
    let before = view(&group.routing);
    group.routing.self_service = offered;
    group.routing.survey = form.survey.map(FlowId);
    group.routing.survey_when = match form.survey_when {
        SurveyWhen::ByButton => acd::SurveyWhen::ByButton,
        SurveyWhen::Always => acd::SurveyWhen::Always,
    };
    let after = view(&group.routing);
    if before != after {
        let change = Change {
            what: "group-flows-put",
            told: changes(&group, &before, &after, &flows),
            names: group.put(at_work.application.id),
            routing: Some(ConfigChange::GroupPut { group: group.routing }),
            flow_name: None,
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(after))
}

/// The groups that offer this flow or ask it.
pub(super) fn with_flow(flow: FlowId, groups: &[SkillGroup]) -> impl Iterator<Item = &SkillGroup> {
    groups.iter().filter(move |group| {
        group.routing.self_service.contains(&flow) || group.routing.survey == Some(flow)
    })
}

pub(super) async fn find(app: &App, at_work: &AtWork, id: Uuid) -> Result<SkillGroup, Failure> {
    let groups = app.store.directory(at_work.application.id).await?.groups;
    let voice = |group: &SkillGroup| group.routing.kind == GroupKind::Voice;
    let found = groups.into_iter().find(|group| group.routing.id == GroupId(id) && voice(group));
    found.ok_or_else(Failure::not_found)
}

fn is_there(flows: &[NamedFlow], id: Uuid, kind: FlowKind) -> Result<(), Failure> {
    let conflict = |code, title| Failure::new(StatusCode::CONFLICT, code, title);
    let flow = flows.iter().find(|flow| flow.id == FlowId(id));
    match flow.map(|flow| flow.flow.kind) {
        None => Err(conflict("unknown-flow", "There is no such flow")),
        Some(found) if found != kind => {
            Err(conflict("flow-not-allowed", "This flow is for something else"))
        }
        Some(_) => Ok(()),
    }
}

fn view(group: &Group) -> GroupFlows {
    GroupFlows {
        self_service: group.self_service.iter().map(|flow| flow.0).collect(),
        survey: group.survey.map(|flow| flow.0),
        survey_when: match group.survey_when {
            acd::SurveyWhen::ByButton => SurveyWhen::ByButton,
            acd::SurveyWhen::Always => SurveyWhen::Always,
        },
    }
}

/// For the audit log, by name.
fn changes(
    group: &SkillGroup,
    before: &GroupFlows,
    after: &GroupFlows,
    flows: &[NamedFlow],
) -> Vec<store::AuditChange> {
    let name = |id: &Uuid| {
        let found = flows.iter().find(|flow| flow.id == FlowId(*id));
        found.map_or_else(|| id.to_string(), |flow| flow.name.clone())
    };
    let offered = |view: &GroupFlows| {
        let names: Vec<String> = view.self_service.iter().map(name).collect();
        Some(names.join(", ")).filter(|names| !names.is_empty())
    };
    let when = |view: &GroupFlows| {
        let word = match view.survey_when {
            SurveyWhen::ByButton => "by-button",
            SurveyWhen::Always => "always",
        };
        Some(word.to_owned())
    };
    let survey = |view: &GroupFlows| view.survey.as_ref().map(name);
    [
        told("group", None, Some(group.name.clone())),
        told("self_service", offered(before), offered(after)),
        told("survey", survey(before), survey(after)),
        told("survey_when", when(before), when(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
