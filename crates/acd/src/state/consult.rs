//! VC15: a colleague, or somebody outside, who is asked in the middle of a talk. A part of the talk, not a contact of its own.

use serde::{Deserialize, Serialize};

use super::{Connecting, External, Offer};
use crate::{Callee, ConsultEnd, ConsultWith, ExternalEnd, FarEnd, Fence, MemberId, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consult {
    pub party: Party,
    /// Until the two talk it is the consultant.
    pub with: ConsultWith,
    /// By the consultant, about themselves.
    pub muted: bool,
}

/// Who is asked: a colleague, in the order of life, or a line outside or a phone of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "party", rename_all = "kebab-case")]
pub enum Party {
    Ringing(Offer),
    Connecting(Connecting),
    Talking {
        member: MemberId,
        since: Timestamp,
    },
    /// The agent talks with it as with a colleague, and may leave the customer to it (VC13).
    Outside(External),
}

/// How the last consult of a talk came to nothing, until its agent does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "asked", rename_all = "kebab-case")]
pub enum ConsultOver {
    Colleague {
        member: MemberId,
        why: ConsultEnd,
    },
    Outside {
        #[serde(flatten)]
        far_end: FarEnd,
        why: ExternalEnd,
    },
}

/// What the legs of a talk with a consult should do, beside what the customer hears of the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consulting {
    pub who: Consulted,
    pub stage: ConsultStage,
    pub with: ConsultWith,
    pub agent_muted: bool,
    /// By the consultant.
    pub muted: bool,
}

/// Whose legs are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum Consulted {
    Colleague {
        member: MemberId,
        /// While it rings: the offer's.
        fence: Option<Fence>,
    },
    /// Call this other customer's number, and show that one of ours; or ring a phone of ours.
    Outside { callee: Callee },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsultStage {
    /// The agent hears it ring, or how the call to a line outside goes.
    Ringing,
    /// Accepted; the consultant's sound is on its way.
    Connecting,
    Talking,
}

impl Consulting {
    /// For whom it rings still, by which offer.
    pub const fn rings(&self) -> Option<(MemberId, Fence)> {
        match self.who {
            Consulted::Colleague { member, fence: Some(fence) } => Some((member, fence)),
            Consulted::Colleague { fence: None, .. } | Consulted::Outside { .. } => None,
        }
    }

    /// The colleague, once they have answered.
    pub const fn inside(&self) -> Option<MemberId> {
        match self.stage {
            ConsultStage::Ringing => None,
            ConsultStage::Connecting | ConsultStage::Talking => self.member(),
        }
    }

    /// The colleague; nobody of ours is at a line outside.
    pub const fn member(&self) -> Option<MemberId> {
        match self.who {
            Consulted::Colleague { member, .. } => Some(member),
            Consulted::Outside { .. } => None,
        }
    }
}

impl Consult {
    pub const fn new(party: Party) -> Self {
        Self { party, with: ConsultWith::Consultant, muted: false }
    }

    /// The colleague; nobody of ours is at a line outside.
    pub const fn member(&self) -> Option<MemberId> {
        match self.party {
            Party::Ringing(Offer { member, .. })
            | Party::Connecting(Connecting { member, .. })
            | Party::Talking { member, .. } => Some(member),
            Party::Outside(_) => None,
        }
    }

    pub const fn outside(&self) -> Option<&External> {
        match &self.party {
            Party::Outside(line) => Some(line),
            Party::Ringing(_) | Party::Connecting(_) | Party::Talking { .. } => None,
        }
    }

    pub const fn stage(&self) -> ConsultStage {
        match self.party {
            Party::Connecting(_) => ConsultStage::Connecting,
            Party::Talking { .. } => ConsultStage::Talking,
            Party::Outside(line) if line.is_answered() => ConsultStage::Talking,
            Party::Ringing(_) | Party::Outside(_) => ConsultStage::Ringing,
        }
    }

    /// The consultant, once they are in the call.
    pub const fn member_inside(&self) -> Option<MemberId> {
        match self.party {
            Party::Ringing(_) | Party::Outside(_) => None,
            Party::Connecting(_) | Party::Talking { .. } => self.member(),
        }
    }

    pub(crate) const fn consulting(&self, agent_muted: bool) -> Consulting {
        let Self { with, muted, .. } = *self;
        let who = match self.party {
            Party::Ringing(Offer { member, fence, .. }) => {
                Consulted::Colleague { member, fence: Some(fence) }
            }
            Party::Connecting(Connecting { member, .. }) | Party::Talking { member, .. } => {
                Consulted::Colleague { member, fence: None }
            }
            Party::Outside(line) => Consulted::Outside { callee: line.route.callee() },
        };
        Consulting { who, stage: self.stage(), with, agent_muted, muted }
    }
}
