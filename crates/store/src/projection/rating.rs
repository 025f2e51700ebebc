//! DK08: one row for each session whose customer was asked.

use acd::{RatingGiven, RatingInvited};

use crate::journal::Step;
use crate::statement::{Statement, statement};

pub(super) fn invited(step: Step, invited: &RatingInvited) -> Vec<Statement> {
    vec![statement!(
        "INSERT INTO session_rating (contact, application, scale, invited, until) VALUES ($1, $2, $3, $4, $5)",
        invited.contact,
        step.application,
        u64::from(invited.scale),
        invited.at,
        invited.until,
    )]
}

pub(super) fn given(given: &RatingGiven) -> Vec<Statement> {
    vec![statement!(
        "UPDATE session_rating SET score = $1, given = $2 WHERE contact = $3",
        u64::from(given.score),
        given.at,
        given.contact,
    )]
}
