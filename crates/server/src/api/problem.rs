//! The one place where an error becomes an HTTP answer (RFC 9457), with a closed list of codes.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use driver::Rejection;
use wire::problem::Problem;

/// A problem on its way out.
#[derive(Clone, Debug)]
pub(crate) struct Failure(pub(crate) Problem);

impl Failure {
    pub(crate) fn new(status: StatusCode, code: &str, title: &str) -> Self {
        Self(Problem {
            code: code.to_owned(),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: None,
        })
    }

    pub(crate) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", "The request makes no sense")
            .with_detail(detail)
    }

    pub(crate) fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not-signed-in", "Sign in first")
    }

    /// AC05.
    pub(crate) fn no_application() -> Self {
        Self::new(StatusCode::CONFLICT, "choose-application", "Choose an application first")
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is nothing here")
    }

    pub(crate) fn foreign_origin() -> Self {
        Self::new(StatusCode::FORBIDDEN, "foreign-origin", "The request came from another site")
    }

    pub(crate) fn store_unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "store-unavailable",
            "The server cannot save right now; nothing was changed",
        )
        .with_detail("Try again in a moment")
    }
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Refused(refused) => Self::new(
                StatusCode::CONFLICT,
                refused.code(),
                crate::api::refusal::sentence(refused),
            ),
            Rejection::StoreUnavailable => Self::store_unavailable(),
            Rejection::Defect => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "system-fault",
                "The server met a fault of its own; nothing was changed",
            ),
            Rejection::ShuttingDown => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "shutting-down",
                "The server is about to restart",
            ),
        }
    }
}

impl From<store::ReadError> for Failure {
    fn from(error: store::ReadError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the store did not answer");
        Self::store_unavailable()
    }
}

impl From<store::WriteError> for Failure {
    fn from(error: store::WriteError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the store did not save");
        Self::store_unavailable()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self.0).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}
