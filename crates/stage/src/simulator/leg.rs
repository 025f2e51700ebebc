//! A customer's leg at the switchboard.

use acd::{ContactId, Millis, Wanted};

use super::day::{Day, Due};

#[derive(Debug)]
pub(super) struct Leg {
    /// Absent where we call.
    caller: Option<usize>,
    pub(super) wanted: Option<Wanted>,
    pub(super) talks: bool,
}

impl Leg {
    pub(super) const fn new(caller: usize) -> Self {
        Self { caller: Some(caller), wanted: None, talks: false }
    }

    /// VC06.
    pub(super) const fn called() -> Self {
        Self { caller: None, wanted: None, talks: false }
    }
}

impl Day {
    /// Customer and agent hear each other.
    pub(super) fn talks(&mut self, contact: ContactId) {
        let Some(leg) = self.legs.get_mut(&contact) else { return };
        if !std::mem::replace(&mut leg.talks, true) {
            let talk = self.chance.around(Millis::from_secs(75));
            self.after(talk, Due::HangsUp(contact));
        }
    }

    pub(super) fn leg_ends(&mut self, contact: ContactId) {
        if let Some(caller) = self.legs.remove(&contact).and_then(|leg| leg.caller) {
            self.calls_again(caller);
        }
    }

    /// The server that held them was killed.
    pub(super) fn legs_are_gone(&mut self) {
        for leg in std::mem::take(&mut self.legs).into_values() {
            if let Some(caller) = leg.caller {
                self.calls_again(caller);
            }
        }
        for desk in &mut self.desks {
            desk.sound = false;
        }
    }
}
