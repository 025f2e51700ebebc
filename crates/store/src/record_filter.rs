//! RC01: which of the records are listed.

use acd::{CustomerId, EndReason, GroupId, MemberId, Timestamp};

use crate::record::ContactKind;

/// Whose records may be read; of several scopes, those of any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordScope {
    /// All of the application.
    All,
    /// In which the member had a part.
    Member(MemberId),
    /// That came through the group.
    Group(GroupId),
}

/// Which records to list; all of them by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFilter {
    pub kind: Option<ContactKind>,
    /// Anyone who had a part in it.
    pub member: Option<MemberId>,
    /// Any that it came through.
    pub group: Option<GroupId>,
    pub customer: Option<CustomerId>,
    pub end_reason: Option<EndReason>,
    /// Arrived then or later.
    pub from: Option<Timestamp>,
    /// Arrived before.
    pub until: Option<Timestamp>,
    /// Of a customer with this in the number or name, or with just this as `UserID`.
    pub search: Option<String>,
}

impl RecordScope {
    pub(crate) const fn member(self) -> Option<MemberId> {
        match self {
            Self::Member(member) => Some(member),
            Self::All | Self::Group(_) => None,
        }
    }

    pub(crate) const fn group(self) -> Option<GroupId> {
        match self {
            Self::Group(group) => Some(group),
            Self::All | Self::Member(_) => None,
        }
    }
}

impl RecordFilter {
    /// For LIKE. People write numbers with blanks, brackets and dashes; none of them is in the table.
    pub(crate) fn number_like(&self) -> Option<String> {
        let text = self.search.as_deref()?;
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_number = text.chars().all(|sign| sign.is_ascii_digit() || " +-()./".contains(sign));
        (is_number && !digits.is_empty()).then(|| format!("%{digits}%"))
    }

    pub(crate) fn name_like(&self) -> Option<String> {
        let text = self.search.as_deref()?.to_lowercase();
        // What LIKE would take for "anything" stands for itself, by the escape `!`.
        let text = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        Some(format!("%{text}%"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(text: &str) -> RecordFilter {
        RecordFilter { search: Some(text.to_owned()), ..RecordFilter::default() }
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        assert_eq!(search("+49 (30) 555-01").number_like().as_deref(), Some("%493055501%"));
        assert_eq!(search("Anna 5").number_like(), None);
        assert_eq!(search("+").number_like(), None);
        assert_eq!(RecordFilter::default().number_like(), None);
    }

    #[test]
    fn what_is_searched_for_stands_for_itself() {
        assert_eq!(search("100% Lamp_s!").name_like().as_deref(), Some("%100!% lamp!_s!!%"));
    }
}
