//! Events of a contact's way through the house: arrival, queue, messages, end.

use crate::state::{
    Acd, Contact, ContactState, External, LastMessage, Messages, Notice, Queued, Waiting,
};
use crate::{
    Author, ContactArrived, ContactEnded, Entry, Greeting, GroupKind, KeyPressed, MessageAdded,
    Millis, QueueEntered,
};

impl Acd {
    pub(super) fn contact_arrived(&mut self, event: ContactArrived) {
        let ContactArrived { contact, customer, entry, at } = event;
        let state = match entry {
            Entry::Call { number } if self.greets(number) => ContactState::Greeting,
            Entry::Call { .. } | Entry::Session { .. } | Entry::Outbound { .. } => {
                ContactState::Moving
            }
        };
        match entry.kind() {
            GroupKind::Voice => self.tally.calls_arrived += 1,
            GroupKind::Chat => {
                self.tally.sessions_arrived += 1;
                self.customer_sessions.insert(customer, contact);
            }
        }
        let arrived = Contact {
            id: contact,
            customer,
            entry,
            arrived_at: at,
            queued: None,
            state,
            passes: Vec::new(),
            messages: Messages::default(),
            notice: Notice::default(),
            keys: 0,
            outgoing: None,
            limit: None,
            survey_asked: false,
            flow_behind: None,
            had_by: None,
            rating: None,
        };
        self.deadlines.extend(arrived.deadlines());
        self.contacts.insert(contact, arrived);
    }

    fn greets(&self, number: crate::NumberId) -> bool {
        self.numbers.get(&number).is_some_and(|number| number.greeting == Greeting::Played)
    }

    pub(super) fn queue_entered(&mut self, event: QueueEntered) {
        let QueueEntered { contact, group, priority, arrival, place, until } = event;
        self.edit_contact(contact, |contact| {
            contact.queued = Some(Queued { group, priority, arrival, until });
            contact.state = ContactState::Waiting(Waiting { place });
            contact.flow_behind = None;
        });
    }

    pub(super) fn key_pressed(&mut self, event: KeyPressed) {
        self.edit_contact(event.contact, |contact| contact.keys = event.place);
    }

    /// DK04: only a member's message starts the clock, and a customer's stops it.
    pub(super) fn message_added(&mut self, event: MessageAdded) {
        let silence = self.settings.customer_silence;
        self.edit_contact(event.contact, |contact| {
            let last = LastMessage { author: event.author, at: event.at };
            contact.messages.add(event.message, last);
            contact.messages.ends_at = match event.author {
                Author::Member(_) if silence > Millis::ZERO => Some(event.at.after(silence)),
                Author::Member(_) | Author::Customer(_) => None,
            };
        });
    }

    pub(super) fn contact_ended(&mut self, event: ContactEnded) {
        self.internal_ended(event);
        self.take_from_indexes(event.contact);
        let Some(contact) = self.contacts.remove(&event.contact) else { return };
        match contact.kind() {
            GroupKind::Voice => self.tally.calls_ended += 1,
            GroupKind::Chat => {
                self.tally.sessions_ended += 1;
                self.customer_sessions.remove(&contact.customer);
            }
        }
        let outside = contact.line_outside().and_then(External::outgoing);
        for outgoing in contact.outgoing.into_iter().chain(outside) {
            self.pay(outgoing, event.at);
        }
        self.ended.add(event.contact, event.reason);
        if let Some(invitation) = contact.rating {
            self.ratable.add(event.contact, (contact.customer, invitation), event.at);
        }
    }
}
