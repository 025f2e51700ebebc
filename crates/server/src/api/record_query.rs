//! What a list of records is asked for, as it stands behind the `?`.

use acd::{EndReason, GroupId, MemberId, Timestamp};
use serde::Deserialize;
use store::{ContactKind, Cursor, RecordFilter};
use uuid::Uuid;
use wire::workspace::GroupKind;

use super::problem::Failure;

/// Longer than any number or name.
const SEARCH_CHARS_MAX: usize = 100;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    /// `next` of the page before.
    before: Option<String>,
    kind: Option<GroupKind>,
    member: Option<Uuid>,
    group: Option<Uuid>,
    result: Option<EndReason>,
    /// Arrived then or later, in milliseconds since 1970.
    from: Option<u64>,
    /// Arrived before.
    until: Option<u64>,
    /// A part of the customer's number or name.
    search: Option<String>,
}

impl ListQuery {
    pub(super) fn cursor(&self) -> Result<Option<Cursor>, Failure> {
        let before = self.before.as_deref().map(str::parse).transpose();
        before.map_err(|error: store::CursorError| Failure::bad_request(error.to_string()))
    }

    pub(super) fn filter(self) -> Result<RecordFilter, Failure> {
        let search = self.search.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if search.as_ref().is_some_and(|text| text.chars().count() > SEARCH_CHARS_MAX) {
            return Err(Failure::bad_request("search for less".to_owned()));
        }
        Ok(RecordFilter {
            kind: self.kind.map(|kind| match kind {
                GroupKind::Voice => ContactKind::Call,
                GroupKind::Chat => ContactKind::Session,
            }),
            member: self.member.map(MemberId),
            group: self.group.map(GroupId),
            customer: None,
            end_reason: self.result,
            from: self.from.map(Timestamp),
            until: self.until.map(Timestamp),
            search,
        })
    }
}
