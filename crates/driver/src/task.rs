//! The driver's loop: drain, handle, commit, then answer and publish. It is the only place that holds an `Acd`.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use acd::{
    ApplicationId, By, Command, CustomerId, Event, Fact, Input, MemberId, Millis, Refused,
    Timestamp,
};
use store::{AppendError, JournalEntry, Seq, Store};
use tokio::sync::oneshot;

use super::book::Book;
use super::clock::Time;
use super::ledger::Ledger;
use super::load::Loaded;
use super::memory::AnswerMemory;
use super::outlet::{Errand, KeysToSend, Outlet};
use super::request::{
    Arrival, AttachRequest, Attached, Attaching, CommandRequest, Done, Inbox, Picture, Request,
};
use super::scene::{Painted, Scene};
use super::setback::{self, Setback};
use super::work::{Taken, Work};
use super::{Clock, Rejection, typing};
use crate::push::Audience;
use crate::push::hub::Hub;
use crate::push::onlookers::{Onlooker, Onlookers};
use crate::push::pushed::Pushed;

/// How many inputs one commit may carry.
const BATCH_MAX: usize = 256;
/// How many facts may wait for a store that does not take them; behind them the inbox fills, and channels wait.
const BACKLOG_MAX: usize = 10_000;
/// How long a driver waits before it asks a broken store again.
const RETRY_EVERY: Millis = Millis(250);
/// What a snapshot costs is then a small part of what the entries did.
pub const SNAPSHOT_EVERY: u64 = 2_000;

pub struct DriverTask<L = Store, T = Clock> {
    pub(super) application: ApplicationId,
    pub(super) store: L,
    pub(super) clock: T,
    pub(super) outlet: Outlet,
    pub(super) scene: Scene,
    pub(super) seq: Seq,
    pub(super) hub: Hub,
    pub(super) onlookers: Onlookers,
    pub(super) memory: AnswerMemory,
    snapshot_every: u64,
    saved: Seq,
    /// The state has taken what the store has not: it is loaded anew before anything else.
    pub(super) astray: bool,
    /// F01: until when it is on disk that we ran.
    pub(super) known_alive: Timestamp,
    /// F07: who waits for the last call's end.
    waiting: Vec<oneshot::Sender<()>>,
}

/// What a driver is built from, beside its state.
pub struct DriverParts<L = Store, T = Clock> {
    pub application: ApplicationId,
    pub store: L,
    pub clock: T,
    pub outlet: Outlet,
    /// A snapshot is saved after so many journal entries.
    pub snapshot_every: u64,
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    pub fn new(parts: DriverParts<L, T>, loaded: Loaded, book: Book) -> Self {
        let DriverParts { application, store, clock, outlet, snapshot_every } = parts;
        let Loaded { acd, seq, saved, at, transcripts, hand_overs, opinions, memory } = loaded;
        let mut scene = Scene::new(acd, book, transcripts);
        scene.hand_overs = hand_overs;
        scene.opinions = opinions;
        Self {
            application,
            store,
            clock,
            outlet,
            scene,
            seq,
            hub: Hub::starting_at(seq.0),
            onlookers: Onlookers::default(),
            memory,
            snapshot_every,
            saved,
            astray: false,
            known_alive: at,
            waiting: Vec::new(),
        }
    }

    pub async fn run(mut self, mut inbox: Inbox) {
        let mut backlog = self.wake_up().await;
        while let Some(requests) = self.gather(&mut inbox, backlog).await {
            backlog = self.take_all(requests).await;
        }
    }

    /// What is to be done next, in order; `None` when nobody can ask for anything any more.
    async fn gather(&mut self, inbox: &mut Inbox, backlog: Vec<Request>) -> Option<Vec<Request>> {
        let mut requests = backlog;
        if !requests.is_empty() {
            self.pause().await;
            fill(&mut requests, inbox, BACKLOG_MAX);
            return Some(requests);
        }
        loop {
            let due = self.scene.acd.next_deadline();
            let pulse = self.next_pulse();
            // What is due comes first, whatever the inbox holds.
            tokio::select! {
                biased;
                () = until(&self.clock, due) => {
                    requests.push(Request::Fact(Fact::DeadlineReached));
                    fill(&mut requests, inbox, BATCH_MAX);
                    return Some(requests);
                }
                () = until(&self.clock, pulse) => {}
                received = inbox.0.recv_many(&mut requests, BATCH_MAX) => {
                    return (received > 0).then_some(requests);
                }
            }
            self.pulse();
        }
    }

    pub(super) async fn pause(&self) {
        self.clock.until(self.clock.now().after(RETRY_EVERY)).await;
    }

    /// Returns what has to be taken again, because the store did not.
    pub(super) async fn take_all(&mut self, requests: Vec<Request>) -> Vec<Request> {
        let now = self.clock.now();
        self.take_all_at(requests, now).await
    }

    pub(super) async fn take_all_at(
        &mut self,
        requests: Vec<Request>,
        now: Timestamp,
    ) -> Vec<Request> {
        if !self.is_sound().await {
            return setback::refused(requests);
        }
        match self.step_at(requests, now).await {
            Ok(()) => Vec::new(),
            Err(Setback::Outage(work)) => self.put_back(*work).await,
            Err(Setback::Defect(requests)) => self.one_by_one(requests).await,
        }
    }

    /// One batch: through the core, onto the disk, out to everybody.
    pub(super) async fn step(&mut self, requests: Vec<Request>) -> Result<(), Setback> {
        let now = self.clock.now();
        self.step_at(requests, now).await
    }

    async fn step_at(&mut self, requests: Vec<Request>, now: Timestamp) -> Result<(), Setback> {
        let mut work = Work::new(self.application, self.seq);
        let mut requests = requests.into_iter();
        while let Some(request) = requests.next() {
            if let Err(culprit) = self.take(request, now, &mut work) {
                metrics::counter!("rapport_core_panics_total").increment(1);
                self.astray = true;
                let all = work.into_requests().chain([*culprit]).chain(requests);
                return Err(Setback::Defect(all.collect()));
            }
        }
        // An answer that was given has to be given again after a restart, whether or not anything changed (I27).
        if !work.batch.is_empty() {
            let inputs = u32::try_from(work.batch.entries.len()).unwrap_or(u32::MAX);
            metrics::histogram!("rapport_batch_inputs").record(inputs);
            match self.store.append(work.batch.clone()).await {
                Ok(committed) => self.seq = committed.last,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "a commit failed");
                    self.astray = true;
                    return Err(match error {
                        AppendError::Guarded(_) => Setback::Defect(work.into_requests().collect()),
                        AppendError::Stale { .. }
                        | AppendError::Commit(_)
                        | AppendError::Closed => Setback::Outage(Box::new(work)),
                    });
                }
            }
        }
        self.settle(work, now);
        Ok(())
    }

    /// Gives the request back if the core panicked over it.
    fn take(
        &mut self,
        request: Request,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        match request {
            Request::Fact(fact) => self.take_told(request, fact, now, work)?,
            Request::Key(pressed) => self.take_key(pressed, now, work)?,
            Request::Answered(answer) => self.take_answer(answer, now, work)?,
            Request::Found(found) => self.take_found(found, now, work)?,
            Request::Arrival(arrival, reply) => self.take_arrival(arrival, reply, now, work)?,
            Request::Command(request) => self.take_command(request, now, work)?,
            Request::Edit(request) => self.take_edit(*request, now, work)?,
            Request::Config(request) => self.take_config(request, now, work)?,
            Request::Attach(request) => self.take_attach(request, now, work)?,
            Request::CustomerDetached(customer) => self.forget_if_gone(customer),
            Request::MemberDetached { member, last_frame } => {
                if !self.is_here(member, work) {
                    let quiet = Fact::BrowserQuiet { member, last_frame };
                    self.take_told(request, quiet, now, work)?;
                }
            }
            Request::Left(member, why) => {
                self.hub.tell(Audience::Member(member), &Pushed::Left(why));
            }
            Request::Presence(member, reply) => {
                let _gone = reply.send(self.scene.presence(member));
            }
            Request::Settings(reply) => {
                let _gone = reply.send(self.scene.acd.settings().clone());
            }
            Request::Typing { by, contact } => self.pass_typing(by, contact),
            Request::VoicemailsChanged(group) => self.tell_of_voicemails(group),
            Request::Watch(onlooker) => work.taken.push(Taken::Watch(onlooker)),
            Request::CallsOver(reply) => self.waiting.push(reply),
        }
        Ok(())
    }

    /// What nobody waits for.
    pub(super) fn take_told(
        &mut self,
        request: Request,
        fact: Fact,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        match self.fact(fact, now, work) {
            Ok(()) => work.taken.push(Taken::Told(request)),
            Err(Panicked) => return Err(Box::new(request)),
        }
        Ok(())
    }

    fn take_arrival(
        &mut self,
        arrival: Arrival,
        reply: oneshot::Sender<Result<(), Rejection>>,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        let customer = CustomerId(arrival.customer.id);
        self.scene.book.customers.insert(customer, arrival.customer.clone());
        let (contact, number) = (arrival.contact, arrival.number);
        match self.fact(Fact::CallArrived { contact, customer, number }, now, work) {
            Ok(()) => work.taken.push(Taken::Arrival(arrival, reply)),
            Err(Panicked) => return Err(Box::new(Request::Arrival(arrival, reply))),
        }
        Ok(())
    }

    fn take_attach(
        &mut self,
        request: AttachRequest,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        match &request.who {
            Attaching::Member { member, .. } => {
                let member = *member;
                if self.scene.is_given_up(member) {
                    self.hub.left_untold(Audience::Member(member), self.seq.0);
                }
                if let Err(Panicked) = self.fact(Fact::BrowserLive { member }, now, work) {
                    return Err(Box::new(Request::Attach(request)));
                }
            }
            Attaching::Customer(customer) => {
                self.scene.name(customer);
            }
        }
        work.taken.push(Taken::Attach(request));
        Ok(())
    }

    fn take_command(
        &mut self,
        request: CommandRequest,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        let (by, command) = (request.by, request.command);
        if let Some(done) = request.cmd_id.and_then(|cmd_id| self.memory.recall(by, cmd_id)) {
            work.taken.push(Taken::Command(request, Ok(done)));
            return Ok(());
        }
        if let Some(done) = self.said_before(by, &command) {
            self.remember(&request, done, now, work);
            work.taken.push(Taken::Command(request, Ok(done)));
            return Ok(());
        }
        let outcome = match self.handle(Input::Command { by, command }, Some(by), now, work) {
            Ok(outcome) => outcome.map(|()| self.done(by, &command)),
            Err(Panicked) => return Err(Box::new(Request::Command(request))),
        };
        match outcome {
            Ok(done) => {
                if let (Some((contact, message)), Some(text)) =
                    (self.written_to(by, &command), &request.text)
                    && let Some(added) =
                        self.scene.transcripts.fill(contact, message, text, &request.files)
                {
                    work.batch.messages.push(added);
                }
                if let (Command::SendKeys { contact }, Some(keys)) = (command, &request.text) {
                    work.keys.push(KeysToSend { contact, keys: keys.clone() });
                }
                self.keep_note(&request, now, work);
                self.keep_opinion(&request, work);
                if let Some(callee) = &request.callee {
                    let customer = callee.customer.clone();
                    self.scene.book.customers.insert(CustomerId(customer.id), customer);
                    work.batch.writes.extend(callee.write.clone());
                    work.voicemails.extend(callee.calls_back);
                }
                self.remember(&request, done, now, work);
            }
            Err(refused) => {
                if let Some(fact) = late_accept(by, command, refused)
                    && let Err(Panicked) = self.fact(fact, now, work)
                {
                    return Err(Box::new(Request::Command(request)));
                }
            }
        }
        work.taken.push(Taken::Command(request, outcome));
        Ok(())
    }

    /// I27: the same id will get the same answer.
    fn remember(&mut self, request: &CommandRequest, done: Done, now: Timestamp, work: &mut Work) {
        if let Some(cmd_id) = request.cmd_id {
            work.batch.answers.push(self.memory.remember(request.by, cmd_id, done, now));
        }
    }

    /// The type says that a fact is never refused; the core keeps to it.
    fn fact(&mut self, fact: Fact, now: Timestamp, work: &mut Work) -> Result<(), Panicked> {
        self.handle(Input::Fact { fact }, None, now, work).map(drop)
    }

    /// One input through the core, and what flows ask of us because of it (VC41): there is an end to that, since each answer
    /// leaves a node behind.
    pub(super) fn handle(
        &mut self,
        input: Input,
        by: Option<By>,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<Result<(), Refused>, Panicked> {
        let mut answers = match self.handle_one(input, by, now, work)? {
            Ok(answers) => VecDeque::from(answers),
            Err(refused) => return Ok(Err(refused)),
        };
        while let Some(fact) = answers.pop_front() {
            if let Ok(more) = self.handle_one(Input::Fact { fact }, None, now, work)? {
                answers.extend(more);
            }
        }
        Ok(Ok(()))
    }

    /// Events go to the journal, effects wait for the commit.
    fn handle_one(
        &mut self,
        input: Input,
        by: Option<By>,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<Result<Vec<Fact>, Refused>, Panicked> {
        let scene = &mut self.scene;
        let handled = catch_unwind(AssertUnwindSafe(|| scene.handle(input.clone(), now)));
        let Ok(handled) = handled else {
            tracing::error!(?input, "the core panicked; its state is loaded anew");
            return Err(Panicked);
        };
        let handled = match handled {
            Ok(handled) => handled,
            Err(refused) => return Ok(Err(refused)),
        };
        work.effects.extend(handled.effects);
        work.enquiries.extend(handled.enquiries);
        work.callees.extend(handled.callees);
        work.voicemails.extend(handled.voicemails.iter().map(|left| left.group));
        let voicemails = handled.voicemails.iter().map(|left| left.put(self.application));
        work.batch.writes.extend(voicemails);
        // An input that changed nothing leaves nothing behind, unless a person waits for its answer.
        if !handled.events.is_empty() {
            work.batch.entries.push(JournalEntry { input, by, at: now, events: handled.events });
        }
        Ok(Ok(handled.answers))
    }

    /// After the commit: answers first, then effects, then screens.
    fn settle(&mut self, work: Work, now: Timestamp) {
        let Work { batch, effects, keys, enquiries, callees, voicemails, taken } = work;
        self.scene.keyed.commit();
        self.scene.hand_overs.commit();
        self.scene.opinions.commit();
        if !batch.entries.is_empty() {
            self.known_alive = self.known_alive.max(now);
        }
        let mut attaching = Vec::new();
        let mut watching = Vec::new();
        for taken in taken {
            match taken {
                // A receiver that is gone has closed its socket.
                Taken::Command(request, outcome) => {
                    let _gone = request.reply.send(outcome.map_err(Rejection::Refused));
                }
                Taken::Arrival(_, reply) => {
                    let _gone = reply.send(Ok(()));
                }
                Taken::Edit(request) => self.edited(*request),
                Taken::Config(request) => self.config_edited(*request),
                Taken::Attach(request) => attaching.push(request),
                Taken::Watch(onlooker) => watching.push(onlooker),
                Taken::Told(_) => {}
            }
        }
        let effects = effects.into_iter().map(|(effect, flow)| Errand::Effect { effect, flow });
        let enquiries = enquiries.into_iter().map(Errand::Ask);
        let enquiries = enquiries.chain(callees.into_iter().map(Errand::FindCallee));
        for errand in effects.chain(keys.into_iter().map(Errand::Keys)).chain(enquiries) {
            self.outlet.send(errand);
        }
        for group in voicemails {
            self.tell_of_voicemails(group);
        }
        let events = batch.entries.iter().flat_map(|entry| &entry.events);
        // What is committed stays; a defect in a picture costs the picture.
        if catch_unwind(AssertUnwindSafe(|| self.show(events, attaching, watching, now))).is_err() {
            tracing::error!("a picture met a defect of ours; everybody takes a fresh one");
            metrics::counter!("rapport_picture_defects_total").increment(1);
            self.astray = true;
            self.start_over();
        }
        if self.scene.origins.calls().next().is_none() {
            for waits in self.waiting.drain(..) {
                // Who waits no more need not be told.
                let _gone = waits.send(());
            }
        }
        self.save_snapshot(now);
    }

    /// To everybody's screen; then those who attach, with a picture that holds it.
    fn show<'a>(
        &mut self,
        events: impl Iterator<Item = &'a Event>,
        attaching: Vec<AttachRequest>,
        watching: Vec<Onlooker>,
        now: Timestamp,
    ) {
        let watched = !self.onlookers.is_empty();
        let Painted { changes, directory, departed } =
            self.scene.paint(events, self.seq.0, watched);
        for (audience, pushed) in changes {
            self.hub.publish(audience, self.seq.0, pushed);
        }
        if let Some(directory) = directory {
            self.onlookers.tell(&directory);
        }
        for request in attaching {
            self.attach(request, now);
        }
        for onlooker in watching {
            self.onlookers.join(onlooker, self.scene.directory());
        }
        for customer in departed {
            self.forget_if_gone(customer);
        }
    }

    /// What was pushed does not lead to the state any more: all clients come again.
    pub(super) fn start_over(&mut self) {
        self.hub.start_over(self.seq.0);
        self.onlookers = Onlookers::default();
        self.scene.show_everything();
    }

    fn attach(&mut self, request: AttachRequest, now: Timestamp) {
        let AttachRequest { who, reply } = request;
        let (audience, resume) = match who {
            Attaching::Member { member, resume } => (Audience::Member(member), resume),
            Attaching::Customer(customer) => (Audience::Customer(CustomerId(customer.id)), None),
        };
        let seq = self.seq.0;
        let (picture, pushed) = self.scene.welcome(&mut self.hub, audience, resume, seq);
        // It came while its member did not work here, and a later request of the same batch has let them in again: the core
        // has not heard of this browser, and nothing would be pushed to it.
        let unheard =
            matches!(audience, Audience::Member(member) if self.scene.is_given_up(member));
        let picture = if unheard { Picture::Nobody } else { picture };
        // A receiver that is gone closed its socket while it waited; the hub notices by itself.
        drop(reply.send(Attached { seq, now, picture, pushed }));
    }

    /// Whether a socket of the member is open, or is being let in by this very batch.
    fn is_here(&mut self, member: MemberId, work: &Work) -> bool {
        let comes = |taken: &Taken| match taken {
            Taken::Attach(request) => request.who.is_member(member),
            Taken::Command(..)
            | Taken::Arrival(..)
            | Taken::Edit(_)
            | Taken::Config(_)
            | Taken::Watch(_)
            | Taken::Told(_) => false,
        };
        work.taken.iter().any(comes) || self.hub.present(Audience::Member(member)) > 0
    }

    /// The book holds the names of customers who are here, and of nobody else.
    pub(super) fn forget_if_gone(&mut self, customer: CustomerId) {
        let is_concerned = self.scene.origins.concern(customer);
        if !is_concerned && self.hub.present(Audience::Customer(customer)) == 0 {
            self.scene.book.customers.remove(&customer);
        }
    }

    fn pass_typing(&self, by: By, contact: Option<acd::ContactId>) {
        if let Some((contact, other)) = typing::other_side(&self.scene.acd, by, contact) {
            self.hub.whisper(other, &Pushed::Typing { contact: contact.0 });
        }
    }

    /// Every so often, and beside the driver: the clone is cheap, the serialising is not.
    fn save_snapshot(&mut self, now: Timestamp) {
        if self.seq.0 < self.saved.0 + self.snapshot_every {
            return;
        }
        self.saved = self.seq;
        self.store.save_beside(self.application, self.scene.acd.clone(), self.seq, now);
    }
}

/// What waits in the inbox joins what is there already.
fn fill(requests: &mut Vec<Request>, inbox: &mut Inbox, max: usize) {
    while requests.len() < max
        && let Ok(request) = inbox.0.try_recv()
    {
        requests.push(request);
    }
}

/// Never without a deadline.
async fn until(clock: &impl Time, deadline: Option<Timestamp>) {
    match deadline {
        Some(deadline) => clock.until(deadline).await,
        None => std::future::pending().await,
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
#[derive(Clone, Copy, Debug)]
pub(super) struct Panicked;

#[cfg(test)]
mod tests;
