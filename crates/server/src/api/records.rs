//! `/api/v1/records`: the service records of ended contacts (RC01): an agent's own, a supervisor's groups', an admin's
//! application's.

use std::sync::Arc;

use acd::{ApplicationId, ContactId, CustomerId};
use axum::Json;
use axum::extract::State;
use driver::Book;
use store::{Page, Store};
use wire::problem::Problem;
use wire::record::{RecordChoices, RecordDetail, RecordPage};
use wire::workspace::GroupKind;

use super::address::{Asked, Id};
use super::guard::AtWork;
use super::problem::Failure;
use super::record_access::RecordAccess;
use super::record_query::ListQuery;
use super::record_view::{
    called, decision, note_view, rating, recording_view, row, score, strain_view, timeline_row,
};
use crate::app::App;

const PAGE: u32 = 50;

/// The records that the signed-in member may see, newest first.
#[utoipa::path(
    get, path = "/api/v1/records", tag = "records",
    params(
        ("before" = Option<String>, Query), ("kind" = Option<GroupKind>, Query), ("member" = Option<Uuid>, Query),
        ("group" = Option<Uuid>, Query), ("result" = Option<String>, Query), ("from" = Option<u64>, Query),
        ("until" = Option<u64>, Query), ("search" = Option<String>, Query)
    ),
    responses((status = 200, body = RecordPage), (status = 400, body = Problem), (status = 401, body = Problem))
)]
pub(crate) async fn list_records(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Asked(query): Asked<ListQuery>,
) -> Result<Json<RecordPage>, Failure> {
    let page = Page { before: query.cursor()?, limit: PAGE };
    let filter = query.filter()?;
    let application = at_work.application.id;
    let scopes = RecordAccess::of(&app.store, &at_work).await?.scopes();
    let records = app.store.records(application, &scopes, &filter, page).await?;
    let full = records.len() == PAGE as usize;
    let next = records.last().filter(|_| full).map(|last| last.cursor().to_string());
    let mut book = driver::names(&app.store, application).await?;
    for customer in records.iter().filter_map(|record| record.customer) {
        learn_customer(&app.store, application, &mut book, customer).await?;
    }
    let records = records.iter().map(|record| row(record, &book)).collect();
    Ok(Json(RecordPage { records, next }))
}

/// The agents and groups that the list can be narrowed to by this member.
#[utoipa::path(
    get, path = "/api/v1/records/choices", tag = "records",
    responses((status = 200, body = RecordChoices), (status = 401, body = Problem))
)]
pub(crate) async fn list_choices(
    State(app): State<Arc<App>>,
    at_work: AtWork,
) -> Result<Json<RecordChoices>, Failure> {
    let application = at_work.application.id;
    let access = RecordAccess::of(&app.store, &at_work).await?;
    let groups = app.store.directory(application).await?.groups;
    let book = driver::names(&app.store, application).await?;
    Ok(Json(access.choices(&groups, &book)))
}

/// One record with its timeline, messages and decisions.
#[utoipa::path(
    get, path = "/api/v1/records/{id}", tag = "records", params(("id" = Uuid, Path)),
    responses((status = 200, body = RecordDetail), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn show_record(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<RecordDetail>, Failure> {
    let application = at_work.application.id;
    let found = app.store.record(application, ContactId(id)).await?;
    let detail = found.ok_or_else(Failure::not_found)?;
    let access = RecordAccess::of(&app.store, &at_work).await?;
    if !access.may_see(&detail) {
        return Err(Failure::not_found());
    }
    let mut book = driver::names(&app.store, application).await?;
    let called = detail.timeline.iter().filter_map(|moment| called(&moment.event));
    for customer in called.chain(detail.record.customer) {
        learn_customer(&app.store, application, &mut book, customer).await?;
    }
    let heard = detail.recordings.iter().filter(|recording| access.may_hear(recording));
    Ok(Json(RecordDetail {
        record: row(&detail.record, &book),
        timeline: detail
            .timeline
            .iter()
            .filter_map(|moment| timeline_row(moment, &detail.keys, &book))
            .collect(),
        scores: detail.timeline.iter().filter_map(|moment| score(&moment.event)).collect(),
        rating: detail.rating.as_ref().and_then(rating),
        messages: detail
            .messages
            .iter()
            .map(|message| driver::message_view(message, &book))
            .collect(),
        decisions: detail.offers.iter().map(|offer| decision(offer, &book)).collect(),
        notes: detail.notes.iter().map(|note| note_view(note, &book)).collect(),
        recordings: heard.map(|recording| recording_view(recording, &book)).collect(),
        strains: detail.strains.iter().map(|strain| strain_view(strain, &book)).collect(),
    }))
}

async fn learn_customer(
    store: &Store,
    application: ApplicationId,
    book: &mut Book,
    customer: CustomerId,
) -> Result<(), Failure> {
    if !book.customers.contains_key(&customer)
        && let Some(found) = store.customer(application, customer).await?
    {
        book.customers.insert(customer, driver::customer_view(&found));
    }
    Ok(())
}
