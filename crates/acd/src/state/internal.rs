//! VC30: a call of a member to another one, or to a SIP phone that is no member's. It is no contact: it has no customer, waits in no
//! queue and counts in none.

use serde::{Deserialize, Serialize};

use super::Offer;
use super::deadline::{Deadline, Timer};
use crate::{
    ContactId, ExternalLine, HoldCuts, InternalHears, InternalLine, InternalTarget, MemberId,
    Millis, OfferEnd, PhoneId, Timestamp, Wanted,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Internal {
    pub id: ContactId,
    /// When the caller asked for it.
    pub since: Timestamp,
    pub caller: InternalSide,
    pub callee: InternalCallee,
    pub stage: InternalStage,
}

/// Who is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum InternalCallee {
    Member(InternalSide),
    /// Whoever is near it. Nobody there holds or mutes, and its sound is the line's matter.
    Phone {
        phone: PhoneId,
    },
}

/// A member of the two, and what they have done to what the other hears.
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
    /// A phone rings until then. It has no offer: what becomes of it, the line tells.
    AtPhone {
        until: Timestamp,
    },
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

impl InternalCallee {
    pub const fn new(called: InternalTarget) -> Self {
        match called {
            InternalTarget::Member(member) => Self::Member(InternalSide::new(member)),
            InternalTarget::Phone(phone) => Self::Phone { phone },
        }
    }

    pub const fn target(&self) -> InternalTarget {
        match self {
            Self::Member(side) => InternalTarget::Member(side.member),
            Self::Phone { phone } => InternalTarget::Phone(*phone),
        }
    }

    pub const fn side(&self) -> Option<&InternalSide> {
        match self {
            Self::Member(side) => Some(side),
            Self::Phone { .. } => None,
        }
    }

    pub(super) const fn side_mut(&mut self) -> Option<&mut InternalSide> {
        match self {
            Self::Member(side) => Some(side),
            Self::Phone { .. } => None,
        }
    }
}

impl Internal {
    /// While it rings for the callee.
    pub const fn offer(&self) -> Option<&Offer> {
        match &self.stage {
            InternalStage::Ringing(offer) => Some(offer),
            InternalStage::AtPhone { .. }
            | InternalStage::Rung { .. }
            | InternalStage::Connecting { .. }
            | InternalStage::Talking { .. } => None,
        }
    }

    /// The phone that rings for it, or by which somebody talks in it.
    pub const fn phone(&self) -> Option<PhoneId> {
        self.callee.target().phone()
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
        let callee = self.callee.side().filter(|_| self.is_taken()).map(|callee| callee.member);
        std::iter::once(self.caller.member).chain(callee)
    }

    /// Their side, if they are in it.
    pub fn side_of(&self, member: MemberId) -> Option<&InternalSide> {
        if self.caller.member == member {
            return Some(&self.caller);
        }
        self.callee.side().filter(|callee| self.is_taken() && callee.member == member)
    }

    /// How long the two have talked.
    pub fn talked(&self, now: Timestamp) -> Option<Millis> {
        match self.stage {
            InternalStage::Talking { since } => Some(now.since(since)),
            InternalStage::Ringing(_)
            | InternalStage::AtPhone { .. }
            | InternalStage::Rung { .. }
            | InternalStage::Connecting { .. } => None,
        }
    }

    /// Whose sound has been missing for too long.
    pub(crate) fn lost(&self, now: Timestamp) -> Option<MemberId> {
        let lost = self.sides().find(|side| side.rejoin_by.is_some_and(|by| by <= now));
        lost.map(|side| side.member)
    }

    /// Of the members, whether they are in it or not.
    pub(crate) fn sides(&self) -> impl Iterator<Item = &InternalSide> {
        std::iter::once(&self.caller).chain(self.callee.side())
    }

    pub(crate) fn deadlines(&self) -> impl Iterator<Item = Deadline> {
        let contact = self.id;
        let rejoin = || self.sides().filter_map(|side| side.rejoin_by).min();
        let (first, second) = match &self.stage {
            InternalStage::Ringing(offer) => offer.deadlines(contact),
            InternalStage::AtPhone { until } => (Some((*until, Timer::NoAnswer { contact })), None),
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
        let (caller, stage) = (&self.caller, &self.stage);
        match &self.callee {
            InternalCallee::Member(callee) => Wanted::Internal {
                caller: caller.member,
                callee: callee.member,
                line: stage.line(),
                caller_hears: caller.hears(callee),
                callee_hears: callee.hears(caller),
            },
            InternalCallee::Phone { phone } => {
                let nobody = InternalSide::new(caller.member);
                Wanted::AtPhone {
                    caller: caller.member,
                    phone: *phone,
                    line: stage.line_at_phone(),
                    caller_hears: caller.hears(&nobody),
                    phone_hears: nobody.hears(caller),
                }
            }
        }
    }
}

impl InternalStage {
    const fn line(&self) -> InternalLine {
        match self {
            Self::Ringing(offer) => InternalLine::Ringing { fence: offer.fence },
            Self::AtPhone { .. } | Self::Rung { .. } | Self::Connecting { .. } => {
                InternalLine::Connecting
            }
            Self::Talking { .. } => InternalLine::Talking,
        }
    }

    const fn line_at_phone(&self) -> ExternalLine {
        match self {
            Self::Talking { .. } => ExternalLine::Talking,
            Self::Ringing(_)
            | Self::AtPhone { .. }
            | Self::Rung { .. }
            | Self::Connecting { .. } => ExternalLine::Dialling,
        }
    }
}
