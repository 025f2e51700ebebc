//! How much one socket may ask for at a time. People never notice it; a script that runs wild fills nobody else's inbox.

use std::time::Duration;

use axum::http::StatusCode;
use tokio::time::Instant;

use super::problem::Failure;

/// Commands of one socket that wait for their commit.
const PENDING_MAX: usize = 64;
/// "Somebody types" is worth telling this often.
const TYPING_EVERY: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
pub(super) struct Restraint {
    typed: Option<Instant>,
}

impl Restraint {
    /// OP06: refused at once and politely, and nothing was done.
    pub(super) fn may_ask(pending: usize) -> Result<(), Failure> {
        if pending < PENDING_MAX {
            return Ok(());
        }
        let title = "Too many commands wait for an answer";
        Err(Failure::new(StatusCode::SERVICE_UNAVAILABLE, "too-many-commands", title))
    }

    pub(super) fn may_type(&mut self) -> bool {
        let now = Instant::now();
        let may = self.typed.is_none_or(|typed| now.duration_since(typed) >= TYPING_EVERY);
        if may {
            self.typed = Some(now);
        }
        may
    }
}
