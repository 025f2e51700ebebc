//! `/api/v1/attachments`: files that members send with their messages, and those of the sessions that they may read (DK13).

use std::sync::Arc;

use acd::Author;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use store::AttachmentId;
use wire::attachment::{AttachmentPart, AttachmentRules, AttachmentUpload, NewAttachment};
use wire::problem::Problem;

use super::address::{Asked, Id};
use super::body::Body;
use super::guard::AtWork;
use super::problem::Failure;
use super::record_access::RecordAccess;
use super::served_file::{sent, serve};
use super::upload::{Uploader, rules_of_members};
use crate::app::App;

/// What members may send.
#[utoipa::path(
    get, path = "/api/v1/attachments", tag = "attachments",
    responses((status = 200, body = AttachmentRules), (status = 401, body = Problem))
)]
pub(crate) async fn show_attachment_rules(_: AtWork) -> Json<AttachmentRules> {
    Json(rules_of_members())
}

/// A file is about to come. It has an hour to be sent with a message.
#[utoipa::path(
    post, path = "/api/v1/attachments", tag = "attachments", request_body = NewAttachment,
    responses(
        (status = 201, body = AttachmentUpload), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 503, body = Problem), (status = 507, body = Problem)
    )
)]
pub(crate) async fn announce_attachment(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Body(form): Body<NewAttachment>,
) -> Result<(StatusCode, Json<AttachmentUpload>), Failure> {
    let announced = uploader(app, &at_work).announce(form).await?;
    Ok((StatusCode::CREATED, Json(announced)))
}

/// Where the next part begins: what to ask after a connection broke. With `file`, all of it is there.
#[utoipa::path(
    get, path = "/api/v1/attachments/{id}/upload", tag = "attachments", params(("id" = Uuid, Path)),
    responses((status = 200, body = AttachmentUpload), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn show_upload(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
) -> Result<Json<AttachmentUpload>, Failure> {
    uploader(app, &at_work).state(AttachmentId(id)).await.map(Json)
}

/// The bytes from `offset` on, as many as you like. With the last one the file is looked at, and pictures are coded anew: the
/// answer says what it is now, or why it is not taken.
#[utoipa::path(
    put, path = "/api/v1/attachments/{id}/upload", tag = "attachments", params(("id" = Uuid, Path), AttachmentPart),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = AttachmentUpload), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem), (status = 507, body = Problem)
    )
)]
pub(crate) async fn upload_part(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Id(id): Id,
    Asked(part): Asked<AttachmentPart>,
    request: Request,
) -> Result<Json<AttachmentUpload>, Failure> {
    let uploader = uploader(app, &at_work);
    uploader.take(AttachmentId(id), part.offset, request.into_body()).await.map(Json)
}

/// A file of a message, for those who may read the session. It is to be saved: a page that shows it as a picture has to ask for
/// one.
#[utoipa::path(
    get, path = "/api/v1/attachments/{id}", tag = "attachments",
    params(("id" = Uuid, Path), ("range" = Option<String>, Header)),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 401, body = Problem), (status = 404, body = Problem), (status = 416, body = Problem)
    )
)]
pub(crate) async fn fetch_attachment(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, Failure> {
    let (file, concerned) = sent(&app, at_work.application.id, AttachmentId(id)).await?;
    let access = RecordAccess::of(&app.store, &at_work).await?;
    if !access.may_read(&concerned) {
        return Err(Failure::not_found());
    }
    serve(&app, &file, &headers).await
}

fn uploader(app: Arc<App>, at_work: &AtWork) -> Uploader {
    let author = Author::Member(at_work.member);
    Uploader { app, application: at_work.application.clone(), author }
}
