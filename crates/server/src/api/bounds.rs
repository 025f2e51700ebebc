//! Numbers that an admin sets, held to their bounds.

use std::ops::RangeInclusive;

use axum::http::StatusCode;

use super::problem::Failure;

/// The number, or the problem `out-of-range` with the field and what it may be.
pub(super) fn within(
    field: &str,
    number: u32,
    bounds: RangeInclusive<u32>,
) -> Result<u32, Failure> {
    if bounds.contains(&number) {
        return Ok(number);
    }
    let detail = format!("{field}: {} to {}", bounds.start(), bounds.end());
    let title = "A number is out of its range";
    Err(Failure::new(StatusCode::BAD_REQUEST, "out-of-range", title).with_detail(detail))
}
