//! A file of a message on its way out. Whatever a browser makes of its content, it is saved and not shown, runs
//! nothing, and no other site's page gets it.

use acd::ApplicationId;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use store::{AttachmentId, Concerned, MessageFile};

use super::byte_range::{Asked, asked};
use super::problem::Failure;
use super::recordings::blocks;
use crate::app::App;
use crate::files::disposition;

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "private, no-store"),
    (header::ACCEPT_RANGES, "bytes"),
];

/// A file that a message has, and who has to do with its session. What no message has is not there (F16).
pub(super) async fn sent(
    app: &App,
    application: ApplicationId,
    id: AttachmentId,
) -> Result<(MessageFile, Concerned), Failure> {
    let found = app.store.attachment(application, id).await?.ok_or_else(Failure::not_found)?;
    let contact = found.contact.ok_or_else(Failure::not_found)?;
    let concerned = app.store.concerned(application, contact).await?;
    Ok((found.file, concerned.ok_or_else(Failure::not_found)?))
}

/// All of it, or the part that is asked for.
pub(super) async fn serve(
    app: &App,
    file: &MessageFile,
    headers: &HeaderMap,
) -> Result<Response, Failure> {
    let opened = async {
        let opened = app.files.read(file.id).await?;
        let length = opened.metadata().await?.len();
        std::io::Result::Ok((opened, length))
    };
    let (opened, length) = opened.await.map_err(|error| {
        tracing::error!(%error, attachment.id = %file.id.0, "a file that was sent cannot be read");
        Failure::not_found()
    })?;
    let range = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let (status, part) = match asked(range, length) {
        Asked::Whole => (StatusCode::OK, 0..length),
        Asked::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Asked::Beyond => return Ok(beyond(length)),
    };
    let size = part.end - part.start;
    let mut response = Body::from_stream(blocks(opened, part.clone()).await).into_response();
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_LENGTH, size.into());
    let texts = [
        (header::CONTENT_TYPE, file.kind.clone()),
        (header::CONTENT_DISPOSITION, disposition(&file.name)),
    ];
    let range = format!("bytes {}-{}/{length}", part.start, part.end.saturating_sub(1));
    let range = (status == StatusCode::PARTIAL_CONTENT).then_some((header::CONTENT_RANGE, range));
    for (name, text) in texts.into_iter().chain(range) {
        // Both are made of letters that a header takes.
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(name, value);
        }
    }
    Ok(response)
}

fn beyond(length: u64) -> Response {
    let title = "The file is shorter than that";
    let failure = Failure::new(StatusCode::RANGE_NOT_SATISFIABLE, "range-not-satisfiable", title);
    let mut response = failure.into_response();
    if let Ok(value) = HeaderValue::try_from(format!("bytes */{length}")) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    response
}
