//! The answers to the commands of the last day, so that a command sent twice is done once, over a restart too (I27).

use std::collections::{BTreeMap, VecDeque};

use acd::{By, Timestamp};
use store::{Answer, PastAnswer};
use uuid::Uuid;

use super::request::Done;

/// How many are remembered; far more than clients keep unanswered.
pub(crate) const ANSWERS_MAX: u32 = 50_000;

#[derive(Debug, Default)]
pub(crate) struct AnswerMemory {
    answers: BTreeMap<(Uuid, Uuid), Done>,
    order: VecDeque<(Uuid, Uuid)>,
}

impl AnswerMemory {
    /// What the store has kept, newest first.
    pub(crate) fn of(past: Vec<PastAnswer>) -> Self {
        let mut memory = Self::default();
        for PastAnswer { actor, cmd_id, body } in past.into_iter().rev() {
            memory.keep((actor, cmd_id), done(&body));
        }
        memory
    }

    pub(crate) fn recall(&self, by: By, cmd_id: Uuid) -> Option<Done> {
        self.answers.get(&(actor(by), cmd_id)).copied()
    }

    /// Remembers, and gives the row to commit with the batch.
    pub(crate) fn remember(&mut self, by: By, cmd_id: Uuid, done: Done, at: Timestamp) -> Answer {
        self.keep((actor(by), cmd_id), done);
        Answer { by, cmd_id, at, body: serde_json::json!({ "sequence": done.sequence }) }
    }

    fn keep(&mut self, key: (Uuid, Uuid), done: Done) {
        self.answers.insert(key, done);
        self.order.push_back(key);
        while self.order.len() > ANSWERS_MAX as usize {
            if let Some(oldest) = self.order.pop_front() {
                self.answers.remove(&oldest);
            }
        }
    }
}

/// An answer as it was remembered.
pub(crate) fn done(body: &serde_json::Value) -> Done {
    Done { sequence: body.get("sequence").and_then(serde_json::Value::as_u64) }
}

const fn actor(by: By) -> Uuid {
    match by {
        By::Member(member) => member.0,
        By::Customer(customer) => customer.0,
    }
}
