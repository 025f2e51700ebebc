//! Who was told to hear what. Orders are given only where that changes.

use std::collections::BTreeMap;

use media::{LegId, Source};

use crate::action::Action;

/// What each leg of a call hears; a leg that is not here hears silence, as every leg does when it opens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hearing(BTreeMap<LegId, Source>);

impl Hearing {
    /// The order that makes `leg` hear `to`, if it does not already.
    pub(crate) fn listen(&mut self, leg: LegId, to: Source) -> Option<Action> {
        if self.0.get(&leg).copied().unwrap_or(Source::Silence) == to {
            return None;
        }
        self.0.insert(leg, to);
        Some(Action::Listen { leg, to })
    }

    /// Every leg with an order but these: members who have left the call.
    pub(crate) fn others_than(&self, inside: [Option<LegId>; 4]) -> Vec<LegId> {
        let others = self.0.keys().copied();
        others.filter(|leg| !inside.contains(&Some(*leg))).collect()
    }

    /// The leg is gone; there is nobody to give an order to.
    pub(crate) fn forget(&mut self, leg: LegId) {
        self.0.remove(&leg);
    }
}
