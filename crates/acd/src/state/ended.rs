//! The contacts that ended last, so that a late command hears `contact-ended` and a late channel hears why.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::{ContactId, EndReason};

/// How many ended contacts are remembered.
pub const RECENTLY_ENDED_MAX: usize = 1024;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct RecentlyEnded {
    reasons: BTreeMap<ContactId, EndReason>,
    order: VecDeque<ContactId>,
}

impl RecentlyEnded {
    pub(super) fn reason(&self, contact: ContactId) -> Option<EndReason> {
        self.reasons.get(&contact).copied()
    }

    pub(super) fn add(&mut self, contact: ContactId, reason: EndReason) {
        if self.order.len() == RECENTLY_ENDED_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.reasons.remove(&oldest);
        }
        self.order.push_back(contact);
        self.reasons.insert(contact, reason);
    }
}
