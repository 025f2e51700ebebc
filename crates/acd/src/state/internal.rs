//! VC30: a call between two members. It is no contact: it has no customer, waits in no queue and counts in none.

use serde::{Deserialize, Serialize};

use super::Offer;
use super::deadline::{Deadline, Timer};
use crate::{
    ContactId, HoldCuts, InternalHears, InternalLine, MemberId, Millis, OfferEnd, Timestamp, Wanted,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Internal {
    pub id: ContactId,
    /// When the caller asked for it.
    pub since: Timestamp,
    pub caller: InternalSide,
    pub callee: InternalSide,
    pub stage: InternalStage,
}

/// One of the two, and what they have done to what the other hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InternalSide {
    pub member: MemberId,
    pub hold_since: Option<Timestamp>,
    /// What the hold cuts, if there is one.
    pub hold_cuts: HoldCuts,
    pub muted: bool,
    /// VC51: since when their sound is missing, and when the talk is ended for it.
    pub silent_since: Option<Timestamp>,
    pub rejoin_by: Option<Timestamp>,
}

/// In the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum InternalStage {
    Ringing(Offer),
    /// Between two events of one step; never seen after it.
    Rung {
        end: OfferEnd,
    },
    /// Accepted; the callee's sound is on its way.
    Connecting {
        since: Timestamp,
        media_by: Timestamp,
    },
    Talking {
        since: Timestamp,
    },
}

impl InternalSide {
    pub(super) const fn new(member: MemberId) -> Self {
        Self {
            member,
            hold_since: None,
            hold_cuts: HoldCuts::OneWay,
            muted: false,
            silent_since: None,
            rejoin_by: None,
        }
    }

    /// What this one hears of the other. Hold comes before mute, as with customers.
    const fn hears(&self, other: &Self) -> InternalHears {
        let apart = self.hold_since.is_some() && matches!(self.hold_cuts, HoldCuts::BothWays);
        if other.hold_since.is_some() || other.silent_since.is_some() {
            InternalHears::Music
        } else if apart || other.muted {
            InternalHears::Silence
        } else {
            InternalHears::Colleague
        }
    }
}

impl Internal {
    /// While it rings for the callee.
    pub const fn offer(&self) -> Option<&Offer> {
        match &self.stage {
            InternalStage::Ringing(offer) => Some(offer),
            InternalStage::Rung { .. }
            | InternalStage::Connecting { .. }
            | InternalStage::Talking { .. } => None,
        }
    }

    /// The callee is in it from the accept on.
    pub const fn is_taken(&self) -> bool {
        matches!(self.stage, InternalStage::Connecting { .. } | InternalStage::Talking { .. })
    }

    pub const fn is_talking(&self) -> bool {
        matches!(self.stage, InternalStage::Talking { .. })
    }

    /// The members who are In line for it.
    pub fn inside(&self) -> impl Iterator<Item = MemberId> {
        let callee = self.is_taken().then_some(self.callee.member);
        std::iter::once(self.caller.member).chain(callee)
    }

    /// Their side, if they are in it.
    pub fn side_of(&self, member: MemberId) -> Option<&InternalSide> {
        if self.caller.member == member {
            return Some(&self.caller);
        }
        Some(&self.callee).filter(|callee| self.is_taken() && callee.member == member)
    }

    /// The other one's, whoever it is.
    pub(crate) fn other_side(&self, member: MemberId) -> &InternalSide {
        if self.caller.member == member { &self.callee } else { &self.caller }
    }

    /// How long the two have talked.
    pub fn talked(&self, now: Timestamp) -> Option<Millis> {
        match self.stage {
            InternalStage::Talking { since } => Some(now.since(since)),
            InternalStage::Ringing(_)
            | InternalStage::Rung { .. }
            | InternalStage::Connecting { .. } => None,
        }
    }

    /// Whose sound has been missing for too long.
    pub(crate) fn lost(&self, now: Timestamp) -> Option<MemberId> {
        let sides = [&self.caller, &self.callee];
        let lost = sides.into_iter().find(|side| side.rejoin_by.is_some_and(|by| by <= now));
        lost.map(|side| side.member)
    }

    pub(crate) fn deadlines(&self) -> impl Iterator<Item = Deadline> {
        let contact = self.id;
        let rejoin = || self.caller.rejoin_by.into_iter().chain(self.callee.rejoin_by).min();
        let (first, second) = match &self.stage {
            InternalStage::Ringing(offer) => offer.deadlines(contact),
            InternalStage::Rung { .. } => (None, None),
            InternalStage::Connecting { media_by, .. } => {
                (Some((*media_by, Timer::Media { contact })), None)
            }
            InternalStage::Talking { .. } => {
                (rejoin().map(|at| (at, Timer::Rejoin { contact })), None)
            }
        };
        [first, second].into_iter().flatten().map(|(at, timer)| Deadline { at, timer })
    }

    pub(super) fn wanted(&self) -> Wanted {
        let line = match &self.stage {
            InternalStage::Ringing(offer) => InternalLine::Ringing { fence: offer.fence },
            InternalStage::Rung { .. } | InternalStage::Connecting { .. } => {
                InternalLine::Connecting
            }
            InternalStage::Talking { .. } => InternalLine::Talking,
        };
        Wanted::Internal {
            caller: self.caller.member,
            callee: self.callee.member,
            line,
            caller_hears: self.caller.hears(&self.callee),
            callee_hears: self.callee.hears(&self.caller),
        }
    }
}
