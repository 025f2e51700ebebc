//! Somebody types: who is to see it.

use acd::{Acd, By, ContactId, Entry};

use crate::push::Audience;

/// Who is on the other side of an open session from `by`.
pub(super) fn other_side(
    acd: &Acd,
    by: By,
    contact: Option<ContactId>,
) -> Option<(ContactId, Audience)> {
    match by {
        By::Member(member) => {
            let session = acd.contact(contact?).filter(|found| found.member() == Some(member))?;
            let is_session = matches!(session.entry, Entry::Session { .. });
            is_session.then_some((session.id, Audience::Customer(session.customer)))
        }
        By::Customer(customer) => {
            let session = acd.session_of_customer(customer)?;
            Some((session.id, Audience::Member(session.member()?)))
        }
    }
}
