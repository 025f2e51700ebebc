//! What a commit changes on the pages of customers.

use std::collections::{BTreeMap, BTreeSet};

use acd::{Contact, ContactId, ContactState, CustomerId, Entry, MessageId};
use uuid::Uuid;
use wire::widget::{CustomerCall, CustomerCallState, CustomerChange, RatedSession};

use super::{Painter, Shown};
use crate::push::view::{customer_call, customer_message, ended_session};

type Pages = BTreeMap<CustomerId, Vec<CustomerChange>>;

impl Painter<'_> {
    pub(super) fn pages(&self, shown: &mut Shown) -> Pages {
        let mut pages: Pages =
            self.customers().into_iter().map(|customer| (customer, self.page(customer))).collect();
        for (contact, customer) in &self.touched.rated {
            let page = pages.entry(*customer).or_default();
            page.extend(self.rated_late(*contact).map(CustomerChange::Rated));
        }
        pages.retain(|_, changes| !changes.is_empty());
        for (contact, place) in self.moved(shown) {
            let contact = self.view.acd.contact(contact);
            let waiting = contact.filter(|found| matches!(found.state, ContactState::Waiting(_)));
            if let Some(contact) = waiting {
                let session = self.view.customer_session(contact, place);
                let page = pages.entry(contact.customer).or_default();
                page.push(CustomerChange::Session(session));
            }
        }
        pages
    }

    /// The customer's call: if there are several, the one of the smallest id.
    pub(super) fn call_of(&self, customer: CustomerId) -> Option<&Contact> {
        let contacts = self.origins.of_customer(customer);
        let mut live = contacts.filter_map(|id| self.view.acd.contact(id));
        live.find(|contact| matches!(contact.entry, Entry::Call { .. }))
    }

    /// Whoever had anything to do with what was touched.
    fn customers(&self) -> BTreeSet<CustomerId> {
        let messages = self.touched.messages.iter().map(|(contact, _, _)| contact);
        let contacts = self.touched.contacts.iter().chain(self.touched.ended.keys());
        let origins = contacts.chain(messages).filter_map(|contact| self.origins.get(*contact));
        origins.map(|origin| origin.customer).collect()
    }

    /// A page shows one session and one call. What has ended is told before what is on.
    fn page(&self, customer: CustomerId) -> Vec<CustomerChange> {
        let mut page = Vec::new();
        let touched = self.origins.of_customer(customer).filter(|id| self.is_touched(*id));
        let touched = touched.filter_map(|id| Some((id, self.origins.get(id)?.entry)));
        let mut calls = 0;
        for (id, entry) in touched {
            let ended = self.touched.ended.get(&id);
            match (entry, ended) {
                (Entry::Session { .. }, Some(reason)) => {
                    page.extend(self.messages(id));
                    let rating = self.view.rating_of_ended(id);
                    page.push(CustomerChange::Session(ended_session(id, *reason, rating)));
                }
                // VC06: a call to the customer's telephone is no matter of a page.
                (Entry::Session { .. }, None) | (Entry::Outbound { .. }, _) => {}
                (Entry::Call { .. }, ended) => {
                    calls += 1;
                    let over = CustomerCall { id: id.0, state: CustomerCallState::Ended };
                    page.extend(ended.map(|_| CustomerChange::Call(over)));
                }
            }
        }
        if let Some((session, contact)) = self.view.session_of(customer)
            && self.is_touched(contact.id)
        {
            page.push(CustomerChange::Session(session));
            page.extend(self.messages(contact.id));
        }
        let on = self.call_of(customer).filter(|_| calls > 0);
        page.extend(on.map(|call| CustomerChange::Call(customer_call(call))));
        page
    }

    /// DK08: of a session that had ended before.
    fn rated_late(&self, contact: ContactId) -> Option<RatedSession> {
        let ends_now = self.touched.ended.contains_key(&contact);
        let rating = self.view.rating_of_ended(contact).filter(|_| !ends_now)?;
        Some(RatedSession { session: contact.0, rating })
    }

    fn is_touched(&self, contact: ContactId) -> bool {
        self.touched.contacts.contains(&contact) || self.touched.ended.contains_key(&contact)
    }

    /// The messages of this commit, in their order.
    fn messages(&self, contact: ContactId) -> impl Iterator<Item = CustomerChange> {
        let first = (contact, 0, MessageId(Uuid::nil()));
        let added = self.touched.messages.range(first..);
        let added = added.take_while(move |(of, _, _)| *of == contact);
        let known = added.filter_map(move |(_, _, id)| self.transcripts.find(contact, *id));
        known.map(|message| CustomerChange::Message(customer_message(message, self.view.book)))
    }
}
