//! What an admin has drawn and cannot be taken, with all that is wrong with it: problem+json with a list (RFC 9457 §3.2).

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use flow::Fault;
use wire::flow::FaultyProblem;

use super::problem::Failure;

#[derive(Debug)]
pub(crate) enum Refusal {
    Plain(Failure),
    Faulty(FaultyProblem),
}

impl Refusal {
    /// Nothing where there are no faults.
    pub(super) fn unless_none(faults: Vec<Fault>, code: &str, title: &str) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        let Failure(problem, _) = Failure::new(StatusCode::UNPROCESSABLE_ENTITY, code, title)
            .with_detail("Each fault says where it is; nothing was changed");
        Err(Self::Faulty(FaultyProblem { problem, faults }))
    }
}

impl<T: Into<Failure>> From<T> for Refusal {
    fn from(failure: T) -> Self {
        Self::Plain(failure.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Plain(failure) => failure.into_response(),
            Self::Faulty(faulty) => {
                let kind = [(header::CONTENT_TYPE, "application/problem+json")];
                (StatusCode::UNPROCESSABLE_ENTITY, kind, Json(faulty)).into_response()
            }
        }
    }
}
