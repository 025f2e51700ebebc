//! A member's side of a call, the agent's or that of a colleague who is asked (VC15): by whatever leg their phone is now.

use std::time::{Duration, Instant};

use acd::{ContactId, Fact, MemberId};
use media::{LegId, QUIET_AFTER, Source};

/// F22, F27: how long an agent's sound may be away before the customer is told by music: as long as that of a leg that is there
/// and says nothing. A reload is shorter.
pub const AGENT_GRACE: Duration = QUIET_AFTER;

/// The member whom the core has put into the call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Agent {
    pub(crate) member: MemberId,
    /// `None`: the member has no phone at the moment.
    pub(crate) leg: Option<LegId>,
    sound: Sound,
    /// VC04: the tone is still to be played, or plays.
    tone: bool,
}

/// In the order of life; the core is told of each change but the one to `Away`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sound {
    /// Nothing came since the accept.
    Awaited,
    Heard,
    /// The leg is gone or was replaced by one that has not been heard yet.
    Away {
        since: Instant,
    },
    Silent,
}

/// What the core is to be told of the agent's sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    Heard,
    Silent,
}

impl News {
    pub(crate) const fn of(self, contact: ContactId, member: MemberId) -> Fact {
        match self {
            Self::Heard => Fact::AgentHeard { contact, member },
            Self::Silent => Fact::AgentSilent { contact, member },
        }
    }
}

impl Agent {
    /// `tone`: nobody pressed a button, so a short one says that a customer is there.
    pub(crate) fn new(member: MemberId, leg: Option<LegId>, tone: bool) -> Self {
        Self { member, leg, sound: Sound::Awaited, tone }
    }

    /// The member's phone is another leg, or none.
    pub(crate) fn moves_to(&mut self, leg: Option<LegId>, now: Instant) {
        self.leg = leg;
        // Whoever had no phone for it has one now that asks for attention by itself.
        self.tone = false;
        if self.sound == Sound::Heard {
            self.sound = Sound::Away { since: now };
        }
    }

    pub(crate) fn hears_tone(&self) -> bool {
        self.tone
    }

    pub(crate) fn tone_ended(&mut self) {
        self.tone = false;
    }

    pub(crate) fn flows(&mut self) -> Option<News> {
        let before = std::mem::replace(&mut self.sound, Sound::Heard);
        (before != Sound::Heard).then_some(News::Heard)
    }

    /// The plane has heard nothing for as long as the grace is.
    pub(crate) fn falls_silent(&mut self) -> Option<News> {
        match self.sound {
            Sound::Heard | Sound::Away { .. } => {
                self.sound = Sound::Silent;
                Some(News::Silent)
            }
            Sound::Awaited | Sound::Silent => None,
        }
    }

    /// VC06: the far end has answered, and this agent was not heard yet.
    pub(crate) fn is_missing(&mut self) -> Option<News> {
        (self.sound == Sound::Awaited).then(|| {
            self.sound = Sound::Silent;
            News::Silent
        })
    }

    pub(crate) fn deadline(&self) -> Option<Instant> {
        match self.sound {
            Sound::Away { since } => Some(since + AGENT_GRACE),
            Sound::Awaited | Sound::Heard | Sound::Silent => None,
        }
    }

    /// Whether the grace is over.
    pub(crate) fn expire(&mut self, now: Instant) -> Option<News> {
        self.deadline().filter(|deadline| *deadline <= now).and_then(|_| self.falls_silent())
    }

    /// What the customer hears of an agent who is neither muted nor on hold: `None` while there is nobody to be
    /// put through to.
    pub(crate) fn voice(&self) -> Option<Source> {
        match self.sound {
            Sound::Heard | Sound::Away { .. } => {
                Some(self.leg.map_or(Source::Silence, Source::Leg))
            }
            Sound::Awaited | Sound::Silent => None,
        }
    }
}
