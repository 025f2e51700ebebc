//! `/api/v1/numbers`: the numbers that can be dialled here, and the flow that answers each (AD03, VC41).

use std::sync::Arc;

use acd::{ConfigChange, FlowId, NumberId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use flow::FlowKind;
use store::PhoneNumber;
use wire::flow::{NumberFlow, NumberList, NumberRow};
use wire::problem::Problem;

use super::address::Id;
use super::body::Body;
use super::flows;
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit, told};
use crate::app::App;

/// All numbers, by name.
#[utoipa::path(
    get, path = "/api/v1/numbers", tag = "flows",
    responses((status = 200, body = NumberList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub(crate) async fn list_numbers(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<NumberList>, Failure> {
    let numbers = app.store.directory(at_work.application.id).await?.numbers;
    Ok(Json(NumberList { numbers: numbers.iter().map(view).collect() }))
}

/// The next call to the number gets this flow, or none.
#[utoipa::path(
    put, path = "/api/v1/numbers/{id}/flow", tag = "flows", params(("id" = Uuid, Path)), request_body = NumberFlow,
    responses(
        (status = 200, body = NumberRow), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_number_flow(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Body(form): Body<NumberFlow>,
) -> Result<Json<NumberRow>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let numbers = app.store.directory(at_work.application.id).await?.numbers;
    let number = numbers.into_iter().find(|number| number.routing.id == NumberId(id));
    let mut number = number.ok_or_else(Failure::not_found)?;
    if let Some(flow) = form.flow {
        let conflict = |code, title| Failure::new(StatusCode::CONFLICT, code, title);
        let found = flows::find(&app, &at_work, flow).await?;
        let found = found.ok_or_else(|| conflict("unknown-flow", "There is no such flow"))?;
        if found.flow.kind != FlowKind::Inbound {
            return Err(conflict("flow-not-allowed", "This flow answers no calls"));
        }
    }
    let before = number.routing.flow;
    number.routing.flow = form.flow.map(FlowId);
    let text = |flow: Option<FlowId>| flow.map(|flow| flow.to_string());
    if let Some(flow) = told("flow", text(before), text(number.routing.flow)) {
        let digits = told("number", None, Some(number.digits.clone()));
        let change = Change {
            what: "number-flow-put",
            told: digits.into_iter().chain([flow]).collect(),
            routing: Some(ConfigChange::NumberPut { number: number.routing }),
            flow_name: None,
            names: number.put(at_work.application.id),
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(view(&number)))
}

fn view(number: &PhoneNumber) -> NumberRow {
    NumberRow {
        id: number.routing.id.0,
        digits: number.digits.clone(),
        name: number.name.clone(),
        group: number.routing.group.0,
        flow: number.routing.flow.map(|flow| flow.0),
    }
}
