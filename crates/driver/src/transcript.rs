//! The messages of the open sessions, with their texts, so that a picture needs no read. The core knows only that a message
//! was added; the text joins it here and is committed with it.

use std::collections::BTreeMap;

use acd::{Acd, ContactId, Event, MessageId};
use store::{Message, MessageFile};

/// What a picture shows of one session at most; older ones are read on demand.
pub(crate) const SHOWN_MAX: u32 = 500;

#[derive(Clone, Debug, Default)]
pub(crate) struct Transcripts {
    sessions: BTreeMap<ContactId, Vec<Message>>,
    ended: Vec<ContactId>,
}

impl Transcripts {
    pub(crate) fn load(&mut self, contact: ContactId, messages: Vec<Message>) {
        self.sessions.insert(contact, messages);
    }

    pub(crate) fn of(&self, contact: ContactId) -> &[Message] {
        self.sessions.get(&contact).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn find(&self, contact: ContactId, message: MessageId) -> Option<&Message> {
        self.of(contact).iter().rev().find(|known| known.id == message)
    }

    /// Follows the core: a message was given its place, a session ended.
    pub(crate) fn note(&mut self, event: &Event) {
        match event {
            Event::MessageAdded(added) => {
                let messages = self.sessions.entry(added.contact).or_default();
                messages.push(Message {
                    contact: added.contact,
                    id: added.message,
                    sequence: added.sequence,
                    author: added.author,
                    at: added.at,
                    body: String::new(),
                    files: Vec::new(),
                });
                if messages.len() > SHOWN_MAX as usize {
                    messages.remove(0);
                }
            }
            Event::ContactEnded(ended) => self.ended.push(ended.contact),
            _ => {}
        }
    }

    /// Gives a message that was just added what it says. `None` if it was not added now: it is an old one, sent again.
    pub(crate) fn fill(
        &mut self,
        contact: ContactId,
        message: MessageId,
        text: &str,
        files: &[MessageFile],
    ) -> Option<Message> {
        let last = self.sessions.get_mut(&contact)?.last_mut()?;
        if last.id != message || !last.body.is_empty() || !last.files.is_empty() {
            return None;
        }
        text.clone_into(&mut last.body);
        files.clone_into(&mut last.files);
        Some(last.clone())
    }

    /// Ended sessions leave once their end was painted; a customer's last transcript is kept by their page.
    pub(crate) fn drop_ended(&mut self, acd: &Acd) {
        for contact in self.ended.drain(..) {
            if acd.contact(contact).is_none() {
                self.sessions.remove(&contact);
            }
        }
    }
}
