//! A driver's or the switchboard's word as an answer on a live socket.

use axum::http::StatusCode;
use driver::{Done, Rejection};
use uuid::Uuid;
use wire::command::Answer;
use wire::problem::Problem;

use super::problem::Failure;

pub(super) fn of(cmd_id: Uuid, outcome: Result<Done, Rejection>) -> Answer {
    match outcome {
        Ok(done) => Answer { cmd_id, problem: None, sequence: done.sequence },
        Err(rejection) => {
            Answer { cmd_id, problem: Some(Failure::from(rejection).0), sequence: None }
        }
    }
}

/// The browser's offer of sound could not be used.
pub(super) fn phone_refused(why: &str) -> Problem {
    Failure::new(
        StatusCode::BAD_REQUEST,
        "phone-refused",
        "The browser's sound connection could not be set up",
    )
    .with_detail(why)
    .0
}
