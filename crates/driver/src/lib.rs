//! One task per application owns its `Acd`: drain the inbox, handle each input, commit them together, and only
//! then answer, run effects and publish. Nothing is shown or acknowledged before it is committed.
//!
//! [`Driver`] is the way in, [`DriverTask`] the loop, [`load()`] the way back from the store; what a commit changes on
//! screens is painted here and handed to whoever holds a [`Feed`]. No socket, no HTTP, no SIP.

mod book;
mod callee;
mod clock;
mod config_edit;
mod enquiry;
mod hand_over;
mod key_press;
mod keyed;
mod last_session;
mod ledger;
mod load;
mod member_edit;
mod memory;
mod naming;
mod opinion;
mod origin;
mod outlet;
mod painter;
mod pulse;
mod push;
mod request;
mod scene;
mod set_aside;
mod setback;
mod task;
mod touched;
mod transcript;
mod typing;
mod voicemail;
mod wake_up;
mod work;
#[cfg(test)]
mod world;
mod written;

use acd::{
    Author, By, Command, ContactId, CustomerId, Fact, GroupId, MemberId, Refused, Settings,
    Timestamp,
};
use store::{Key, MessageFile, Opinion};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;
use wire::customer::CustomerView;

pub use book::Book;
pub use callee::{FoundCallee, WantedCallee};
pub use clock::{Clock, Time};
use config_edit::ConfigRequest;
pub use config_edit::{ConfigEdit, PhoneNamed};
pub use enquiry::{Enquiry, EnquiryAnswer, EnquiryId, Reply};
pub use hand_over::HandOvers;
pub use keyed::{FlowPath, Keyed};
pub use last_session::last_session;
pub use ledger::Ledger;
pub use load::{Loaded, load, save};
use member_edit::EditRequest;
pub use member_edit::MemberEdit;
pub use naming::{customer_view, names, phone_name, roles};
pub use outlet::{Errand, KeysToSend, Outlet};
pub use push::feed::Feed;
use push::onlookers::Onlooker;
pub use push::pushed::{Leave, Pushed};
pub use push::view::{file as file_view, message as message_view};
pub use request::{Arrival, Attached, Callee, Done, Inbox, Pending, Picture, Presence};
use request::{AttachRequest, Attaching, CommandRequest, Pressed, Request};
pub use task::{DriverParts, DriverTask, SNAPSHOT_EVERY};

/// How many inputs may wait; channels wait for a place, so nothing is dropped.
const INBOX_MAX: usize = 10_000;

/// The way to one application's driver.
#[derive(Clone, Debug)]
pub struct Driver {
    inbox: mpsc::Sender<Request>,
}

/// Why a request came to nothing. Nothing was changed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    Refused(Refused),
    StoreUnavailable,
    /// It met a defect of ours and was set aside.
    Defect,
    ShuttingDown,
}

impl Driver {
    /// The handle and the receiving end for [`DriverTask`].
    pub fn channel() -> (Self, Inbox) {
        let (sender, receiver) = mpsc::channel(INBOX_MAX);
        (Self { inbox: sender }, Inbox(receiver))
    }

    /// A fact cannot be refused; this waits only while the inbox is full.
    pub async fn fact(&self, fact: Fact) {
        // A closed inbox means that the server is going down; boot tells what was lost.
        let _gone = self.inbox.send(Request::Fact(fact)).await;
    }

    /// VC20: the customer pressed a key.
    pub async fn key(&self, contact: ContactId, key: Key) {
        let _gone = self.inbox.send(Request::Key(Pressed { contact, key })).await;
    }

    /// VC41: another system has answered what a flow asked, or has not.
    pub async fn enquiry_answered(&self, answer: EnquiryAnswer) {
        let _gone = self.inbox.send(Request::Answered(answer)).await;
    }

    /// VC41: whose number it is to which a flow hands its caller, or that nobody can say.
    pub async fn callee_found(&self, found: FoundCallee) {
        let _gone = self.inbox.send(Request::Found(Box::new(found))).await;
    }

    /// A call has come in. Ok once it is committed: only then may it be answered.
    pub async fn arrival(&self, arrival: Arrival) -> Result<(), Rejection> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Arrival(arrival, reply)).await?;
        answer.await.unwrap_or(Err(Rejection::ShuttingDown))
    }

    /// A person's wish, done and committed. `cmd_id` makes it idempotent, `text` is what the core does not see: a
    /// message's body, the keys to send.
    pub async fn command(
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
    pub async fn submit(
        &self,
        by: By,
        cmd_id: Option<Uuid>,
        command: Command,
        text: Option<String>,
    ) -> Pending {
        self.enqueue(by, cmd_id, command, Said { text, ..Said::default() }).await
    }

    /// DK13: as [`Self::submit`], for a message that carries files. They are whole, and for this message alone (F16).
    pub async fn submit_message(
        &self,
        by: By,
        cmd_id: Option<Uuid>,
        command: Command,
        (text, files): (String, Vec<MessageFile>),
    ) -> Pending {
        let text = Some(text);
        self.enqueue(by, cmd_id, command, Said { text, files, ..Said::default() }).await
    }

    /// VC06: as [`Self::submit`], for the command that calls this customer.
    pub async fn submit_dial(
        &self,
        by: By,
        cmd_id: Option<Uuid>,
        command: Command,
        callee: Callee,
    ) -> Pending {
        let callee = Some(Box::new(callee));
        self.enqueue(by, cmd_id, command, Said { callee, ..Said::default() }).await
    }

    /// DK08: as [`Self::submit`], for a score and what is said beside it.
    pub async fn submit_rating(
        &self,
        by: By,
        cmd_id: Option<Uuid>,
        command: Command,
        opinion: Opinion,
    ) -> Pending {
        let opinion = Some(Box::new(opinion));
        self.enqueue(by, cmd_id, command, Said { opinion, ..Said::default() }).await
    }

    async fn enqueue(&self, by: By, cmd_id: Option<Uuid>, command: Command, said: Said) -> Pending {
        let Said { text, files, callee, opinion } = said;
        let (reply, answer) = oneshot::channel();
        let request = CommandRequest { by, cmd_id, command, text, files, callee, opinion, reply };
        Pending(self.send(Request::Command(request)).await.map(|()| answer))
    }

    /// A member is made, changed or disabled by an admin. Ok once all of it is committed.
    pub async fn edit_member(&self, edit: MemberEdit) -> Result<(), Rejection> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Edit(Box::new(EditRequest { edit, reply, moves: false }))).await?;
        answer.await.unwrap_or(Err(Rejection::ShuttingDown))
    }

    /// Flows, business hours or numbers are changed by an admin. Ok once all of it is committed.
    pub async fn edit_config(&self, edit: ConfigEdit) -> Result<(), Rejection> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Config(Box::new(ConfigRequest { edit, reply }))).await?;
        answer.await.unwrap_or(Err(Rejection::ShuttingDown))
    }

    /// Joins the pushed changes, with either what was missed since `resume` or a whole picture.
    pub async fn attach(
        &self,
        member: MemberId,
        resume: Option<u64>,
    ) -> Result<Attached, Rejection> {
        self.join(Attaching::Member { member, resume }).await
    }

    /// The same for a customer, whose name the driver learns by it.
    pub async fn attach_customer(&self, customer: CustomerView) -> Result<Attached, Rejection> {
        self.join(Attaching::Customer(customer)).await
    }

    async fn join(&self, who: Attaching) -> Result<Attached, Rejection> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Attach(AttachRequest { who, reply })).await?;
        answer.await.map_err(|_| Rejection::ShuttingDown)
    }

    /// `None` while the server goes down.
    pub async fn presence(&self, member: MemberId) -> Option<Presence> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Presence(member, reply)).await.ok()?;
        answer.await.ok()
    }

    /// What an admin has set for the whole application; it is kept in the core alone.
    pub async fn settings(&self) -> Result<Settings, Rejection> {
        let (reply, answer) = oneshot::channel();
        self.send(Request::Settings(reply)).await?;
        answer.await.map_err(|_| Rejection::ShuttingDown)
    }

    /// A socket of an attached member has closed.
    pub async fn member_detached(&self, member: MemberId, last_frame: Timestamp) {
        let _gone = self.inbox.send(Request::MemberDetached { member, last_frame }).await;
    }

    /// A socket of an attached customer has closed.
    pub async fn customer_detached(&self, customer: CustomerId) {
        let _gone = self.inbox.send(Request::CustomerDetached(customer)).await;
    }

    /// The member's open sockets are told why they are of no use any more, and close.
    pub async fn left(&self, member: MemberId, why: Leave) {
        let _gone = self.inbox.send(Request::Left(member, why)).await;
    }

    /// The other side of a session is told that somebody types. Kept nowhere.
    pub async fn typing(&self, by: By, contact: Option<ContactId>) {
        let _gone = self.inbox.send(Request::Typing { by, contact }).await;
    }

    /// VC42: something was done with a voicemail of the group, and is on disk.
    pub async fn voicemails_changed(&self, group: GroupId) {
        let _gone = self.inbox.send(Request::VoicemailsChanged(group)).await;
    }

    /// W13: everybody to whom a call can be handed, whole and then as it changes, until the feed is dropped.
    pub async fn watch_directory(&self) -> Feed {
        let (onlooker, feed) = Onlooker::new();
        // If the driver is gone, so is the feed's other end.
        let _gone = self.send(Request::Watch(onlooker)).await;
        feed
    }

    /// F07: returns when no call lives any more, and that is on disk.
    pub async fn calls_over(&self) {
        let (reply, over) = oneshot::channel();
        if self.send(Request::CallsOver(reply)).await.is_ok() {
            // A driver that ends without an answer has no calls.
            let _ended = over.await;
        }
    }

    async fn send(&self, request: Request) -> Result<(), Rejection> {
        self.inbox.send(request).await.map_err(|_| Rejection::ShuttingDown)
    }
}

/// What a command brings along that the core does not hear.
#[derive(Default)]
struct Said {
    text: Option<String>,
    files: Vec<MessageFile>,
    callee: Option<Box<Callee>>,
    opinion: Option<Box<Opinion>>,
}

/// Whether `by` is the one who wrote.
fn sent_by(by: By, author: Author) -> bool {
    match author {
        Author::Member(member) => by == By::Member(member),
        Author::Customer(customer) => by == By::Customer(customer),
    }
}
