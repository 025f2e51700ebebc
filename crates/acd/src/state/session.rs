//! The messages of a session, as far as order, idempotence and the clock of DK04 need them. Texts are kept elsewhere.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::{Author, MessageId, Timestamp};

/// How many message ids of an open session are remembered; the store's unique index guards the rest.
pub const RECENT_MESSAGES_MAX: usize = 64;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Messages {
    pub count: u64,
    pub last: Option<LastMessage>,
    /// DK04: when the session ends by itself unless the customer writes.
    pub ends_at: Option<Timestamp>,
    recent: VecDeque<(MessageId, u64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastMessage {
    pub author: Author,
    pub at: Timestamp,
}

impl Messages {
    /// The sequence a recent message was given (DK13).
    pub fn sequence_of(&self, message: MessageId) -> Option<u64> {
        self.recent.iter().find(|(id, _)| *id == message).map(|(_, sequence)| *sequence)
    }

    /// DK15: since when the customer waits for an answer.
    pub fn customer_waits_since(&self) -> Option<Timestamp> {
        match self.last? {
            LastMessage { author: Author::Customer(_), at } => Some(at),
            LastMessage { author: Author::Member(_), .. } => None,
        }
    }

    pub(super) fn add(&mut self, message: MessageId, last: LastMessage) {
        self.count += 1;
        self.last = Some(last);
        if self.recent.len() == RECENT_MESSAGES_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back((message, self.count));
    }
}
