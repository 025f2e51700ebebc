//! Events of an offer, and of what is remembered of one.

use serde::{Deserialize, Serialize};

use crate::{
    ContactId, CustomerId, Decision, Fence, GroupId, MemberId, Millis, PhoneId, Timestamp,
};

/// RT06: an offer and the decision that led to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferMade {
    pub contact: ContactId,
    pub member: MemberId,
    pub group: GroupId,
    pub fence: Fence,
    pub deadline: Timestamp,
    /// How long the contact had waited.
    pub waited: Millis,
    pub decision: Decision,
    #[serde(default, skip_serializing_if = "OfferWhy::is_queue")]
    pub why: OfferWhy,
}

/// What brought a contact to this very agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum OfferWhy {
    /// It waited in the group, and matching chose the agent.
    #[default]
    Queue,
    /// VC11, DK05: another agent handed it over.
    Transferred { by: MemberId },
    /// VC14, DK05: the agent had handed it to `from`, who did not take it.
    Returned { from: MemberId },
    /// VC14: the agent had handed it to a line outside, which did not take it.
    ReturnedOutside { called: CustomerId },
    /// VC14: the agent had handed it to a SIP phone, which did not take it.
    ReturnedFromPhone { phone: PhoneId },
    /// VC15: another agent, who goes on with the call, asks.
    Consult { by: MemberId },
    /// VC41: a flow hands the caller to the agent.
    Flow,
    /// VC30: a colleague calls. There is no customer.
    Internal { by: MemberId },
}

impl OfferWhy {
    pub const fn is_queue(&self) -> bool {
        matches!(self, Self::Queue)
    }

    pub const fn is_consult(&self) -> bool {
        matches!(self, Self::Consult { .. })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferSeen {
    pub contact: ContactId,
    pub member: MemberId,
}

/// Each offer ends exactly once (I05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferEnded {
    pub contact: ContactId,
    pub member: MemberId,
    pub end: OfferEnd,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferEnd {
    Accepted,
    Declined,
    Missed,
    /// F26: the browser never showed it.
    Unseen,
    /// The customer left, or the system ended the contact.
    Cancelled,
    /// The agent's browser fell quiet while it rang.
    AgentGone,
}

/// F31: the accept was on its way when the ring ended; the miss does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissForgiven {
    pub contact: ContactId,
    pub member: MemberId,
}

/// VC03: the time in which the contact was not offered to this member again is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldBackEnded {
    pub contact: ContactId,
    pub member: MemberId,
}
