//! What a driver commits in one step: what it took in, what came of it, and what it will answer.

use acd::{ApplicationId, By, Event, Input, Timestamp};

use crate::{Answer, Job, Message, PressedKey, Seq, Write};

/// All of it is committed, or nothing.
#[derive(Clone, Debug)]
pub struct Batch {
    pub application: ApplicationId,
    /// The last sequence that the state behind this batch knows. If the journal knows a later one, the batch is refused:
    /// it was decided on a picture that is no longer true.
    pub after: Seq,
    pub entries: Vec<JournalEntry>,
    pub answers: Vec<Answer>,
    pub messages: Vec<Message>,
    pub keys: Vec<PressedKey>,
    pub jobs: Vec<Job>,
    /// Names, customers, legs and the like that belong to the same step.
    pub writes: Vec<Write>,
}

/// One accepted input and its events; the journal gives it one sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    pub input: Input,
    /// The person behind it; absent for facts and deadlines.
    pub by: Option<By>,
    pub at: Timestamp,
    pub events: Vec<Event>,
}

impl Batch {
    pub const fn new(application: ApplicationId, after: Seq) -> Self {
        Self {
            application,
            after,
            entries: Vec::new(),
            answers: Vec::new(),
            messages: Vec::new(),
            keys: Vec::new(),
            jobs: Vec::new(),
            writes: Vec::new(),
        }
    }

    /// Whether there is nothing to commit.
    pub fn is_empty(&self) -> bool {
        let Self { application: _, after: _, entries, answers, messages, keys, jobs, writes } =
            self;
        entries.is_empty()
            && answers.is_empty()
            && messages.is_empty()
            && keys.is_empty()
            && jobs.is_empty()
            && writes.is_empty()
    }
}
