//! What an application is doing now. The fields of [`Acd`] are private to this module and its children, and
//! [`Acd::apply`] is the only way in: whoever decides can only record events, and the journal is the state.

mod agent;
mod apply;
mod call_out_limit;
mod consult;
mod contact;
mod deadline;
mod dialling;
mod ended;
mod external;
mod flows;
mod form;
mod internal;
mod notice;
mod offer;
mod outlay;
mod phone;
mod queue;
mod rating;
mod read;
mod recording;
mod routable;
mod self_service;
mod session;
mod tally;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Channel, ChannelId, ContactId, CustomerId, Fence, GroupId, MemberId, Number, NumberId, PhoneId,
    Settings,
};

pub use agent::{Acw, Agent, Miss, Shown};
pub use call_out_limit::CallOutLimit;
pub use consult::{Consult, ConsultOver, ConsultStage, Consulted, Consulting, Party};
pub use contact::{Connecting, Contact, ContactState, Held, Pass, Queued, Talk, Waiting};
pub(crate) use deadline::{Deadline, QuietCost, Timer};
pub use dialling::Dialling;
pub use ended::RECENTLY_ENDED_MAX;
pub use external::{External, ExternalStage, Route};
pub(crate) use flows::Flows;
pub use form::FORM;
pub use internal::{Internal, InternalCallee, InternalSide, InternalStage};
pub use notice::Notice;
pub use offer::Offer;
pub(crate) use outlay::Pace;
pub use outlay::{Outgoing, Outlay};
pub use phone::{AtPhone, Phone};
pub(crate) use queue::{Queue, QueueKey};
pub use rating::{Given, Invitation, RATABLE_MAX};
pub use recording::Recording;
pub use self_service::SelfService;
pub use session::{LastMessage, Messages, RECENT_MESSAGES_MAX};
pub use tally::Tally;

/// One application's contact center: who is there, who waits, who talks. A pure value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Acd {
    settings: Settings,
    numbers: BTreeMap<NumberId, Number>,
    channels: BTreeMap<ChannelId, Channel>,
    flows: Flows,
    groups: BTreeMap<GroupId, Queue>,
    agents: BTreeMap<MemberId, Agent>,
    contacts: BTreeMap<ContactId, Contact>,
    /// VC30: they are no contacts, and their ids are none of a contact's.
    #[serde(default)]
    internals: BTreeMap<ContactId, Internal>,
    /// I25.
    #[serde(default)]
    outlays: BTreeMap<GroupId, Outlay>,
    #[serde(default)]
    phones: BTreeMap<PhoneId, Phone>,

    // Indexes: each can be computed from the above, and `check` does.
    memberships: BTreeMap<MemberId, BTreeSet<GroupId>>,
    customer_sessions: BTreeMap<CustomerId, ContactId>,
    deadlines: BTreeSet<Deadline>,

    // What cannot be: the past, as far as the present needs it.
    ended: ended::RecentlyEnded,
    #[serde(default)]
    ratable: rating::Ratable,
    fence: Fence,
    day: u64,
    tally: Tally,
}
