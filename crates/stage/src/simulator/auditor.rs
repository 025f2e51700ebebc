//! Watches every commit: a replica of the core is folded from the events and asked `check`, and a model of its own judges
//! each event by the invariants. What it finds first ends the day.

mod after;
mod agent;
mod clocks;
mod contact;
mod contacts;
mod dialled;
mod flows;
mod model;
mod offers;
mod outside;
mod recordings;
mod rights;
mod statuses;
mod talks;
mod transfers;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use acd::{Acd, By, Command, ContactId, MessageId, Timestamp};
use driver::{Done, Rejection};
use store::{AppendError, Batch, JournalEntry, Recovered, Seq};
use uuid::Uuid;

use self::model::{Model, Step};
use super::Wish;
use super::accounts::Accounts;
use super::center::MORNING;
use super::coverage::Coverage;

/// A bug that a test plants in the center, to see whether it is noticed.
#[derive(Clone, Copy, Debug)]
pub enum Sabotage {
    /// In what the core has decided, as the auditor sees it.
    Decided(fn(&mut JournalEntry)),
    /// In what reaches the disk of a batch that is acknowledged.
    Kept(fn(&mut Batch)),
    /// In what a start of the server finds on the disk.
    Found(fn(&mut Recovered)),
}

pub(super) struct Auditor {
    pub(super) replica: Acd,
    model: Model,
    pub(super) seq: Seq,
    pub(super) at: Timestamp,
    /// The commands that are on disk, with what they were answered.
    committed: BTreeMap<(Uuid, Uuid), serde_json::Value>,
    /// F08: those for which the disk makes each step a defect.
    pub(super) cursed: BTreeSet<ContactId>,
    /// What clients were told, so that they are never told otherwise (I27).
    told: BTreeMap<(Uuid, Uuid), Done>,
    /// The places of messages that their writers were told.
    placed: BTreeMap<(ContactId, MessageId), u64>,
    pub(super) accounts: Accounts,
    pub(super) coverage: Coverage,
    /// The journal so far, in a number.
    pub(super) digest: u64,
    pub(super) entries: u64,
    pub(super) broken: Option<String>,
    pub(super) sabotage: Option<Sabotage>,
    /// One line an event, where somebody wants to read them.
    pub(super) lines: Option<Vec<String>>,
}

impl Auditor {
    pub(super) fn new(wish: Wish) -> Self {
        Self {
            replica: Acd::default(),
            model: Model::default(),
            seq: Seq(0),
            at: Timestamp(0),
            committed: BTreeMap::new(),
            cursed: BTreeSet::new(),
            told: BTreeMap::new(),
            placed: BTreeMap::new(),
            accounts: Accounts::default(),
            coverage: Coverage::default(),
            digest: 0xCBF2_9CE4_8422_2325,
            entries: 0,
            broken: None,
            sabotage: wish.sabotage,
            lines: wish.told.then(Vec::new),
        }
    }

    pub(super) fn fail(&mut self, what: String) {
        self.broken.get_or_insert(what);
    }

    /// A batch is on disk.
    pub(super) fn committed(&mut self, batch: &Batch) {
        if batch.after != self.seq {
            self.fail(format!("W11: a batch after {} was taken at {}", batch.after, self.seq));
        }
        for entry in &batch.entries {
            let mut entry = entry.clone();
            if let Some(Sabotage::Decided(sabotage)) = self.sabotage {
                sabotage(&mut entry);
            }
            self.seq = Seq(self.seq.0 + 1);
            self.entry(&entry);
        }
        for answer in &batch.answers {
            let key = (actor(answer.by), answer.cmd_id);
            if self.committed.insert(key, answer.body.clone()).is_some() {
                self.fail(format!("I27: command {} was done twice", answer.cmd_id));
            }
        }
    }

    fn entry(&mut self, entry: &JournalEntry) {
        self.entries += 1;
        self.fold(entry);
        self.coverage.input(&entry.input);
        if entry.at < self.at {
            self.fail(format!("F20: the time went back from {:?} to {:?}", self.at, entry.at));
        }
        self.at = entry.at;
        let mut step = Step::new(entry.at, &entry.input);
        let (seq, at) = (self.seq, clock(entry.at));
        self.say(|| format!("{at} #{seq} < {:?}", entry.input));
        for event in &entry.events {
            self.coverage.event(event);
            self.say(|| format!("{at} #{seq}   {event:?}"));
            if let Err(broken) = self.model.take(&mut step, event) {
                self.fail(format!("{broken:#}, by {event:?}"));
                return;
            }
            self.replica.apply(event);
            self.accounts.note(entry.at, event);
        }
        if let Err(broken) = self.model.after(&step) {
            self.fail(format!("{broken:#}, after {:?}", entry.input));
        }
        let replica = &self.replica;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| replica.check())) {
            self.fail(format!("Acd::check: {}", said(panic.as_ref())));
        }
    }

    /// The law of the journal, on the state that is really at work.
    pub(super) fn compare(&mut self, real: &Acd, seq: Seq) {
        if seq != self.seq || *real != self.replica {
            self.fail(format!("replay(events) is not the state at {seq}"));
        }
    }

    pub(super) fn refused_by_the_store(&mut self, error: &AppendError, batch: &Batch) {
        self.fail(format!("the store refused a batch after {}: {error}", batch.after));
    }

    /// A client hears what came of a command.
    pub(super) fn answered(
        &mut self,
        by: By,
        cmd_id: Uuid,
        command: &Command,
        answer: Result<Done, Rejection>,
    ) {
        match answer {
            Ok(done) => self.was_done(by, cmd_id, command, done),
            Err(Rejection::Refused(refused)) => {
                self.coverage.refused(refused);
                if self.told.contains_key(&(actor(by), cmd_id)) {
                    self.fail(format!(
                        "I27: {command:?} was done, and is now refused: {refused:?}"
                    ));
                }
            }
            Err(Rejection::Defect) => {
                let cursed = about(command).is_some_and(|contact| self.cursed.contains(&contact));
                if !cursed {
                    self.fail(format!("{command:?} met a defect"));
                }
            }
            Err(Rejection::StoreUnavailable | Rejection::ShuttingDown) => {}
        }
    }

    fn was_done(&mut self, by: By, cmd_id: Uuid, command: &Command, done: Done) {
        let key = (actor(by), cmd_id);
        let first = *self.told.entry(key).or_insert(done);
        if first != done {
            self.fail(format!("I27: {command:?} was answered {first:?}, and now {done:?}"));
        }
        if matches!(command, Command::WriteOn { .. }) && done.sequence.is_none() {
            self.fail(format!("I13: {command:?} was done and has no place"));
        }
        if let Command::SendMessage { contact, message, .. } = command {
            let Some(sequence) = done.sequence else {
                self.fail(format!("I13: {message} was taken and has no place"));
                return;
            };
            let first = *self.placed.entry((*contact, *message)).or_insert(sequence);
            if first != sequence {
                self.fail(format!("I13: {message} has the places {first} and {sequence}"));
            }
        }
    }

    /// Who was told that which command was done.
    pub(super) fn told(&self) -> impl Iterator<Item = (Uuid, Uuid)> {
        self.told.keys().copied()
    }

    pub(super) fn placed(&self) -> impl Iterator<Item = (ContactId, MessageId, u64)> {
        self.placed.iter().map(|((contact, message), sequence)| (*contact, *message, *sequence))
    }

    /// L02, L04: while the server is well, nothing is late.
    pub(super) fn on_time(&mut self, now: Timestamp) {
        if let Err(broken) = self.model.on_time(now) {
            self.fail(format!("{broken:#}"));
        }
    }

    fn fold(&mut self, entry: &JournalEntry) {
        let text = serde_json::to_vec(&(&entry.input, entry.at, &entry.events)).unwrap_or_default();
        for byte in text {
            self.digest = (self.digest ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        }
    }

    /// For whoever reads the story of a day.
    pub(super) fn say(&mut self, line: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            lines.push(line());
        }
    }
}

/// The contact that the input is about, read from its text: whatever kinds there are.
pub(super) fn about(input: &impl serde::Serialize) -> Option<ContactId> {
    let text = serde_json::to_value(input).ok()?;
    contact_in(&text).and_then(|id| id.parse().ok()).map(ContactId)
}

fn contact_in(text: &serde_json::Value) -> Option<&str> {
    let fields = text.as_object()?;
    let own = fields.get("contact").and_then(serde_json::Value::as_str);
    own.or_else(|| fields.values().find_map(contact_in))
}

const fn actor(by: By) -> Uuid {
    match by {
        By::Member(member) => member.0,
        By::Customer(customer) => customer.0,
    }
}

/// Minutes, seconds and milliseconds since the day began, as long as nobody sets the clock.
fn clock(at: Timestamp) -> String {
    let ms = at.since(MORNING).0;
    format!("{:3}:{:02}.{:03}", ms / 60_000, ms / 1_000 % 60, ms % 1_000)
}

/// What a panic said.
pub(super) fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "a panic without words".to_owned())
}
