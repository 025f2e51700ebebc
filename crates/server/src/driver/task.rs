//! The driver's loop: drain, handle, commit, then answer and publish. It is the only place that holds an `Acd`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use acd::{Acd, ApplicationId, By, Command, Effect, Fact, Input, Output, Refused, Timestamp};
use store::{Batch, JournalEntry, Seq, Store};
use tokio::sync::{mpsc, oneshot};

use super::book::Directory;
use super::memory::AnswerMemory;
use super::origin::Origins;
use super::picture::{Painter, ShownGroups};
use super::request::{Arrival, AttachRequest, CommandRequest, Done, Inbox, Request};
use super::transcript::Transcripts;
use super::{Attached, Rejection};
use crate::clock::Clock;
use crate::push::Audience;
use crate::push::hub::{Hub, Pushed};

/// How many inputs one commit may carry.
const BATCH_MAX: usize = 256;
/// How long a driver waits before it asks a broken store again.
const RELOAD_EVERY: Duration = Duration::from_millis(250);
/// A snapshot is saved after so many journal entries.
const SNAPSHOT_EVERY: u64 = 2_000;

/// Where effects go: the channels that hold legs.
pub(crate) type Outlet = mpsc::UnboundedSender<Effect>;

pub(crate) struct DriverTask {
    pub(crate) application: ApplicationId,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) outlet: Outlet,
    pub(crate) acd: Acd,
    pub(crate) seq: Seq,
    pub(crate) book: Directory,
    pub(crate) transcripts: Transcripts,
    pub(crate) origins: Origins,
    pub(crate) shown: ShownGroups,
    pub(crate) hub: Hub,
    pub(crate) memory: AnswerMemory,
    pub(crate) saved: Seq,
}

/// What one drain of the inbox has led to, waiting for its commit.
struct Work {
    batch: Batch,
    effects: Vec<Effect>,
    replies: Vec<Reply>,
    attaching: Vec<AttachRequest>,
    /// Facts and unanswered requests, to be put back if the commit fails.
    facts: Vec<Fact>,
}

/// An answer that waits for the commit.
enum Reply {
    Command { to: oneshot::Sender<Result<Done, Rejection>>, done: Done },
    Arrival { to: oneshot::Sender<Result<(), Rejection>> },
}

impl DriverTask {
    pub(crate) async fn run(mut self, mut inbox: Inbox) {
        let mut requests = Vec::with_capacity(BATCH_MAX);
        loop {
            let due = self.acd.next_deadline().map(|deadline| self.clock.instant(deadline));
            let wake = async {
                match due {
                    Some(due) => tokio::time::sleep_until(due.into()).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                received = inbox.recv_many(&mut requests, BATCH_MAX) => {
                    if received == 0 {
                        return;
                    }
                }
                () = wake => requests.push(Request::Fact(Fact::DeadlineReached)),
            }
            let mut again = self.step(std::mem::take(&mut requests)).await;
            while !again.is_empty() {
                again = self.step(again).await;
            }
        }
    }

    /// Takes one batch of requests. Returns the facts that have to be taken again because the store failed.
    async fn step(&mut self, requests: Vec<Request>) -> Vec<Request> {
        let now = self.clock.now();
        let mut work = Work {
            batch: Batch::new(self.application, self.seq),
            effects: Vec::new(),
            replies: Vec::new(),
            attaching: Vec::new(),
            facts: Vec::new(),
        };
        for request in requests {
            if self.take(request, now, &mut work).is_err() {
                return self.recover_from_panic(work).await;
            }
        }
        if !work.batch.entries.is_empty() {
            let batch = work.batch.clone();
            let inputs = u32::try_from(batch.entries.len()).unwrap_or(u32::MAX);
            metrics::histogram!("rapport_batch_inputs").record(inputs);
            if let Err(error) = self.store.append(batch).await {
                tracing::error!(error = &error as &dyn std::error::Error, "a commit failed");
                return self.fail(work).await;
            }
        }
        self.settle(work, now).await;
        Vec::new()
    }

    fn take(&mut self, request: Request, now: Timestamp, work: &mut Work) -> Result<(), Panicked> {
        match request {
            Request::Fact(fact) => self.take_fact(fact, now, work),
            Request::Arrival(arrival, reply) => self.take_arrival(arrival, reply, now, work),
            Request::Command(request) => self.take_command(request, now, work),
            Request::Introduce(customer) => {
                self.book.customers.insert(acd::CustomerId(customer.id), customer);
                Ok(())
            }
            Request::Attach(request) => {
                if let Audience::Member(member) = request.audience {
                    self.take_fact(Fact::BrowserLive { member }, now, work)?;
                }
                work.attaching.push(request);
                Ok(())
            }
            Request::Detached { audience, last_frame } => match audience {
                Audience::Member(member) if self.hub.present(audience) == 0 => {
                    self.take_fact(Fact::BrowserQuiet { member, last_frame }, now, work)
                }
                Audience::Member(_) | Audience::Customer(_) => Ok(()),
            },
            Request::SignedOut(member) => {
                self.hub.tell(Audience::Member(member), &Pushed::LoggedOut);
                Ok(())
            }
            Request::Typing { by, contact } => {
                self.pass_typing(by, contact);
                Ok(())
            }
        }
    }

    fn take_fact(&mut self, fact: Fact, now: Timestamp, work: &mut Work) -> Result<(), Panicked> {
        work.facts.push(fact);
        // The type says that a fact is never refused; the core keeps to it.
        self.handle(Input::Fact { fact }, None, now, work).map(drop)
    }

    fn take_arrival(
        &mut self,
        arrival: Arrival,
        reply: oneshot::Sender<Result<(), Rejection>>,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Panicked> {
        let customer = acd::CustomerId(arrival.customer.id);
        self.book.customers.insert(customer, arrival.customer);
        let fact = Fact::CallArrived { contact: arrival.contact, customer, number: arrival.number };
        // Not among the facts that are put back: the caller hears 503 instead, and the customer is not kept in doubt.
        // A fact is never refused.
        let _taken = self.handle(Input::Fact { fact }, None, now, work)?;
        work.replies.push(Reply::Arrival { to: reply });
        Ok(())
    }

    fn take_command(
        &mut self,
        request: CommandRequest,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Panicked> {
        let CommandRequest { by, cmd_id, command, text, reply } = request;
        if let Some(done) = cmd_id.and_then(|cmd_id| self.memory.recall(by, cmd_id)) {
            work.replies.push(Reply::Command { to: reply, done });
            return Ok(());
        }
        if let Some(done) = self.said_before(by, &command) {
            work.replies.push(Reply::Command { to: reply, done });
            return Ok(());
        }
        let input = Input::Command { by, command };
        match self.handle(input, Some(by), now, work)? {
            Ok(()) => {
                let done = self.done(&command);
                if let (Command::SendMessage { contact, message, .. }, Some(text)) = (command, text)
                    && let Some(added) = self.transcripts.fill(contact, message, text)
                {
                    work.batch.messages.push(added);
                }
                if let Some(cmd_id) = cmd_id {
                    work.batch.answers.push(self.memory.remember(by, cmd_id, done, now));
                }
                work.replies.push(Reply::Command { to: reply, done });
            }
            Err(refused) => {
                if let Some(fact) = late_accept(by, command, refused) {
                    self.take_fact(fact, now, work)?;
                }
                // Nothing happened, so there is nothing to wait for.
                let _gone = reply.send(Err(Rejection::Refused(refused)));
            }
        }
        Ok(())
    }

    /// DK13: the core remembers the last messages of a session, the transcript more of them.
    fn said_before(&self, by: By, command: &Command) -> Option<Done> {
        let Command::SendMessage { contact, message, .. } = command else { return None };
        let known = self.transcripts.find(*contact, *message)?;
        let own = match known.author {
            acd::Author::Member(member) => by == By::Member(member),
            acd::Author::Customer(customer) => by == By::Customer(customer),
        };
        own.then_some(Done { sequence: Some(known.sequence) })
    }

    fn done(&self, command: &Command) -> Done {
        match command {
            Command::SendMessage { contact, message, .. } => {
                Done { sequence: self.acd.message_sequence(*contact, *message) }
            }
            _ => Done::default(),
        }
    }

    /// One input through the core. Events go to the journal, effects wait for the commit.
    fn handle(
        &mut self,
        input: Input,
        by: Option<By>,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<Result<(), Refused>, Panicked> {
        let acd = &mut self.acd;
        let handled = catch_unwind(AssertUnwindSafe(|| acd.handle(input.clone(), now)));
        let Ok(handled) = handled else {
            tracing::error!(?input, "the core panicked; its state is loaded anew");
            return Err(Panicked);
        };
        let outputs = match handled {
            Ok(outputs) => outputs,
            Err(refused) => return Ok(Err(refused)),
        };
        let mut events = Vec::new();
        for output in outputs {
            match output {
                Output::Event(event) => {
                    self.transcripts.note(&event);
                    self.origins.note(&event);
                    events.push(event);
                }
                Output::Effect(effect) => work.effects.push(effect),
            }
        }
        // An input that changed nothing leaves nothing behind, unless a person waits for its answer.
        if !events.is_empty() {
            work.batch.entries.push(JournalEntry { input, by, at: now, events });
        }
        Ok(Ok(()))
    }

    /// After the commit: answers first, then effects, then screens.
    async fn settle(&mut self, work: Work, now: Timestamp) {
        let entries = work.batch.entries;
        self.seq = Seq(self.seq.0 + entries.len() as u64);
        for reply in work.replies {
            match reply {
                // A receiver that is gone has closed its socket.
                Reply::Command { to, done } => drop(to.send(Ok(done))),
                Reply::Arrival { to } => drop(to.send(Ok(()))),
            }
        }
        for effect in work.effects {
            let _gone = self.outlet.send(effect);
        }
        let mut painter = Painter::new(&self.acd, &self.book, &self.transcripts, &self.origins);
        for entry in &entries {
            painter.note(&entry.events);
        }
        for (audience, pushed) in painter.changes(self.seq.0, &mut self.shown) {
            self.hub.publish(audience, self.seq.0, pushed);
        }
        self.transcripts.drop_ended(&self.acd);
        self.origins.drop_ended();
        for request in work.attaching {
            self.attach(request, now);
        }
        if self.seq.0 >= self.saved.0 + SNAPSHOT_EVERY {
            self.save_snapshot(now).await;
        }
    }

    fn attach(&mut self, request: AttachRequest, now: Timestamp) {
        let AttachRequest { audience, resume, reply } = request;
        let missed =
            resume.filter(|seq| *seq <= self.seq.0).and_then(|seq| self.hub.missed(audience, seq));
        let picture = match missed {
            Some(missed) => super::Picture::Resumed(missed),
            None => Painter::new(&self.acd, &self.book, &self.transcripts, &self.origins)
                .picture(audience, self.seq.0),
        };
        let pushed = self.hub.join(audience);
        // A receiver that is gone closed its socket while it waited; the hub notices by itself.
        drop(reply.send(Attached { seq: self.seq.0, now, picture, pushed }));
    }

    fn pass_typing(&mut self, by: By, contact: Option<acd::ContactId>) {
        let Some((contact, other)) = super::picture::other_side(&self.acd, by, contact) else {
            return;
        };
        self.hub.tell(other, &Pushed::Typing { contact: contact.0 });
    }

    /// The store did not take the batch: nothing of it happened. Persons are told, facts are kept.
    async fn fail(&mut self, work: Work) -> Vec<Request> {
        for reply in work.replies {
            match reply {
                Reply::Command { to, .. } => drop(to.send(Err(Rejection::StoreUnavailable))),
                Reply::Arrival { to } => drop(to.send(Err(Rejection::StoreUnavailable))),
            }
        }
        self.reload().await;
        let facts = work.facts.into_iter().map(Request::Fact);
        facts.chain(work.attaching.into_iter().map(Request::Attach)).collect()
    }

    /// The core panicked. What was handled before it in this batch is not committed and is tried again one by one; the
    /// input that panicked is set aside.
    async fn recover_from_panic(&mut self, work: Work) -> Vec<Request> {
        metrics::counter!("rapport_core_panics_total").increment(1);
        let mut again = self.fail(work).await;
        // The last fact taken may be the culprit; it is not tried a second time.
        if let Some(at) = again.iter().rposition(|request| matches!(request, Request::Fact(_))) {
            again.remove(at);
        }
        again
    }

    /// State anew from the store, however long the store takes.
    async fn reload(&mut self) {
        loop {
            match super::load::load(&self.store, self.application).await {
                Ok(loaded) => {
                    self.acd = loaded.acd;
                    self.seq = loaded.seq;
                    self.origins = Origins::of(&self.acd);
                    self.transcripts = loaded.transcripts;
                    self.memory = loaded.memory;
                    return;
                }
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "the state could not be loaded");
                    tokio::time::sleep(RELOAD_EVERY).await;
                }
            }
        }
    }

    /// The clone is cheap beside the serialising, which another thread does.
    async fn save_snapshot(&mut self, now: Timestamp) {
        self.saved = self.seq;
        super::load::save(self.store.clone(), self.application, self.acd.clone(), self.seq, now)
            .await;
    }
}

/// F31: an accept that comes a moment late is refused, and the miss is taken back.
fn late_accept(by: By, command: Command, refused: Refused) -> Option<Fact> {
    match (by, command, refused) {
        (By::Member(member), Command::Accept { contact, fence }, Refused::OfferGone) => {
            Some(Fact::AcceptedLate { contact, member, fence })
        }
        _ => None,
    }
}

/// The core broke an invariant of its own.
struct Panicked;
