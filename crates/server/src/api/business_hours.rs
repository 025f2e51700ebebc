//! `/api/v1/hours`: when the application is open (AD07), for the flows that ask.

use std::sync::Arc;

use acd::ConfigChange;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use flow::{HoursId, Node, Openness, Timestamp};
use store::NamedHours;
use wire::flow::{FaultyProblem, HoursForm, HoursList, HoursView};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::faulty::Refusal;
use super::guard::AtWork;
use super::member_form::name;
use super::problem::Failure;
use super::routing_change::{Change, commit, in_use, told, too_many};
use crate::app::App;

/// Of one application.
const HOURS_MAX: usize = 50;

/// All business hours, by name, and whether they are open now.
#[utoipa::path(
    get, path = "/api/v1/hours", tag = "flows",
    responses((status = 200, body = HoursList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_hours(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<HoursList>, Failure> {
    let now = app.clock.now();
    let hours = app.store.business_hours(at_work.application.id).await?.into_iter();
    Ok(Json(HoursList { hours: hours.map(|hours| view(hours, now)).collect() }))
}

/// New hours under an id of the client's making, or others. A call that asks from now on goes by them.
#[utoipa::path(
    put, path = "/api/v1/hours/{id}", tag = "flows", params(("id" = Uuid, Path)), request_body = HoursForm,
    responses(
        (status = 200, body = HoursView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = FaultyProblem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_hours(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<HoursForm>,
) -> Result<Json<HoursView>, Refusal> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let name = name(&form.name)?;
    let title = "The business hours have faults";
    Refusal::unless_none(form.hours.faults(), "hours-faults", title)?;
    let all = app.store.business_hours(at_work.application.id).await?;
    let before = all.iter().find(|hours| hours.id == HoursId(id));
    if before.is_none() && all.len() >= HOURS_MAX {
        return Err(too_many("There are too many business hours; remove some first").into());
    }
    let hours = NamedHours { id: HoursId(id), name, hours: form.hours };
    if before != Some(&hours) {
        let week = |hours: &NamedHours| serde_json::to_string(&hours.hours).unwrap_or_default();
        let told = [
            told("name", before.map(|it| it.name.clone()), Some(hours.name.clone())),
            told("hours", before.map(week), Some(week(&hours))),
        ];
        let put = ConfigChange::HoursPut { id: hours.id, hours: hours.hours.clone() };
        let change = Change {
            what: "hours-put",
            told: told.into_iter().flatten().collect(),
            routing: Some(put),
            flow_name: None,
            names: hours.put(at_work.application.id),
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(view(hours, app.clock.now())))
}

/// Refused while a flow asks for them.
#[utoipa::path(
    delete, path = "/api/v1/hours/{id}", tag = "flows", params(("id" = Uuid, Path)),
    responses(
        (status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn remove_hours(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let application = at_work.application.id;
    let all = app.store.business_hours(application).await?;
    let hours = all.into_iter().find(|hours| hours.id == HoursId(id));
    let hours = hours.ok_or_else(Failure::not_found)?;
    let flows = app.store.flows(application).await?;
    let asks = |node: &Node| matches!(node, Node::Hours(check) if check.hours == Some(hours.id));
    let asking = flows.iter().filter(|flow| flow.flow.nodes.values().any(asks));
    let asking: Vec<&str> = asking.map(|flow| &*flow.name).collect();
    if !asking.is_empty() {
        return Err(in_use("Flows ask for these hours; change them first", &asking));
    }
    let change = Change {
        what: "hours-removed",
        told: told("name", Some(hours.name), None).into_iter().collect(),
        routing: Some(ConfigChange::HoursRemoved { id: hours.id }),
        flow_name: None,
        names: NamedHours::remove(application, hours.id),
    };
    commit(&app, &at_work, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A zone that this build does not know any more is closed, as it is for a flow that asks.
fn view(hours: NamedHours, now: Timestamp) -> HoursView {
    let NamedHours { id, name, hours } = hours;
    let until = hours.next_change(now).map(|(at, _)| at.0);
    let now = hours.at(now).unwrap_or(Openness::Closed);
    HoursView { id: id.0, name, hours, now, until }
}
