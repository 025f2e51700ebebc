//! DK08: what a customer was asked about a session, and what they said. An invitation outlives its session.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ContactId, CustomerId, Timestamp};

/// How many sessions that have ended may still be rated; the one whose time is over first goes first.
pub const RATABLE_MAX: usize = 10_000;

/// A customer was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub at: Timestamp,
    pub scale: u8,
    pub until: Timestamp,
    pub given: Option<Given>,
}

/// And has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub score: u8,
    pub at: Timestamp,
}

/// Invitations of sessions that have ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Ratable {
    sessions: BTreeMap<ContactId, (CustomerId, Invitation)>,
    /// The same, by the end of their time.
    order: BTreeMap<Timestamp, Vec<ContactId>>,
}

impl Ratable {
    pub(super) fn get(&self, contact: ContactId) -> Option<(CustomerId, Invitation)> {
        self.sessions.get(&contact).copied()
    }

    pub(super) fn answer(&mut self, contact: ContactId, given: Given) {
        if let Some((_, invitation)) = self.sessions.get_mut(&contact) {
            invitation.given = Some(given);
        }
    }

    /// A session ends at `now`. Whatever is too late by then is forgotten.
    pub(super) fn add(
        &mut self,
        contact: ContactId,
        (customer, invitation): (CustomerId, Invitation),
        now: Timestamp,
    ) {
        while let Some(first) = self.order.first_entry()
            && (*first.key() <= now || self.sessions.len() >= RATABLE_MAX)
        {
            for over in first.remove() {
                self.sessions.remove(&over);
            }
        }
        if invitation.until > now {
            self.order.entry(invitation.until).or_default().push(contact);
            self.sessions.insert(contact, (customer, invitation));
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn ended(ratable: &mut Ratable, id: u128, until: u64, now: u64) {
        let invitation =
            Invitation { at: Timestamp(0), scale: 5, until: Timestamp(until), given: None };
        let customer = CustomerId(Uuid::from_u128(id));
        ratable.add(ContactId(Uuid::from_u128(id)), (customer, invitation), Timestamp(now));
    }

    fn is_known(ratable: &Ratable, id: u128) -> bool {
        ratable.get(ContactId(Uuid::from_u128(id))).is_some()
    }

    #[test]
    fn dk08_what_is_too_late_is_forgotten() {
        let mut ratable = Ratable::default();
        ended(&mut ratable, 1, 100, 10);
        ended(&mut ratable, 2, 100, 20);
        ended(&mut ratable, 3, 200, 99);
        assert!(is_known(&ratable, 1) && is_known(&ratable, 2) && is_known(&ratable, 3));
        ended(&mut ratable, 4, 50, 100);
        assert!(!is_known(&ratable, 1) && !is_known(&ratable, 2) && is_known(&ratable, 3));
        assert!(!is_known(&ratable, 4), "its own time was over");
        assert_eq!((ratable.sessions.len(), ratable.order.len()), (1, 1));
    }

    #[test]
    fn dk08_the_memory_of_invitations_has_a_limit() {
        let mut ratable = Ratable::default();
        let all = u64::try_from(RATABLE_MAX).unwrap();
        for id in 0..=all {
            ended(&mut ratable, id.into(), 1_000_000 + id, 0);
        }
        assert_eq!(ratable.sessions.len(), RATABLE_MAX);
        assert!(!is_known(&ratable, 0) && is_known(&ratable, 1));
    }
}
