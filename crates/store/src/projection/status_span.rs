//! ST11: the spans of a member's label. One ends exactly where the next begins.

use acd::{BreakReason, StatusChanged};

use crate::journal::Step;
use crate::statement::{Statement, statement};
use crate::word::word;

pub(super) fn changed(step: Step, place: usize, event: &StatusChanged) -> Vec<Statement> {
    let (break_kind, break_reason) = match event.break_reason {
        Some(BreakReason::Listed { id }) => (Some("listed"), Some(id)),
        Some(BreakReason::MissedCalls) => (Some("missed-calls"), None),
        None => (None, None),
    };
    let end = statement!(
        "UPDATE status_span SET until_at = $1
         WHERE application = $2 AND member = $3 AND until_at IS NULL",
        event.at,
        step.application,
        event.member,
    );
    let begin = statement!(
        "INSERT INTO status_span
             (application, member, seq, place, label, break_kind, break_reason, actor, from_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        step.application,
        event.member,
        step.seq.0,
        place as u64,
        word(event.to),
        break_kind,
        break_reason,
        word(event.actor),
        event.at,
    );
    vec![end, begin]
}
