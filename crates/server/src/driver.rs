//! One task per application owns its `Acd`: drain the inbox, handle each input, commit them together, and only
//! then answer, run effects and publish (DESIGN §3). Nothing is shown or acknowledged before it is committed.

mod book;
mod load;
mod memory;
mod naming;
mod origin;
mod picture;
mod request;
mod task;
mod transcript;

use acd::{By, Command, Fact, MemberId, Refused, Timestamp};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;
use wire::customer::CustomerView;

pub(crate) use book::Directory;
pub(crate) use load::load;
pub(crate) use naming::{customer_view, myself, names};
pub(crate) use origin::Origins;
pub(crate) use picture::ShownGroups;
pub(crate) use request::{Arrival, Attached, Done, Pending, Picture};
use request::{AttachRequest, CommandRequest, Request};
pub(crate) use task::DriverTask;

use crate::push::Audience;

/// How many inputs may wait; channels wait for a place, so nothing is dropped.
const INBOX_MAX: usize = 10_000;

/// The way to one application's driver.
#[derive(Clone, Debug)]
pub(crate) struct Driver {
    inbox: mpsc::Sender<Request>,
}

/// Why a request came to nothing. Nothing was changed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    Refused(Refused),
    StoreUnavailable,
    ShuttingDown,
}

impl Driver {
    /// The handle and the receiving end for [`DriverTask`].
    pub(crate) fn channel() -> (Self, request::Inbox) {
        let (sender, receiver) = mpsc::channel(INBOX_MAX);
        (Self { inbox: sender }, receiver)
    }

    /// A fact cannot be refused; this waits only while the inbox is full.
    pub(crate) async fn fact(&self, fact: Fact) {
        // A closed inbox means that the server is going down; boot tells what was lost.
        let _gone = self.inbox.send(Request::Fact(fact)).await;
    }

    /// A call has come in. Ok once it is committed: only then may it be answered.
    pub(crate) async fn arrival(&self, arrival: Arrival) -> Result<(), Rejection> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Arrival(arrival, reply)).await?;
        answer.await.unwrap_or(Err(Rejection::ShuttingDown))
    }

    /// A person's wish, done and committed. `cmd_id` makes it idempotent, `text` is a message's body.
    pub(crate) async fn command(
        &self,
        by: By,
        cmd_id: Option<Uuid>,
        command: Command,
        text: Option<String>,
    ) -> Result<Done, Rejection> {
        self.submit(by, cmd_id, command, text).await.done().await
    }

    /// As [`Self::command`], but returns as soon as the command has its place in the inbox: commands that are submitted
    /// one after another are handled in that order.
    pub(crate) async fn submit(
        &self,
        by: By,
        cmd_id: Option<Uuid>,
        command: Command,
        text: Option<String>,
    ) -> Pending {
        let (reply, answer) = oneshot::channel();
        let request = CommandRequest { by, cmd_id, command, text, reply };
        Pending(self.send(Request::Command(request)).await.map(|()| answer))
    }

    /// Tells the name of a customer before the customer acts.
    pub(crate) async fn introduce(&self, customer: CustomerView) {
        let _gone = self.inbox.send(Request::Introduce(customer)).await;
    }

    /// Joins the pushed changes, with either what was missed since `resume` or a whole picture.
    pub(crate) async fn attach(
        &self,
        audience: Audience,
        resume: Option<u64>,
    ) -> Result<Attached, Rejection> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Attach(AttachRequest { audience, resume, reply })).await?;
        answer.await.map_err(|_| Rejection::ShuttingDown)
    }

    /// The socket of an attached client has closed.
    pub(crate) async fn detached(&self, audience: Audience, last_frame: Timestamp) {
        let _gone = self.inbox.send(Request::Detached { audience, last_frame }).await;
    }

    /// The member's open sockets are told that the login has ended, and close.
    pub(crate) async fn signed_out(&self, member: MemberId) {
        let _gone = self.inbox.send(Request::SignedOut(member)).await;
    }

    /// The other side of a session is told that somebody types. Kept nowhere.
    pub(crate) async fn typing(&self, by: By, contact: Option<acd::ContactId>) {
        let _gone = self.inbox.send(Request::Typing { by, contact }).await;
    }

    async fn send(&self, request: Request) -> Result<(), Rejection> {
        self.inbox.send(request).await.map_err(|_| Rejection::ShuttingDown)
    }
}
