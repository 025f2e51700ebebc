//! ST11: the history of a member's label, as it is read.

use acd::{Actor, ApplicationId, BreakReason, BreakReasonId, Label, MemberId, Timestamp};

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store};

/// From `from` up to, but not with, `until`; open at the end while it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusSpan {
    pub label: Label,
    pub break_reason: Option<BreakReason>,
    /// Who began it.
    pub actor: Actor,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
}

impl StatusSpan {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        let listed = row.maybe_id("break_reason", BreakReasonId)?;
        let kind: Option<String> = row.read("break_kind")?;
        let break_reason =
            kind.map(|_| listed.map_or(BreakReason::MissedCalls, |id| BreakReason::Listed { id }));
        Ok(Self {
            label: row.word("label")?,
            break_reason,
            actor: row.word("actor")?,
            from: row.time("from_at")?,
            until: row.maybe_time("until_at")?,
        })
    }
}

impl Store {
    /// The spans of a member that touch the time from `from` up to `until`, oldest first.
    pub async fn status_spans(
        &self,
        application: ApplicationId,
        member: MemberId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<StatusSpan>, ReadError> {
        let asked = statement!(
            "SELECT label, break_kind, break_reason, actor, from_at, until_at FROM status_span
             WHERE application = $1 AND member = $2 AND from_at < $3
               AND (until_at IS NULL OR until_at > $4)
             ORDER BY seq, place",
            application,
            member,
            until,
            from,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(StatusSpan::read).collect())
            .map_err(ReadError::of("a member's status history"))
    }
}
