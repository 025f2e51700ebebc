//! Who each live contact belongs to and where it came in, kept until its end has been shown: the core forgets a contact in
//! the step that ends it.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    Acd, ConsultOver, Contact, ContactId, CustomerId, Entry, Event, ExternalMoved, FarEnd, GroupId,
    GroupKind, OfferWhy, PhoneId,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) customer: CustomerId,
    pub(crate) entry: Entry,
    /// The queue it stood in last.
    pub(crate) group: Option<GroupId>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    live: BTreeMap<ContactId, Origin>,
    by_customer: BTreeMap<CustomerId, BTreeSet<ContactId>>,
    /// VC13: whose numbers were called for contacts that are live.
    called: BTreeMap<ContactId, BTreeSet<CustomerId>>,
    /// VC30: calls that are nobody's from outside.
    internal: BTreeSet<ContactId>,
    /// VC12, VC30: the phone that rang last for a call that is live.
    rung: BTreeMap<ContactId, PhoneId>,
    ended: Vec<ContactId>,
}

impl Origins {
    pub(crate) fn of(acd: &Acd) -> Self {
        let mut origins = Self::default();
        for contact in acd.contacts() {
            let (customer, entry, group) = (contact.customer, contact.entry, contact.group());
            origins.add(contact.id, Origin { customer, entry, group });
            if let Some(called) = called(contact) {
                origins.calls_outside(contact.id, called);
            }
            origins.rung.extend(contact.phone().map(|phone| (contact.id, phone)));
        }
        for call in acd.internals() {
            origins.internal.insert(call.id);
            origins.rung.extend(call.phone().map(|phone| (call.id, phone)));
        }
        origins
    }

    pub(crate) fn get(&self, contact: ContactId) -> Option<Origin> {
        self.live.get(&contact).copied()
    }

    /// VC12.
    pub(crate) fn phone(&self, contact: ContactId) -> Option<PhoneId> {
        self.rung.get(&contact).copied()
    }

    /// The contacts of a customer, by id.
    pub(crate) fn of_customer(&self, customer: CustomerId) -> impl Iterator<Item = ContactId> {
        self.by_customer.get(&customer).into_iter().flatten().copied()
    }

    /// Whether a contact of theirs is live, or one for which their number was called.
    pub(crate) fn concern(&self, customer: CustomerId) -> bool {
        self.by_customer.contains_key(&customer)
            || self.called.values().any(|called| called.contains(&customer))
    }

    /// Those of customers by id, and then internal ones.
    pub(crate) fn calls(&self) -> impl Iterator<Item = ContactId> {
        let calls = self.live.iter().filter(|(_, origin)| origin.entry.kind() == GroupKind::Voice);
        calls.map(|(id, _)| *id).chain(self.internal.iter().copied())
    }

    /// VC30.
    pub(crate) fn is_internal(&self, contact: ContactId) -> bool {
        self.internal.contains(&contact)
    }

    pub(crate) fn note(&mut self, event: &Event) {
        match event {
            Event::ContactArrived(arrived) => {
                let (customer, entry) = (arrived.customer, arrived.entry);
                self.add(arrived.contact, Origin { customer, entry, group: None });
            }
            Event::CallDialled(dialled) => {
                if let Some(origin) = self.live.get_mut(&dialled.contact) {
                    origin.group = Some(dialled.group);
                }
            }
            Event::QueueEntered(entered) => {
                if let Some(origin) = self.live.get_mut(&entered.contact) {
                    origin.group = Some(entered.group);
                }
            }
            // VC41: it came by no queue.
            Event::OfferMade(made) if made.why == OfferWhy::Flow => {
                if let Some(origin) = self.live.get_mut(&made.contact) {
                    origin.group = Some(made.group);
                }
            }
            Event::ExternalMoved(ExternalMoved { contact, far_end, .. }) => match far_end {
                FarEnd::Customer(called) => self.calls_outside(*contact, *called),
                FarEnd::Phone(phone) => {
                    self.rung.insert(*contact, *phone);
                }
            },
            Event::InternalMoved(moved) => {
                self.internal.insert(moved.contact);
                self.rung.extend(moved.callee.phone().map(|phone| (moved.contact, phone)));
            }
            Event::ContactEnded(ended) => self.ended.push(ended.contact),
            _ => {}
        }
    }

    /// Their end was shown. Tells the customers who may have no contact left.
    pub(crate) fn drop_ended(&mut self) -> Vec<CustomerId> {
        let mut gone = Vec::new();
        for contact in std::mem::take(&mut self.ended) {
            self.internal.remove(&contact);
            self.rung.remove(&contact);
            gone.extend(self.called.remove(&contact).into_iter().flatten());
            let Some(Origin { customer, .. }) = self.live.remove(&contact) else { continue };
            let Some(contacts) = self.by_customer.get_mut(&customer) else { continue };
            contacts.remove(&contact);
            if contacts.is_empty() {
                self.by_customer.remove(&customer);
                gone.push(customer);
            }
        }
        gone
    }

    fn calls_outside(&mut self, contact: ContactId, called: CustomerId) {
        self.called.entry(contact).or_default().insert(called);
    }

    fn add(&mut self, contact: ContactId, origin: Origin) {
        self.by_customer.entry(origin.customer).or_default().insert(contact);
        self.live.insert(contact, origin);
    }
}

/// Whose number the contact is handed to or its agent asks (VC15), or the one it was.
fn called(contact: &Contact) -> Option<CustomerId> {
    let came_back = contact.offer().and_then(|offer| match offer.why {
        OfferWhy::ReturnedOutside { called } => Some(called),
        OfferWhy::Queue
        | OfferWhy::Transferred { .. }
        | OfferWhy::Returned { .. }
        | OfferWhy::ReturnedFromPhone { .. }
        | OfferWhy::Consult { .. }
        | OfferWhy::Flow
        | OfferWhy::Internal { .. } => None,
    });
    let over = match contact.talk().and_then(|talk| talk.consult_over) {
        Some(ConsultOver::Outside { far_end, .. }) => far_end.customer(),
        Some(ConsultOver::Colleague { .. }) | None => None,
    };
    let outside = contact.line_outside().and_then(|line| line.far_end().customer());
    outside.or(came_back).or(over)
}
