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
            let mut calls = self.contacts.values();
            let call = calls.find(|contact| contact.phone() == Some(id)).map(|contact| contact.id);
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
