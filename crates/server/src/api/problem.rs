//! The one place where an error becomes an HTTP answer (RFC 9457), with a closed list of codes.

use acd::Millis;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use driver::Rejection;
use wire::problem::Problem;

/// A problem on its way out, and when it is worth another try.
#[derive(Clone, Debug)]
pub(crate) struct Failure(pub(crate) Problem, pub(crate) Option<Millis>);

impl Failure {
    pub(crate) fn new(status: StatusCode, code: &str, title: &str) -> Self {
        let problem = Problem {
            code: code.to_owned(),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: None,
        };
        Self(problem, None)
    }

    pub(crate) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// When it is worth another try.
    pub(crate) const fn with_retry_after(mut self, wait: Millis) -> Self {
        self.1 = Some(wait);
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

    /// OP06: refused early, and nothing was done.
    pub(crate) fn too_busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too-busy", "Too many sign in at this moment")
            .with_detail("Try again in a moment")
            .with_retry_after(Millis::from_secs(5))
    }

    /// F07.
    pub(crate) fn maintenance() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "maintenance",
            "The server is about to restart and takes nothing new; nothing was changed",
        )
        .with_detail("Try again in a few minutes")
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
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        // A whole second at least: a client that comes too early is refused again.
        let wait = self.1.map(|wait| [(header::RETRY_AFTER, wait.0.div_ceil(1000).max(1))]);
        match wait {
            Some([(name, seconds)]) => {
                (status, kind, [(name, seconds.to_string())], body).into_response()
            }
            None => (status, kind, body).into_response(),
        }
    }
}
