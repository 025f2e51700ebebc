//! VC15: a colleague who is asked in the middle of a talk. A part of the talk, not a contact of its own.

use serde::{Deserialize, Serialize};

use super::{Connecting, Offer};
use crate::{ConsultEnd, ConsultWith, Fence, MemberId, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consult {
    pub party: Party,
    /// Until the two talk it is the consultant.
    pub with: ConsultWith,
    /// By the consultant, about themselves.
    pub muted: bool,
}

/// The colleague, in the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "party", rename_all = "kebab-case")]
pub enum Party {
    Ringing(Offer),
    Connecting(Connecting),
    Talking { member: MemberId, since: Timestamp },
}

/// How the last consult of a talk came to nothing, until its agent does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultOver {
    pub member: MemberId,
    pub why: ConsultEnd,
}

/// What the legs of a talk with a consult should do, beside what the customer hears of the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consulting {
    pub member: MemberId,
    pub stage: ConsultStage,
    pub with: ConsultWith,
    pub agent_muted: bool,
    /// By the consultant.
    pub muted: bool,
    /// While it rings: the offer's.
    #[serde(default)]
    pub fence: Option<Fence>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsultStage {
    /// The agent hears it ring.
    Ringing,
    /// Accepted; the consultant's sound is on its way.
    Connecting,
    Talking,
}

impl Consulting {
    /// For whom it rings still, by which offer.
    pub const fn rings(&self) -> Option<(MemberId, Fence)> {
        match self.fence {
            Some(fence) => Some((self.member, fence)),
            None => None,
        }
    }

    /// The colleague, once they have answered.
    pub const fn inside(&self) -> Option<MemberId> {
        match self.stage {
            ConsultStage::Ringing => None,
            ConsultStage::Connecting | ConsultStage::Talking => Some(self.member),
        }
    }
}

impl Consult {
    pub const fn new(party: Party) -> Self {
        Self { party, with: ConsultWith::Consultant, muted: false }
    }

    pub const fn member(&self) -> MemberId {
        match self.party {
            Party::Ringing(Offer { member, .. })
            | Party::Connecting(Connecting { member, .. })
            | Party::Talking { member, .. } => member,
        }
    }

    pub const fn stage(&self) -> ConsultStage {
        match self.party {
            Party::Ringing(_) => ConsultStage::Ringing,
            Party::Connecting(_) => ConsultStage::Connecting,
            Party::Talking { .. } => ConsultStage::Talking,
        }
    }

    /// The consultant, once they are in the call.
    pub const fn member_inside(&self) -> Option<MemberId> {
        match self.party {
            Party::Ringing(_) => None,
            Party::Connecting(_) | Party::Talking { .. } => Some(self.member()),
        }
    }

    pub(crate) const fn consulting(&self, agent_muted: bool) -> Consulting {
        let Self { with, muted, .. } = *self;
        let fence = match self.party {
            Party::Ringing(offer) => Some(offer.fence),
            Party::Connecting(_) | Party::Talking { .. } => None,
        };
        Consulting { member: self.member(), stage: self.stage(), with, agent_muted, muted, fence }
    }
}
