//! `/api/v1/records`: the service records of ended contacts (RC01, first form). An agent sees those they had a part in.

use std::sync::Arc;

use acd::{ApplicationId, ContactId, Entry, MemberId, Verdict};
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use driver::Directory;
use serde::Deserialize;
use store::{ContactKind, Cursor, Moment, Offer, Record, RecordFilter, Recording, Store};
use uuid::Uuid;
use wire::problem::Problem;
use wire::record::{
    CandidateView, DecisionView, RecordDetail, RecordPage, RecordRow, RecordingSpan, RecordingView,
    TimelineRow,
};
use wire::workspace::GroupKind;

use super::guard::AtWork;
use super::problem::Failure;
use super::record_access::RecordAccess;
use crate::app::App;

const PAGE: u32 = 50;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    /// `next` of the page before.
    before: Option<String>,
    kind: Option<GroupKind>,
}

/// The signed-in member's records, newest first.
#[utoipa::path(
    get, path = "/api/v1/records", tag = "records",
    params(("before" = Option<String>, Query), ("kind" = Option<GroupKind>, Query)),
    responses((status = 200, body = RecordPage), (status = 400, body = Problem), (status = 401, body = Problem))
)]
pub(crate) async fn list_records(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<RecordPage>, Failure> {
    let Query(query) = query.map_err(|rejection| Failure::bad_request(rejection.body_text()))?;
    let before = query.before.as_deref().map(str::parse::<Cursor>).transpose();
    let before = before.map_err(|error| Failure::bad_request(error.to_string()))?;
    let kind = query.kind.map(|kind| match kind {
        GroupKind::Voice => ContactKind::Call,
        GroupKind::Chat => ContactKind::Session,
    });
    let filter = RecordFilter { kind, member: Some(at_work.member), ..RecordFilter::default() };
    let application = at_work.application.id;
    let records = app.store.records(application, filter, before, PAGE).await?;
    let full = records.len() == PAGE as usize;
    let next = records.last().filter(|_| full).map(|last| last.cursor().to_string());
    let mut book = driver::names(&app.store, application).await?;
    for record in &records {
        learn_customer(&app.store, application, &mut book, record).await?;
    }
    let records = records.iter().map(|record| row(record, &book)).collect();
    Ok(Json(RecordPage { records, next }))
}

/// One record with its timeline, messages and decisions.
#[utoipa::path(
    get, path = "/api/v1/records/{id}", tag = "records", params(("id" = Uuid, Path)),
    responses((status = 200, body = RecordDetail), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn show_record(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Json<RecordDetail>, Failure> {
    let Path(id) = id.map_err(|_| Failure::not_found())?;
    let application = at_work.application.id;
    let found = app.store.record(application, ContactId(id)).await?;
    let detail = found.ok_or_else(Failure::not_found)?;
    let access = RecordAccess::of(&app.store, &at_work).await?;
    if !access.may_see(&detail) {
        return Err(Failure::not_found());
    }
    let mut book = driver::names(&app.store, application).await?;
    learn_customer(&app.store, application, &mut book, &detail.record).await?;
    let heard = detail.recordings.iter().filter(|recording| access.may_hear(recording));
    Ok(Json(RecordDetail {
        record: row(&detail.record, &book),
        timeline: detail.timeline.iter().map(|moment| timeline_row(moment, &book)).collect(),
        messages: detail
            .messages
            .iter()
            .map(|message| driver::message_view(message, &book))
            .collect(),
        decisions: detail.offers.iter().map(|offer| decision(offer, &book)).collect(),
        recordings: heard.map(|recording| recording_view(recording, &book)).collect(),
    }))
}

fn recording_view(recording: &Recording, book: &Directory) -> RecordingView {
    RecordingView {
        id: recording.id.0,
        member: book.member(recording.member),
        started: recording.started.0,
        ready: recording.finished.is_some(),
        length_ms: recording.length.0,
        complete: recording.complete,
        failure: recording.failure.map(word),
        spans: recording.spans.iter().map(span).collect(),
    }
}

fn span(span: &store::SilentSpan) -> RecordingSpan {
    RecordingSpan { why: word(span.why), from_ms: span.from.0, to_ms: span.to.0 }
}

async fn learn_customer(
    store: &Store,
    application: ApplicationId,
    book: &mut Directory,
    record: &Record,
) -> Result<(), Failure> {
    if !book.customers.contains_key(&record.customer)
        && let Some(found) = store.customer(application, record.customer).await?
    {
        book.customers.insert(record.customer, driver::customer_view(&found));
    }
    Ok(())
}

fn row(record: &Record, book: &Directory) -> RecordRow {
    let (kind, entry) = match record.entry {
        Entry::Call { number } => (GroupKind::Voice, book.numbers.get(&number)),
        Entry::Session { channel } => (GroupKind::Chat, book.channels.get(&channel)),
    };
    RecordRow {
        id: record.contact.0,
        kind,
        customer: book.customer(record.customer),
        entry: entry.cloned().unwrap_or_default(),
        group: record.group.map(|group| book.group(group)),
        member: record.member.map(|member| book.member(member)),
        arrived: record.arrived.0,
        answered: record.answered.map(|at| at.0),
        ended: record.ended.map(|at| at.0),
        end_reason: record.end_reason.map(word),
        waited: record.waited.0,
        talked: record.talk.0,
        held: record.hold.0,
    }
}

fn timeline_row(moment: &Moment, book: &Directory) -> TimelineRow {
    // The journal's own form names the event and, where there is one, the member.
    let event = serde_json::to_value(&moment.event).unwrap_or_default();
    let text = |name: &str| event.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    let member = text("member").and_then(|id| id.parse().ok()).map(MemberId);
    TimelineRow {
        at: moment.at.0,
        what: text("event").unwrap_or_default(),
        member: member.map(|member| book.member(member)),
    }
}

fn decision(offer: &Offer, book: &Directory) -> DecisionView {
    let candidates = offer.decision.candidates.iter().map(|candidate| CandidateView {
        member: book.member(candidate.member),
        verdict: match candidate.verdict {
            Verdict::Chosen => "chosen".to_owned(),
            Verdict::Eligible => "eligible".to_owned(),
            Verdict::NotRoutable { why } => tag(why, "why"),
        },
    });
    DecisionView {
        at: offer.made.0,
        strategy: word(offer.decision.strategy),
        candidates: candidates.collect(),
        unlisted: offer.decision.unlisted,
    }
}

/// An enum's word in the journal.
fn word(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// A tagged enum's word in the journal.
fn tag(value: impl serde::Serialize, name: &str) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| Some(value.get(name)?.as_str()?.to_owned()))
        .unwrap_or_default()
}
