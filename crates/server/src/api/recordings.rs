//! `/api/v1/recordings/{id}`: the sound of a talk, in parts as a player asks for them, and a picture of its loudness. Each
//! listening is in the audit log.

use std::io::SeekFrom;
use std::ops::Range;
use std::sync::Arc;

use acd::Timestamp;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use store::{AuditChange, AuditRow, Recording, RecordingId};
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use uuid::Uuid;
use wire::problem::Problem;
use wire::record::RecordingPeaks;

use super::address::Id;
use super::byte_range::{Asked, asked};
use super::guard::AtWork;
use super::problem::Failure;
use super::record_access::RecordAccess;
use crate::app::App;

/// Read from the disk at a time.
const BLOCK: usize = 64 * 1024;

/// The recording as a stereo WAV file: the customer left, the agent right.
#[utoipa::path(
    get, path = "/api/v1/recordings/{id}", tag = "records",
    params(("id" = Uuid, Path), ("range" = Option<String>, Header)),
    responses(
        (status = 200, content_type = "audio/wav", body = Vec<u8>), (status = 206, content_type = "audio/wav", body = Vec<u8>),
        (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 416, body = Problem)
    )
)]
pub(crate) async fn hear_recording(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Failure> {
    let recording = find(&app, &at_work, id).await?;
    heard(&app, recording.id, &headers, write_down(&app, &at_work, &recording)).await
}

/// The sound, or the part that is asked for; `write_down` comes before the first of it leaves.
pub(super) async fn heard(
    app: &App,
    recording: RecordingId,
    headers: &HeaderMap,
    write_down: impl Future<Output = Result<(), Failure>> + Send,
) -> Result<Response, Failure> {
    let file = File::open(app.recorder.file(recording)).await;
    let (file, length) = match file {
        Ok(file) => match file.metadata().await {
            Ok(metadata) => (file, metadata.len()),
            Err(_) => return Err(not_there()),
        },
        Err(_) => return Err(not_there()),
    };
    let range = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let (status, part) = match asked(range, length) {
        Asked::Whole => (StatusCode::OK, 0..length),
        Asked::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Asked::Beyond => return Ok(beyond(length)),
    };
    write_down.await?;
    let size = part.end - part.start;
    let mut response = Body::from_stream(blocks(file, part.clone()).await).into_response();
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, axum::http::HeaderValue::from_static("audio/wav"));
    headers.insert(header::ACCEPT_RANGES, axum::http::HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, size.into());
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(value) = format!("bytes {}-{}/{length}", part.start, part.end - 1).parse()
    {
        headers.insert(header::CONTENT_RANGE, value);
    }
    Ok(response)
}

/// How loud each side is over time: the peaks of equal parts of the whole, 0 to 255.
#[utoipa::path(
    get, path = "/api/v1/recordings/{id}/peaks", tag = "records", params(("id" = Uuid, Path)),
    responses((status = 200, body = RecordingPeaks), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn show_peaks(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<RecordingPeaks>, Failure> {
    let recording = find(&app, &at_work, id).await?;
    let peaks = app.store.recording_peaks(recording.id).await?.ok_or_else(Failure::not_found)?;
    Ok(Json(RecordingPeaks { customer: peaks.customer, agent: peaks.agent }))
}

/// A foreign recording is as good as none.
async fn find(app: &App, at_work: &AtWork, id: Uuid) -> Result<Recording, Failure> {
    let found = app.store.recording(at_work.application.id, RecordingId(id)).await?;
    let recording = found.ok_or_else(Failure::not_found)?;
    let access = RecordAccess::of(&app.store, at_work).await?;
    if access.may_hear(&recording) { Ok(recording) } else { Err(Failure::not_found()) }
}

/// Once for each listening: what a player asks for while it plays is one.
async fn write_down(app: &App, at_work: &AtWork, recording: &Recording) -> Result<(), Failure> {
    let now: Timestamp = at_work.application.clock.now();
    let who = (at_work.member, recording.id);
    if !app.listenings.begins(who, now) {
        return Ok(());
    }
    let to = |field: &str, id: Uuid| AuditChange {
        field: field.to_owned(),
        from: None,
        to: Some(id.to_string()),
    };
    let row = AuditRow {
        id: Uuid::now_v7(),
        application: Some(at_work.application.id),
        at: now,
        actor: Some(at_work.member),
        what: "recording-heard".to_owned(),
        member: Some(recording.member),
        changes: vec![to("recording", recording.id.0), to("contact", recording.contact.0)],
    };
    app.store.write(row.add()).await.map(drop).inspect_err(|_| app.listenings.forget(who))?;
    Ok(())
}

/// The part of the file, block by block. A disk that fails in between ends the answer early.
pub(super) async fn blocks(
    mut file: File,
    part: Range<u64>,
) -> impl futures::Stream<Item = std::io::Result<Bytes>> + Send {
    let sought = file.seek(SeekFrom::Start(part.start)).await.map(|_| ());
    let left = part.end - part.start;
    stream::try_unfold((file.take(left), Some(sought)), |(mut file, sought)| async move {
        sought.unwrap_or(Ok(()))?;
        let mut block = vec![0; BLOCK];
        let read = file.read(&mut block).await?;
        block.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(block), (file, None))))
    })
}

fn not_there() -> Failure {
    Failure::new(StatusCode::CONFLICT, "recording-not-ready", "The recording cannot be heard yet")
        .with_detail("It is made a moment after the talk; a full disk makes it wait")
}

fn beyond(length: u64) -> Response {
    let failure = Failure::new(
        StatusCode::RANGE_NOT_SATISFIABLE,
        "range-not-satisfiable",
        "The recording is shorter than that",
    );
    let mut response = failure.into_response();
    if let Ok(value) = format!("bytes */{length}").parse() {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    response
}
