//! Who each live contact belongs to and where it came in, kept until its end has been shown: the core forgets a contact in
//! the step that ends it.

use std::collections::BTreeMap;

use acd::{Acd, ContactId, CustomerId, Entry, Event};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) customer: CustomerId,
    pub(crate) entry: Entry,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    live: BTreeMap<ContactId, Origin>,
    ended: Vec<ContactId>,
}

impl Origins {
    pub(crate) fn of(acd: &Acd) -> Self {
        let live = acd.contacts().map(|contact| {
            (contact.id, Origin { customer: contact.customer, entry: contact.entry })
        });
        Self { live: live.collect(), ended: Vec::new() }
    }

    pub(crate) fn get(&self, contact: ContactId) -> Option<Origin> {
        self.live.get(&contact).copied()
    }

    /// The call that a customer is in. Walks the live contacts: asked once for each page that is opened.
    pub(crate) fn call_of(&self, customer: CustomerId) -> Option<ContactId> {
        let calls =
            self.live.iter().filter(|(_, origin)| matches!(origin.entry, Entry::Call { .. }));
        calls.filter(|(_, origin)| origin.customer == customer).map(|(id, _)| *id).next()
    }

    pub(crate) fn note(&mut self, event: &Event) {
        match event {
            Event::ContactArrived(arrived) => {
                let origin = Origin { customer: arrived.customer, entry: arrived.entry };
                self.live.insert(arrived.contact, origin);
            }
            Event::ContactEnded(ended) => self.ended.push(ended.contact),
            _ => {}
        }
    }

    /// Their end was shown.
    pub(crate) fn drop_ended(&mut self) {
        for contact in self.ended.drain(..) {
            self.live.remove(&contact);
        }
    }
}
