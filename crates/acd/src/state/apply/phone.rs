//! Events of SIP phones (VC31).

use crate::state::{Acd, Phone};
use crate::{PhoneChanged, PhoneStanding};

impl Acd {
    pub(super) fn phone_changed(&mut self, event: PhoneChanged) {
        let PhoneChanged { phone: id, standing, .. } = event;
        if standing == PhoneStanding::Gone {
            self.phones.remove(&id);
        } else if let Some(phone) = self.phones.get_mut(&id) {
            phone.standing = standing;
        } else {
            let calls = self.contacts.values().map(|contact| (contact.id, contact.phone()));
            let internals = self.internals.values().map(|call| (call.id, call.phone()));
            let mut calls = calls.chain(internals);
            let call = calls.find(|(_, phone)| *phone == Some(id)).map(|(call, _)| call);
            self.phones.insert(id, Phone { id, standing, call });
        }
    }

    /// No call has the phone any more.
    pub(super) fn free_phone(&mut self, id: crate::PhoneId) {
        if let Some(phone) = self.phones.get_mut(&id) {
            phone.call = None;
        }
    }
}
