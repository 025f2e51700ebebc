//! The real store, with weather: a commit may be slow, fail, be done without anybody hearing of it (F10), or be the last
//! thing that the server lives to see. What was not acknowledged may be on the disk or not; what was is there.

use std::sync::{Arc, Mutex, PoisonError};

use acd::{Acd, ApplicationId, By, ContactId, Event, Fact, Input, MessageId, Millis, Timestamp};
use driver::{Done, Ledger};
use store::{
    AppendError, Batch, Committed, JournalEntry, Journaled, Message, PastAnswer, ReadError,
    Recovered, SchemaHash, Seq, Store, WriteError,
};
use uuid::Uuid;

use super::auditor::{Auditor, Sabotage, about};
use super::backlog::{Backlog, places};
use super::chance::Chance;
use super::coverage::trouble;
use super::pace::Pace;
use super::weather::Weather;

#[derive(Clone)]
pub(super) struct Disk {
    backlog: Backlog,
    pace: Pace,
    auditor: Arc<Mutex<Auditor>>,
    lot: Arc<Mutex<Lot>>,
}

/// What is in store for whoever writes or reads next.
#[derive(Debug)]
struct Lot {
    chance: Chance,
    weather: Weather,
    /// The real store is at work for so many.
    busy: u32,
    /// F09, F12: nothing is taken and nothing is told.
    out: bool,
    /// The server has died in the middle of a commit.
    killed: bool,
    /// F08: whatever is done with this contact meets a defect.
    cursed: Option<ContactId>,
    sabotage: Option<Sabotage>,
    /// What went wrong last, if nobody has asked since.
    trouble: Option<&'static str>,
    /// States that wait to be saved.
    states: Vec<Saved>,
    /// F01: when the server was last known to live, on its way to the disk.
    alive: Option<Timestamp>,
}

/// A state that the driver wants to have saved.
#[derive(Debug)]
pub(super) struct Saved {
    pub(super) acd: Acd,
    pub(super) seq: Seq,
    pub(super) at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Good,
    Slow(Millis),
    Failed,
    Unheard,
    KilledBefore,
    KilledAfter,
}

impl Fate {
    const fn trouble(self) -> Option<&'static str> {
        match self {
            Self::Good => None,
            Self::Slow(_) => Some(trouble::COMMIT_SLOW),
            Self::Failed => Some(trouble::COMMIT_FAILED),
            Self::Unheard => Some(trouble::COMMIT_UNHEARD),
            Self::KilledBefore => Some(trouble::KILLED_BEFORE_COMMIT),
            Self::KilledAfter => Some(trouble::KILLED_AFTER_COMMIT),
        }
    }
}

impl Disk {
    pub(super) fn new(
        store: Store,
        pace: &Pace,
        auditor: &Arc<Mutex<Auditor>>,
        weather: Weather,
        chance: Chance,
    ) -> Self {
        let lot = Lot {
            chance,
            weather,
            busy: 0,
            out: false,
            killed: false,
            cursed: None,
            sabotage: auditor.lock().unwrap_or_else(PoisonError::into_inner).sabotage,
            trouble: None,
            states: Vec::new(),
            alive: None,
        };
        let auditor = Arc::clone(auditor);
        let (backlog, pace) = (Backlog::of(store), pace.clone());
        Self { backlog, pace, auditor, lot: Arc::new(Mutex::new(lot)) }
    }

    /// The real one, with everything on it that was taken.
    pub(super) async fn store(&self) -> Store {
        match self.ask(self.backlog.written()).await {
            Ok(store) => store,
            Err((error, batch)) => {
                self.auditor().refused_by_the_store(&error, &batch);
                self.backlog.store.clone()
            }
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.lot().busy > 0
    }

    /// Whether the server died in a commit since this was asked last.
    pub(super) fn take_kill(&self) -> bool {
        std::mem::take(&mut self.lot().killed)
    }

    pub(super) fn take_trouble(&self) -> Option<&'static str> {
        self.lot().trouble.take()
    }

    pub(super) fn is_out(&self) -> bool {
        self.lot().out
    }

    pub(super) fn take_states(&self) -> Vec<Saved> {
        std::mem::take(&mut self.lot().states)
    }

    pub(super) fn take_alive(&self) -> Option<Timestamp> {
        self.lot().alive.take()
    }

    pub(super) fn curse(&self, contact: ContactId) {
        self.lot().cursed = Some(contact);
    }

    pub(super) fn set_out(&self, out: bool) {
        self.lot().out = out;
    }

    pub(super) fn calm(&self) {
        let mut lot = self.lot();
        lot.weather.calmed();
        lot.out = false;
        lot.cursed = None;
    }

    fn fate(&self) -> Fate {
        let mut lot = self.lot();
        if lot.out {
            return Fate::Failed;
        }
        let Weather { slow, failed, unheard, fatal, .. } = lot.weather;
        let mut left = lot.chance.below(1_000);
        for (cases, fate) in [
            (failed, Fate::Failed),
            (unheard, Fate::Unheard),
            (fatal, Fate::KilledBefore),
            (fatal, Fate::KilledAfter),
        ] {
            if left < cases {
                return fate;
            }
            left -= cases;
        }
        // F11, F18: mostly a slow flush, now and then a lock that nobody lets go of.
        match left < slow {
            true if left.is_multiple_of(8) => Fate::Slow(lot.chance.between(1_000, 10_000)),
            true => Fate::Slow(lot.chance.between(5, 400)),
            false => Fate::Good,
        }
    }

    /// Nobody comes back from here.
    async fn die(&self) {
        self.lot().killed = true;
        std::future::pending::<()>().await;
    }

    async fn ask<T>(&self, answer: impl Future<Output = T>) -> T {
        self.lot().busy += 1;
        let _done = Busy(&self.lot);
        answer.await
    }

    fn reach(&self, what: &'static str) -> Result<(), ReadError> {
        if self.lot().out { Err(ReadError::out_of_reach(what)) } else { Ok(()) }
    }

    fn meets_defect(&self, batch: &Batch) -> bool {
        let cursed = self.lot().cursed;
        cursed.is_some_and(|cursed| batch.entries.iter().any(|entry| is_about(entry, cursed)))
    }

    fn auditor(&self) -> std::sync::MutexGuard<'_, Auditor> {
        self.auditor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lot(&self) -> std::sync::MutexGuard<'_, Lot> {
        self.lot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether it is this contact's own step, or all deadlines in one that touches it. Its way out meets nothing.
fn is_about(entry: &JournalEntry, contact: ContactId) -> bool {
    match &entry.input {
        Input::Fact { fact: Fact::DefectMet { .. } | Fact::ProcessLost { .. } } => false,
        Input::Fact { fact: Fact::DeadlineReached } => {
            entry.events.iter().any(|event| event.contact() == Some(contact))
        }
        Input::Fact { fact: Fact::OneDeadline { .. } } => {
            entry.events.first().and_then(Event::contact) == Some(contact)
        }
        input => about(input) == Some(contact),
    }
}

struct Busy<'a>(&'a Mutex<Lot>);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).busy -= 1;
    }
}

impl Ledger for Disk {
    async fn append(&self, batch: Batch) -> Result<Committed, AppendError> {
        if self.meets_defect(&batch) {
            self.lot().trouble = Some(trouble::DEFECT);
            return Err(AppendError::guarded());
        }
        let fate = self.fate();
        if let Some(trouble) = fate.trouble() {
            self.lot().trouble = Some(trouble);
        }
        match fate {
            Fate::Failed => return Err(AppendError::out_of_reach()),
            Fate::Slow(span) => self.pace.until(self.pace.now().after(span)).await,
            Fate::KilledBefore => self.die().await,
            Fate::Good | Fate::Unheard | Fate::KilledAfter => {}
        }
        let mut kept = batch.clone();
        let sabotage = self.lot().sabotage;
        if let Some(Sabotage::Kept(sabotage)) = sabotage {
            sabotage(&mut kept);
        }
        let committed = places(&batch);
        self.auditor().committed(&batch);
        if self.backlog.take(kept) {
            self.store().await;
        }
        match fate {
            Fate::Unheard => return Err(AppendError::out_of_reach()),
            Fate::KilledAfter => self.die().await,
            Fate::Good | Fate::Slow(_) | Fate::Failed | Fate::KilledBefore => {}
        }
        Ok(committed)
    }

    async fn recover(
        &self,
        application: ApplicationId,
        schema: SchemaHash,
    ) -> Result<Option<Recovered>, ReadError> {
        self.reach("the journal")?;
        let mut found = self.ask(self.store().await.recover(application, schema)).await?;
        let sabotage = self.lot().sabotage;
        if let (Some(Sabotage::Found(sabotage)), Some(found)) = (sabotage, &mut found) {
            sabotage(found);
        }
        Ok(found)
    }

    async fn journal_after(
        &self,
        application: ApplicationId,
        seq: Seq,
        limit: u32,
    ) -> Result<Vec<Journaled>, ReadError> {
        self.reach("the journal")?;
        self.ask(self.store().await.journal_after(application, seq, limit)).await
    }

    async fn forget_snapshots(&self, application: ApplicationId) -> Result<(), WriteError> {
        self.ask(self.store().await.forget_snapshots(application)).await
    }

    async fn messages_after(
        &self,
        application: ApplicationId,
        contact: ContactId,
        sequence: u64,
        limit: u32,
    ) -> Result<Vec<Message>, ReadError> {
        self.reach("the messages of a session")?;
        self.ask(self.store().await.messages_after(application, contact, sequence, limit)).await
    }

    async fn message(
        &self,
        application: ApplicationId,
        contact: ContactId,
        id: MessageId,
    ) -> Result<Option<Message>, ReadError> {
        self.reach("a message")?;
        self.ask(self.store().await.message(application, contact, id)).await
    }

    async fn answers_since(
        &self,
        application: ApplicationId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<PastAnswer>, ReadError> {
        self.reach("the answers to recent commands")?;
        self.ask(self.store().await.answers_since(application, since, limit)).await
    }

    async fn answered(
        &self,
        application: ApplicationId,
        by: By,
        cmd_id: Uuid,
    ) -> Result<Option<Done>, ReadError> {
        self.reach("the answer to a command")?;
        self.ask(Ledger::answered(&self.store().await, application, by, cmd_id)).await
    }

    fn save_beside(&self, _: ApplicationId, acd: Acd, seq: Seq, at: Timestamp) {
        self.auditor().compare(&acd, seq);
        self.lot().states.push(Saved { acd, seq, at });
    }

    fn live_beside(&self, _: ApplicationId, now: Timestamp) {
        let mut lot = self.lot();
        if !lot.out {
            lot.alive = Some(now);
        }
    }
}
