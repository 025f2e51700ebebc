//! `/api/v1/widget/{key}/attachments`: the same for customers (DK13). Whoever has the token is the customer; it stands in the
//! header `Authorization: Bearer`, so that no address holds a secret.

use std::sync::Arc;

use acd::{Author, Entry};
use axum::Json;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use store::AttachmentId;
use uuid::Uuid;
use wire::attachment::{AttachmentPart, AttachmentRules, AttachmentUpload, NewAttachment};
use wire::problem::Problem;

use super::address::Asked;
use super::body::Body;
use super::customer_identity::{Identity, Stranger, known, unknown_customer};
use super::guard::same_origin;
use super::problem::Failure;
use super::served_file::{sent, serve};
use super::upload::{Uploader, rules_of_customers};
use super::widget::unknown_widget;
use crate::app::App;
use crate::channels::site::Site;
use crate::login_token::LoginToken;

/// What customers may send here. No secret, and asked before there is a customer.
#[utoipa::path(
    get, path = "/api/v1/widget/{key}/attachments", tag = "widget", params(("key" = String, Path)),
    responses((status = 200, body = AttachmentRules), (status = 404, body = Problem))
)]
pub(crate) async fn show_customer_file_rules(
    State(app): State<Arc<App>>,
    Path(key): Path<String>,
) -> Result<Json<AttachmentRules>, Failure> {
    Site::find(&app, &key).await?.ok_or_else(unknown_widget)?;
    Ok(Json(rules_of_customers()))
}

/// A file is about to come. It has an hour to be sent with a message.
#[utoipa::path(
    post, path = "/api/v1/widget/{key}/attachments", tag = "widget",
    params(("key" = String, Path), ("authorization" = String, Header)), request_body = NewAttachment,
    responses(
        (status = 201, body = AttachmentUpload), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem), (status = 507, body = Problem)
    )
)]
pub(crate) async fn announce_customer_file(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(key): Path<String>,
    Body(form): Body<NewAttachment>,
) -> Result<(StatusCode, Json<AttachmentUpload>), Failure> {
    let announced = uploader(app, &headers, &key).await?.announce(form).await?;
    Ok((StatusCode::CREATED, Json(announced)))
}

/// Where the next part begins: what to ask after a connection broke. With `file`, all of it is there.
#[utoipa::path(
    get, path = "/api/v1/widget/{key}/attachments/{id}/upload", tag = "widget",
    params(("key" = String, Path), ("id" = Uuid, Path), ("authorization" = String, Header)),
    responses((status = 200, body = AttachmentUpload), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub(crate) async fn show_customer_upload(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    FileOfSite(key, id): FileOfSite,
) -> Result<Json<AttachmentUpload>, Failure> {
    uploader(app, &headers, &key).await?.state(id).await.map(Json)
}

/// The bytes from `offset` on, as many as you like. With the last one the file is looked at, and pictures are coded anew: the
/// answer says what it is now, or why it is not taken.
#[utoipa::path(
    put, path = "/api/v1/widget/{key}/attachments/{id}/upload", tag = "widget",
    params(("key" = String, Path), ("id" = Uuid, Path), AttachmentPart, ("authorization" = String, Header)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = AttachmentUpload), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem), (status = 507, body = Problem)
    )
)]
pub(crate) async fn upload_customer_part(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    FileOfSite(key, id): FileOfSite,
    Asked(part): Asked<AttachmentPart>,
    request: Request,
) -> Result<Json<AttachmentUpload>, Failure> {
    let uploader = uploader(app, &headers, &key).await?;
    uploader.take(id, part.offset, request.into_body()).await.map(Json)
}

/// A file of a message in a session of this customer, from either side.
#[utoipa::path(
    get, path = "/api/v1/widget/{key}/attachments/{id}", tag = "widget",
    params(
        ("key" = String, Path), ("id" = Uuid, Path), ("authorization" = String, Header),
        ("range" = Option<String>, Header)
    ),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 401, body = Problem), (status = 404, body = Problem), (status = 416, body = Problem)
    )
)]
pub(crate) async fn fetch_customer_file(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    FileOfSite(key, id): FileOfSite,
) -> Result<Response, Failure> {
    let Identity { application, customer, channel, .. } = identity(&app, &headers, &key).await?;
    let (file, concerned) = sent(&app, application.id, id).await?;
    let record = concerned.record;
    let own = record.customer == Some(customer);
    if !own || record.entry != Some(Entry::Session { channel }) {
        return Err(Failure::not_found());
    }
    serve(&app, &file, &headers).await
}

async fn uploader(app: Arc<App>, headers: &HeaderMap, key: &str) -> Result<Uploader, Failure> {
    let Identity { application, customer, .. } = identity(&app, headers, key).await?;
    Ok(Uploader { app, application, author: Author::Customer(customer) })
}

/// Whoever holds the token, if it is good at this channel. No page of another origin sends it: it is in the frame's keeping.
async fn identity(app: &App, headers: &HeaderMap, key: &str) -> Result<Identity, Failure> {
    same_origin(headers)?;
    let site = Site::find(app, key).await?.ok_or_else(unknown_widget)?;
    let told = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = told.and_then(|told| told.strip_prefix("Bearer ")).and_then(LoginToken::parse);
    let token = token.ok_or_else(unknown_customer)?;
    let (identity, _) = known(app, site, &token).await.map_err(|stranger| match stranger {
        Stranger::Denied(failure) => failure,
        Stranger::Unclear => Failure::store_unavailable(),
    })?;
    Ok(identity)
}

/// A site's key and the id of a file. What is none is nobody's.
pub(crate) struct FileOfSite(String, AttachmentId);

impl<S: Send + Sync> FromRequestParts<S> for FileOfSite {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<(String, Uuid)>::from_request_parts(parts, state).await;
        path.map(|Path((key, id))| Self(key, AttachmentId(id))).map_err(|_| Failure::not_found())
    }
}
