//! VC12, VC31: the core is told how each SIP phone stands, once for each change.

use acd::{ApplicationId, Fact, PhoneId, PhoneStanding};
use sip::PhoneReach;

use super::board::Board;
use super::handsets::{Handset, Handsets};

/// What one core is to hear of one phone.
pub(super) type Told = (ApplicationId, PhoneId, PhoneStanding);

impl Board {
    /// Phones were made, changed, chosen or removed. `before`: those that there were.
    pub(super) fn tell_phones(&self, before: &[Told]) {
        let Some(handsets) = &self.handsets else { return };
        let now = handsets.standings();
        let is_here = |(_, id, _): &Told| now.iter().any(|(_, other, _)| other == id);
        let gone = before.iter().filter(|told| !is_here(told));
        let gone = gone.map(|(application, id, _)| (*application, *id, PhoneStanding::Gone));
        let changed = now.iter().filter(|told| !before.contains(told)).copied();
        for told in gone.chain(changed) {
            self.tell_phone(told);
        }
    }

    pub(super) fn tell_phone(&self, (application, phone, standing): Told) {
        self.beside.fact(application, Fact::Phone { phone, standing });
    }
}

impl Handsets {
    pub(super) fn standings(&self) -> Vec<Told> {
        self.phones.values().map(Handset::standing).collect()
    }

    /// What it registers as.
    pub(super) fn user_of(&self, phone: PhoneId) -> Option<&str> {
        let found = self.phones.iter().find(|(_, handset)| handset.id.0 == phone.0);
        found.map(|(user, _)| user.as_str())
    }
}

impl Handset {
    pub(super) fn standing(&self) -> Told {
        let chosen = self.seat().filter(|_| self.is_chosen);
        let standing = match (chosen, self.reach) {
            (Some((_, by)), _) => PhoneStanding::Chosen { by },
            (None, PhoneReach::Here) => PhoneStanding::Here,
            (None, PhoneReach::Lost | PhoneReach::Away) => PhoneStanding::Away,
        };
        (self.application, PhoneId(self.id.0), standing)
    }
}
