//! What one client knows of the sessions it was in, in the order in which it came to know it. Never read from the server's
//! own books.

use std::collections::BTreeSet;

use uuid::Uuid;

/// Which end of the sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Customer,
    Agent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diary {
    pub who: String,
    pub side: Side,
    pub entries: Vec<Entry>,
    /// What was seen before, by session, message and place.
    seen: BTreeSet<(Uuid, Uuid, u64)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Written by this client; `text` is like no other. It may go over several sockets before it is answered.
    Wrote { message: Uuid, text: String },
    /// The server has it, at that place of its session.
    Acknowledged { message: Uuid, sequence: u64 },
    /// The server does not take it.
    Refused { message: Uuid, code: String },
    /// Came to the screen, its own messages too.
    Saw { contact: Uuid, message: Uuid, sequence: u64, text: String },
    /// The session is over, as the screen says.
    SawEnd { contact: Uuid },
}

impl Diary {
    pub const fn new(who: String, side: Side) -> Self {
        Self { who, side, entries: Vec::new(), seen: BTreeSet::new() }
    }

    pub(crate) fn note(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    pub fn acknowledged(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Acknowledged { .. })).count()
    }

    /// For a picture that is shown anew: what is not known yet is noted, in the picture's order.
    pub(crate) fn saw(&mut self, contact: Uuid, message: Uuid, sequence: u64, text: &str) {
        if self.seen.insert((contact, message, sequence)) {
            self.note(Entry::Saw { contact, message, sequence, text: text.to_owned() });
        }
    }

    pub(crate) fn saw_end(&mut self, contact: Uuid) {
        let end = Entry::SawEnd { contact };
        if !self.entries.contains(&end) {
            self.note(end);
        }
    }
}
