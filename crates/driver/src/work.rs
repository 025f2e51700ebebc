//! One batch on its way to the disk: what was taken, what came of it, and who waits for it.

use std::collections::BTreeSet;

use acd::{ApplicationId, Effect, GroupId, Refused};
use store::{Batch, Seq};
use tokio::sync::oneshot;

use super::Rejection;
use super::callee::WantedCallee;
use super::config_edit::ConfigRequest;
use super::enquiry::Enquiry;
use super::member_edit::EditRequest;
use super::request::{Arrival, AttachRequest, CommandRequest, Done, Request};
use crate::outlet::KeysToSend;
use crate::push::onlookers::Onlooker;

pub(super) struct Work {
    pub(super) batch: Batch,
    pub(super) effects: Vec<(Effect, Option<flow::Wanted>)>,
    pub(super) keys: Vec<KeysToSend>,
    pub(super) enquiries: Vec<Enquiry>,
    pub(super) callees: Vec<WantedCallee>,
    /// VC42: groups for which words are being left.
    pub(super) voicemails: BTreeSet<GroupId>,
    /// In the order in which it came.
    pub(super) taken: Vec<Taken>,
}

/// A request that the core has taken. Nobody hears of it before the commit; should that fail, it is a request again.
pub(super) enum Taken {
    /// A refusal waits as well: it may rest on what is not committed yet.
    Command(CommandRequest, Result<Done, Refused>),
    Arrival(Arrival, oneshot::Sender<Result<(), Rejection>>),
    Edit(Box<EditRequest>),
    Config(Box<ConfigRequest>),
    Attach(AttachRequest),
    Watch(Onlooker),
    /// Nobody waits for it.
    Told(Request),
}

impl Work {
    pub(super) const fn new(application: ApplicationId, after: Seq) -> Self {
        let batch = Batch::new(application, after);
        Self {
            batch,
            effects: Vec::new(),
            keys: Vec::new(),
            enquiries: Vec::new(),
            callees: Vec::new(),
            voicemails: BTreeSet::new(),
            taken: Vec::new(),
        }
    }

    pub(super) fn into_requests(self) -> impl Iterator<Item = Request> {
        self.taken.into_iter().map(Taken::into_request)
    }
}

impl Taken {
    fn into_request(self) -> Request {
        match self {
            Self::Command(request, _) => Request::Command(request),
            Self::Arrival(arrival, reply) => Request::Arrival(arrival, reply),
            Self::Edit(request) => Request::Edit(request),
            Self::Config(request) => Request::Config(request),
            Self::Attach(request) => Request::Attach(request),
            Self::Watch(onlooker) => Request::Watch(onlooker),
            Self::Told(request) => request,
        }
    }
}
