//! The answers to recent commands, so that a command sent twice within this process costs no read. The store keeps them
//! for a day; the sockets ask it for older ones.

use std::collections::{BTreeMap, VecDeque};

use acd::{By, Timestamp};
use store::Answer;
use uuid::Uuid;

use super::request::Done;

const REMEMBERED_MAX: usize = 50_000;

#[derive(Debug, Default)]
pub(crate) struct AnswerMemory {
    answers: BTreeMap<(By, Uuid), Done>,
    order: VecDeque<(By, Uuid)>,
}

impl AnswerMemory {
    pub(crate) fn recall(&self, by: By, cmd_id: Uuid) -> Option<Done> {
        self.answers.get(&(by, cmd_id)).copied()
    }

    /// Remembers, and gives the row to commit with the batch.
    pub(crate) fn remember(&mut self, by: By, cmd_id: Uuid, done: Done, at: Timestamp) -> Answer {
        self.answers.insert((by, cmd_id), done);
        self.order.push_back((by, cmd_id));
        while self.order.len() > REMEMBERED_MAX {
            if let Some(oldest) = self.order.pop_front() {
                self.answers.remove(&oldest);
            }
        }
        Answer { by, cmd_id, at, body: serde_json::json!({ "sequence": done.sequence }) }
    }

    /// After a failed commit nobody knows which of these stand; the store does.
    pub(crate) fn forget_unsure(&mut self) {
        self.answers.clear();
        self.order.clear();
    }
}
