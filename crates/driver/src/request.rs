//! What can be asked of a driver, and what comes back.

use std::sync::Arc;

use acd::{
    By, Command, ContactId, CustomerId, Fact, GroupId, MemberId, NumberId, Settings, Timestamp,
};
use store::{Key, MessageFile, Opinion, Write};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;
use wire::customer::CustomerView;
use wire::widget::CustomerSnapshot;
use wire::workspace::Snapshot;

use super::Rejection;
use super::callee::FoundCallee;
use super::config_edit::ConfigRequest;
use super::enquiry::EnquiryAnswer;
use super::member_edit::EditRequest;
use crate::push::feed::Feed;
use crate::push::onlookers::Onlooker;
use crate::push::pushed::{Leave, Pushed};

/// The receiving end of a [`crate::Driver`].
#[derive(Debug)]
pub struct Inbox(pub(crate) mpsc::Receiver<Request>);

#[derive(Debug)]
pub(crate) enum Request {
    Fact(Fact),
    Key(Pressed),
    /// VC41.
    Answered(EnquiryAnswer),
    /// VC41.
    Found(Box<FoundCallee>),
    Arrival(Arrival, oneshot::Sender<Result<(), Rejection>>),
    Command(CommandRequest),
    Edit(Box<EditRequest>),
    Config(Box<ConfigRequest>),
    Attach(AttachRequest),
    MemberDetached {
        member: MemberId,
        last_frame: Timestamp,
    },
    CustomerDetached(CustomerId),
    /// The member works here no more, for now: open sockets are told and closed.
    Left(MemberId, Leave),
    Presence(MemberId, oneshot::Sender<Presence>),
    /// What holds for the whole application now.
    Settings(oneshot::Sender<Settings>),
    Typing {
        by: By,
        contact: Option<ContactId>,
    },
    /// VC42: something was done with a voicemail of the group.
    VoicemailsChanged(GroupId),
    /// W13: somebody looks at the directory.
    Watch(Onlooker),
    /// F07: answered when no call lives any more, and that is on disk.
    CallsOver(oneshot::Sender<()>),
}

/// What a member is doing, as far as a login that runs out cares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// The label is not Offline.
    pub online: bool,
    pub in_call: bool,
}

/// A key that the customer pressed. The core hears that one was; which one joins it here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pressed {
    pub(crate) contact: ContactId,
    pub(crate) key: Key,
}

/// A call from outside, with who calls.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub contact: ContactId,
    pub number: NumberId,
    pub customer: CustomerView,
}

#[derive(Debug)]
pub(crate) struct CommandRequest {
    pub(crate) by: By,
    pub(crate) cmd_id: Option<Uuid>,
    pub(crate) command: Command,
    /// What the core does not see: a message's body, keys to send.
    pub(crate) text: Option<String>,
    /// DK13: what a message carries.
    pub(crate) files: Vec<MessageFile>,
    pub(crate) callee: Option<Box<Callee>>,
    /// DK08: what is said beside a score.
    pub(crate) opinion: Option<Box<Opinion>>,
    pub(crate) reply: oneshot::Sender<Result<Done, Rejection>>,
}

/// VC06: whom a member calls. Kept with the command, or not at all.
#[derive(Clone, Debug)]
pub struct Callee {
    pub customer: CustomerView,
    /// Makes a customer who was not known before, and whatever else belongs to the call.
    pub write: Option<Write>,
    /// One who was not known before is the same to everybody who calls them, for as long as one of them is in hand.
    pub newcomer: Option<Arc<CustomerId>>,
    /// VC42: whose voicemail is answered by it.
    pub calls_back: Option<GroupId>,
}

/// A command on its way through the driver.
#[derive(Debug)]
pub struct Pending(pub(super) Result<oneshot::Receiver<Result<Done, Rejection>>, Rejection>);

impl Pending {
    /// Waits for the commit.
    pub async fn done(self) -> Result<Done, Rejection> {
        self.0?.await.unwrap_or(Err(Rejection::ShuttingDown))
    }
}

/// A command is done and committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// For a message: its place in the session.
    pub sequence: Option<u64>,
}

#[derive(Debug)]
pub(crate) struct AttachRequest {
    pub(crate) who: Attaching,
    pub(crate) reply: oneshot::Sender<Attached>,
}

/// A client that wants to join.
#[derive(Debug)]
pub(crate) enum Attaching {
    /// `resume` is the last seq that it has folded in.
    Member { member: MemberId, resume: Option<u64> },
    /// With the name, because the customer is about to act.
    Customer(CustomerView),
}

impl Attaching {
    pub(super) fn is_member(&self, id: MemberId) -> bool {
        matches!(self, Self::Member { member, .. } if *member == id)
    }
}

/// A client's start: a picture at `seq`, and the changes after it in `pushed`.
#[derive(Debug)]
pub struct Attached {
    pub seq: u64,
    pub now: Timestamp,
    pub picture: Picture,
    pub pushed: Feed,
}

#[derive(Debug)]
pub enum Picture {
    /// Only what was missed.
    Resumed(Vec<Pushed>),
    Member(Box<Snapshot>),
    Customer(CustomerSnapshot),
    /// No such member in this application.
    Nobody,
}
