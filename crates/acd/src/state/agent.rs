//! A member as an agent: its two layers (ST01) and what is held in hand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Pace;

use crate::{
    BreakReason, Browser, Chosen, ContactId, Engagement, Fence, GroupId, Label, Member, OfflineWhy,
    Timestamp,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agent {
    pub member: Member,
    pub chosen: Chosen,
    /// ST05: what follows the call and its after-call-work.
    pub next: Option<Chosen>,
    pub browser: Browser,
    /// AC06: the server has this member's sound.
    pub audio: bool,
    /// The offer that rings. One at a time.
    pub offer: Option<ContactId>,
    /// The call this agent is in, connecting or talking.
    pub call: Option<ContactId>,
    /// Open sessions and the group each came through (RT01).
    pub sessions: BTreeMap<ContactId, GroupId>,
    pub acw: Option<Acw>,
    pub shown: Shown,
    /// RT02: since the last contact began or ended, or Available began, whichever was last.
    pub idle_since: Timestamp,
    pub contacts_today: u32,
    /// VC03.
    pub misses_in_row: u32,
    /// F26.
    pub unseen_in_row: u32,
    pub last_miss: Option<Miss>,
    /// I25: how fast this agent has dialled of late.
    #[serde(default)]
    pub(crate) dialled: Pace,
}

/// ST06–ST08.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acw {
    pub contact: ContactId,
    /// Absent once continued: no countdown, marked as extended.
    pub until: Option<Timestamp>,
}

/// The label as the last `StatusChanged` told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub label: Label,
    pub break_reason: Option<BreakReason>,
    pub since: Timestamp,
}

/// F31: the last miss, in case its accept was on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    pub contact: ContactId,
    pub fence: Fence,
    pub at: Timestamp,
    /// The misses in a row before it.
    pub misses_before: u32,
}

impl Agent {
    pub(super) const fn new(member: Member) -> Self {
        Self {
            member,
            chosen: Chosen::Offline { why: OfflineWhy::LoggedOut },
            next: None,
            browser: Browser::Gone,
            audio: false,
            offer: None,
            call: None,
            sessions: BTreeMap::new(),
            acw: None,
            shown: Shown { label: Label::Offline, break_reason: None, since: Timestamp(0) },
            idle_since: Timestamp(0),
            contacts_today: 0,
            misses_in_row: 0,
            unseen_in_row: 0,
            last_miss: None,
            dialled: Pace::NONE,
        }
    }

    pub const fn engagement(&self) -> Engagement {
        if self.call.is_some() {
            Engagement::OnCall
        } else if self.acw.is_some() {
            Engagement::AfterCallWork
        } else if self.offer.is_some() {
            Engagement::Ringing
        } else {
            Engagement::Free
        }
    }

    pub const fn label(&self) -> Label {
        Label::of(self.chosen, self.engagement())
    }

    /// Given while the label is On break.
    pub fn break_reason(&self) -> Option<BreakReason> {
        self.chosen.break_reason().filter(|_| self.label() == Label::OnBreak)
    }

    /// Sessions counted against a group's own share (RT01).
    pub fn sessions_of_group(&self, group: GroupId) -> usize {
        self.sessions.values().filter(|of| **of == group).count()
    }
}

impl Acw {
    /// ST08: continued by hand.
    pub const fn extended(&self) -> bool {
        self.until.is_none()
    }
}
