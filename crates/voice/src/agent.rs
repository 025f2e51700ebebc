//! The agent's side of a call: one member, by whatever leg their phone is now.

use acd::MemberId;
use media::LegId;

/// The member whom the core has put into the call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Agent {
    pub(crate) member: MemberId,
    /// `None`: the member has no phone at the moment.
    pub(crate) leg: Option<LegId>,
    /// Whether this leg's sound has reached the call and has not gone quiet since.
    flows: bool,
    /// What the core was told last.
    told: Told,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    Heard,
    Silent,
}

/// What the core is to be told of the agent's sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    Heard,
    Silent,
}

impl Agent {
    pub(crate) fn new(member: MemberId, leg: Option<LegId>) -> Self {
        Self { member, leg, flows: false, told: Told::Nothing }
    }

    /// The member's phone is another leg. It has not been heard yet, which a customer need not notice: until
    /// it is quiet for too long, the talk goes on.
    pub(crate) fn moves_to(&mut self, leg: Option<LegId>) -> Option<News> {
        self.leg = leg;
        self.flows = false;
        if leg.is_none() { self.falls_silent() } else { None }
    }

    pub(crate) fn flows(&mut self) -> Option<News> {
        if self.flows {
            return None;
        }
        self.flows = true;
        self.told = Told::Heard;
        Some(News::Heard)
    }

    pub(crate) fn falls_silent(&mut self) -> Option<News> {
        self.flows = false;
        if self.told != Told::Heard {
            return None;
        }
        self.told = Told::Silent;
        Some(News::Silent)
    }

    /// Whether the customer may be put through: a leg whose sound came, and did not stay away.
    pub(crate) fn audible(&self) -> Option<LegId> {
        self.leg.filter(|_| self.told == Told::Heard)
    }
}
