//! VC15: a colleague who is asked in the middle of a talk. That it rings for them, and how the ring ends, are events of an
//! offer.

use serde::{Deserialize, Serialize};

use crate::{ContactId, MemberId, Offer, Timestamp};

/// `member` is the colleague.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultMoved {
    pub contact: ContactId,
    pub member: MemberId,
    pub step: ConsultStep,
    pub at: Timestamp,
}

/// In the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "consult", rename_all = "kebab-case")]
pub enum ConsultStep {
    /// The colleague has accepted; `media_by` is when the consult is given up unless their sound has come.
    Joined { media_by: Timestamp },
    /// Their sound is there: the two talk.
    Started,
    /// The agent has turned to somebody else.
    Turned { with: ConsultWith },
    /// By the colleague, about themselves.
    Muted { muted: bool },
    /// The call goes on without its agent, and is the colleague's.
    Completed,
    /// It was completed before the colleague answered: what rang for them rings on.
    RingsOn { offer: Offer },
    /// The agent has changed their mind before the colleague answered.
    CalledOff,
    /// The colleague is out of the call.
    Ended { why: ConsultEnd },
}

/// Whom the agent talks with. Whoever of the other two is left out hears music.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsultWith {
    Consultant,
    Customer,
    /// Three-way: everybody hears everybody.
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsultEnd {
    Declined,
    NoAnswer,
    /// Nobody was there, or their sound was lost.
    Unreachable,
    /// The colleague hung up.
    Left,
    /// The agent let them go, or was lost before they were there.
    Cancelled,
    /// The call itself was over.
    CallOver,
}
