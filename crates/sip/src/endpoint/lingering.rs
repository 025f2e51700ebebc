//! Places at which no phone is registered any more while a call with it goes on (VC31): a registration says where a phone can be
//! called and nothing of the calls that it has (RFC 3261 §10, §12), so what it says in them still counts.

use super::Endpoint;
use crate::call::Call;
use crate::hop::Hop;

impl Endpoint {
    /// Whoever is there is a stranger from now on, or from the end of their calls on.
    pub(super) fn take_leave_of(&mut self, place: Hop) {
        if !self.has_business_at(place) || !self.lingering.insert(place.by(None)) {
            self.peers.unbind(place);
        }
    }

    /// A transaction is over, and with it perhaps the last that was to be said to somebody.
    pub(super) fn settle_places(&mut self) {
        if self.lingering.is_empty() {
            return;
        }
        for place in std::mem::take(&mut self.lingering) {
            if self.has_business_at(place) {
                self.lingering.insert(place);
            } else {
                self.peers.unbind(place);
            }
        }
    }

    /// Whether a call is up with whoever is there, or something that we asked has no answer yet.
    fn has_business_at(&self, place: Hop) -> bool {
        let is_there = |hop: Hop| (hop.transport, hop.address) == (place.transport, place.address);
        let is_with = |call: &Call| match call {
            Call::Up(up) => is_there(up.dialog.reached()),
            Call::Invited(_) | Call::Calling(_) => false,
        };
        self.calls.values().any(is_with) || self.transactions.are_sent_to(is_there)
    }
}
