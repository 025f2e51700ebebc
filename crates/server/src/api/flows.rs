//! `/api/v1/flows`: what answers calls before a queue does (VC41). A flow is taken whole and without a fault, and calls get it
//! from that moment on.

use std::sync::Arc;

use acd::{ConfigChange, FlowId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use flow::FlowVersionId;
use store::{NamedFlow, PhoneNumber};
use uuid::Uuid;
use wire::flow::{FaultyProblem, FlowChoices, FlowForm, FlowList, FlowView};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::faulty::Refusal;
use super::flow_choices::Choices;
use super::group_flows::with_flow;
use super::guard::AtWork;
use super::member_form::name;
use super::problem::Failure;
use super::routing_change::{Change, commit, in_use, told, too_many};
use crate::app::App;

/// Of one application; more than anybody tells apart.
const FLOWS_MAX: usize = 200;

/// All flows, by name.
#[utoipa::path(
    get, path = "/api/v1/flows", tag = "flows",
    responses((status = 200, body = FlowList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_flows(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<FlowList>, Failure> {
    let numbers = app.store.directory(at_work.application.id).await?.numbers;
    let flows = app.store.flows(at_work.application.id).await?.into_iter();
    Ok(Json(FlowList { flows: flows.map(|flow| view(flow, &numbers)).collect() }))
}

/// What a flow may name: groups, business hours, prompts.
#[utoipa::path(
    get, path = "/api/v1/flows/choices", tag = "flows",
    responses((status = 200, body = FlowChoices), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_flow_choices(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<FlowChoices>, Failure> {
    Ok(Json(Choices::of(&app.store, at_work.application.id).await?.view()))
}

/// Whether a flow could be put, without putting it.
#[utoipa::path(
    post, path = "/api/v1/flows/check", tag = "flows", request_body = FlowForm,
    responses(
        (status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 422, body = FaultyProblem)
    )
)]
pub(crate) async fn check_flow(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Body(form): Body<FlowForm>,
) -> Result<StatusCode, Refusal> {
    checked(&app, &at_work, &form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One flow.
#[utoipa::path(
    get, path = "/api/v1/flows/{id}", tag = "flows", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = FlowView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)
    )
)]
pub(crate) async fn show_flow(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<FlowView>, Failure> {
    let numbers = app.store.directory(at_work.application.id).await?.numbers;
    let flow = find(&app, &at_work, id).await?.ok_or_else(Failure::not_found)?;
    Ok(Json(view(flow, &numbers)))
}

/// A new flow under an id of the client's making, or another version of one. Calls that are in the one before stay in it.
#[utoipa::path(
    put, path = "/api/v1/flows/{id}", tag = "flows", params(("id" = Uuid, Path)), request_body = FlowForm,
    responses(
        (status = 200, body = FlowView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = FaultyProblem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_flow(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<FlowForm>,
) -> Result<Json<FlowView>, Refusal> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let name = checked(&app, &at_work, &form).await?;
    let all = app.store.flows(at_work.application.id).await?;
    let before = all.iter().find(|flow| flow.id == FlowId(id));
    if before.is_some_and(|before| before.flow.kind != form.flow.kind) {
        unused(&app, &at_work, FlowId(id)).await?;
    }
    if before.is_none() && all.len() >= FLOWS_MAX {
        return Err(too_many("There are too many flows; remove one first").into());
    }
    let kept = before.filter(|before| before.flow == form.flow);
    let version = kept.map_or_else(|| FlowVersionId(Uuid::now_v7()), |kept| kept.version);
    let put_at = kept.map_or_else(|| app.clock.now(), |kept| kept.put_at);
    let flow = NamedFlow { id: FlowId(id), name, version, put_at, flow: form.flow };
    if before != Some(&flow) {
        let change = Change {
            what: "flow-put",
            told: [
                told("name", before.map(|it| it.name.clone()), Some(flow.name.clone())),
                told("version", before.map(|it| it.version.to_string()), Some(version.to_string())),
            ]
            .into_iter()
            .flatten()
            .collect(),
            // The same version once more is another name.
            routing: Some(ConfigChange::FlowPut { id: flow.id, version, flow: flow.flow.clone() }),
            flow_name: Some((flow.id, flow.name.clone())),
            names: flow.put(at_work.application.id),
        };
        commit(&app, &at_work, change).await?;
    }
    let numbers = app.store.directory(at_work.application.id).await?.numbers;
    Ok(Json(view(flow, &numbers)))
}

/// Refused while a number is answered by it, or a group offers or asks it. Calls that are in it stay in it.
#[utoipa::path(
    delete, path = "/api/v1/flows/{id}", tag = "flows", params(("id" = Uuid, Path)),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn remove_flow(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let flow = find(&app, &at_work, id).await?.ok_or_else(Failure::not_found)?;
    unused(&app, &at_work, flow.id).await?;
    let change = Change {
        what: "flow-removed",
        told: told("name", Some(flow.name), None).into_iter().collect(),
        routing: Some(ConfigChange::FlowRemoved { id: flow.id }),
        flow_name: None,
        names: NamedFlow::remove(at_work.application.id, flow.id),
    };
    commit(&app, &at_work, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The name as it is kept; an error where calls cannot get the flow.
async fn checked(app: &App, at_work: &AtWork, form: &FlowForm) -> Result<String, Refusal> {
    let name = name(&form.name)?;
    let choices = Choices::of(&app.store, at_work.application.id).await?;
    let title = "The flow has faults";
    Refusal::unless_none(choices.faults(&form.flow, &app.egress), "flow-faults", title)?;
    Ok(name)
}

pub(super) async fn find(
    app: &App,
    at_work: &AtWork,
    id: Uuid,
) -> Result<Option<NamedFlow>, Failure> {
    let flows = app.store.flows(at_work.application.id).await?;
    Ok(flows.into_iter().find(|flow| flow.id == FlowId(id)))
}

/// Names who uses it.
async fn unused(app: &App, at_work: &AtWork, flow: FlowId) -> Result<(), Failure> {
    let rows = app.store.directory(at_work.application.id).await?;
    let numbers = answered_by(flow, &rows.numbers).map(|number| &*number.name);
    let groups = with_flow(flow, &rows.groups).map(|group| &*group.name);
    let users: Vec<&str> = numbers.chain(groups).collect();
    if users.is_empty() {
        return Ok(());
    }
    Err(in_use("Numbers or groups use this flow; give them another first", &users))
}

fn answered_by(flow: FlowId, numbers: &[PhoneNumber]) -> impl Iterator<Item = &PhoneNumber> {
    numbers.iter().filter(move |number| number.routing.flow == Some(flow))
}

fn view(flow: NamedFlow, numbers: &[PhoneNumber]) -> FlowView {
    let numbers = answered_by(flow.id, numbers).map(|number| number.routing.id.0).collect();
    let (id, version, put_at) = (flow.id.0, flow.version.0, flow.put_at.0);
    FlowView { id, name: flow.name, version, put_at, numbers, flow: flow.flow }
}
