//! When a batch comes to nothing: the store did not take it, or it met a defect of ours. Persons are answered, facts are
//! kept, and the state is loaded anew from the store, which knows best.

use std::collections::{BTreeSet, VecDeque};

use acd::{CallFault, ContactId, Effect, Fact};

use super::Rejection;
use super::clock::Time;
use super::ledger::Ledger;
use super::load::{Loaded, load};
use super::outlet::Errand;
use super::request::{CommandRequest, Request};
use super::task::DriverTask;
use super::work::{Taken, Work};

pub(super) enum Setback {
    /// Nothing of it is on disk, as far as we know.
    Outage(Box<Work>),
    /// A panic in the core, or a broken rule that a unique index guards: one of these is to blame.
    Defect(Vec<Request>),
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// The store did not take the batch: who waits is told, the rest is tried again.
    pub(super) async fn put_back(&mut self, work: Work) -> Vec<Request> {
        // F10: a commit whose outcome was unknown may have happened; the store's own memory decides.
        let known = self.reload().await;
        let mut again = Vec::new();
        for taken in work.taken {
            match taken {
                Taken::Command(CommandRequest { by, cmd_id, reply, .. }, _) => {
                    let done = cmd_id.filter(|_| known);
                    let done = done.and_then(|cmd_id| self.memory.recall(by, cmd_id));
                    let _gone = reply.send(done.ok_or(Rejection::StoreUnavailable));
                }
                Taken::Arrival(arrival, reply) => {
                    let _gone = reply.send(Err(Rejection::StoreUnavailable));
                    // The caller is turned away: if the core has the call all the same, it ends.
                    let (contact, fault) = (arrival.contact, CallFault::LegsLost);
                    again.push(Request::Fact(Fact::CallBroke { contact, fault }));
                    self.forget_if_gone(acd::CustomerId(arrival.customer.id));
                }
                Taken::Edit(request) => {
                    let _gone = request.reply.send(Err(Rejection::StoreUnavailable));
                }
                Taken::Config(request) => {
                    let _gone = request.reply.send(Err(Rejection::StoreUnavailable));
                }
                Taken::Attach(request) => again.push(Request::Attach(request)),
                Taken::Watch(onlooker) => again.push(Request::Watch(onlooker)),
                Taken::Told(request) => again.push(request),
            }
        }
        again
    }

    /// One of these has met a defect. Each is tried alone, so that the others come through; who fails alone is set aside.
    pub(super) async fn one_by_one(&mut self, requests: Vec<Request>) -> Vec<Request> {
        let mut requests = VecDeque::from(requests);
        while let Some(request) = requests.pop_front() {
            if !self.is_sound().await {
                requests.push_front(request);
                return refused(requests);
            }
            if matches!(request, Request::Fact(Fact::DeadlineReached | Fact::OneDeadline { .. })) {
                if let Err(work) = self.deadlines_one_by_one().await {
                    let mut again = self.put_back(work).await;
                    again.extend(requests);
                    return again;
                }
                if self.astray {
                    requests.push_front(request);
                }
                continue;
            }
            match self.step(vec![request]).await {
                Ok(()) => {}
                Err(Setback::Outage(work)) => {
                    let mut again = self.put_back(*work).await;
                    again.extend(requests);
                    return again;
                }
                Err(Setback::Defect(culprits)) => {
                    for culprit in culprits {
                        self.set_aside(culprit).await;
                    }
                }
            }
        }
        Vec::new()
    }

    /// Of all deadlines that are due, one is to blame. It costs its contact; a member's own has none, and is passed by: it
    /// comes again, and keeps no other.
    async fn deadlines_one_by_one(&mut self) -> Result<(), Work> {
        let mut behind = 0;
        while self.is_sound().await && self.has_deadlines_due(behind) {
            match self.step(vec![Request::Fact(Fact::OneDeadline { behind })]).await {
                Ok(()) => {}
                Err(Setback::Outage(work)) => return Err(*work),
                Err(Setback::Defect(_)) => {
                    if !self.set_deadline_aside(behind).await {
                        behind += 1;
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether the state is what the store has; loads it if it is not.
    pub(super) async fn is_sound(&mut self) -> bool {
        !self.astray || self.reload().await
    }

    async fn reload(&mut self) -> bool {
        match load(&self.store, self.application).await {
            Ok(loaded) => {
                self.restore(loaded);
                true
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the state could not be loaded");
                false
            }
        }
    }

    fn restore(&mut self, loaded: Loaded) {
        let mut calls: BTreeSet<ContactId> = self.scene.origins.calls().collect();
        self.scene.restore(loaded.acd, loaded.transcripts);
        self.memory = loaded.memory;
        self.astray = false;
        if loaded.seq == self.seq {
            return;
        }
        // F10: what was committed has been shown to nobody and done by nobody.
        self.seq = loaded.seq;
        self.start_over();
        calls.extend(self.scene.origins.calls());
        for contact in calls {
            let wanted = self.scene.acd.wanted(contact);
            let flow = self.scene.flow_wants(contact);
            self.outlet.send(Errand::Effect { effect: Effect::Arrange { contact, wanted }, flow });
        }
    }
}

/// Tells who waits that the store is out of reach. What nobody waits for is kept.
pub(super) fn refused(requests: impl IntoIterator<Item = Request>) -> Vec<Request> {
    let mut kept = Vec::new();
    for request in requests {
        match request {
            Request::Command(command) => {
                let _gone = command.reply.send(Err(Rejection::StoreUnavailable));
            }
            Request::Arrival(_, reply) => {
                let _gone = reply.send(Err(Rejection::StoreUnavailable));
            }
            Request::Edit(edit) => {
                let _gone = edit.reply.send(Err(Rejection::StoreUnavailable));
            }
            Request::Config(edit) => {
                let _gone = edit.reply.send(Err(Rejection::StoreUnavailable));
            }
            Request::Fact(_)
            | Request::Key(_)
            | Request::Answered(_)
            | Request::Found(_)
            | Request::Attach(_)
            | Request::MemberDetached { .. }
            | Request::CustomerDetached(_)
            | Request::Left(..)
            | Request::Presence(..)
            | Request::Settings(_)
            | Request::Typing { .. }
            | Request::VoicemailsChanged(_)
            | Request::Watch(_)
            | Request::CallsOver(_) => kept.push(request),
        }
    }
    kept
}
