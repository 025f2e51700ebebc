//! An agent as the auditor follows them, from the events alone.

use std::collections::BTreeMap;

use acd::{BreakReason, Browser, Chosen, ContactId, GroupId, Label, OfflineWhy, Timestamp};

use super::rights::word_for;

#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub(super) sessions_max: u32,
    pub(super) chosen: Chosen,
    pub(super) next: Option<Chosen>,
    pub(super) browser: Browser,
    pub(super) audio: bool,
    pub(super) rings: Option<ContactId>,
    pub(super) call: Option<ContactId>,
    /// With the group that each came through.
    pub(super) sessions: BTreeMap<ContactId, GroupId>,
    pub(super) acw: Option<Acw>,
    /// What was told last.
    pub(super) shown: (Label, Option<BreakReason>),
    pub(super) missed_in_row: u32,
    pub(super) unseen_in_row: u32,
    pub(super) last_miss: Option<(ContactId, Timestamp)>,
    /// Since the last contact began or ended, or Available began.
    pub(super) idle_since: Timestamp,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Acw {
    /// Absent once continued.
    pub(super) until: Option<Timestamp>,
}

impl Agent {
    pub(super) const fn new(sessions_max: u32) -> Self {
        Self {
            sessions_max,
            chosen: Chosen::Offline { why: OfflineWhy::LoggedOut },
            next: None,
            browser: Browser::Gone,
            audio: false,
            rings: None,
            call: None,
            sessions: BTreeMap::new(),
            acw: None,
            shown: (Label::Offline, None),
            missed_in_row: 0,
            unseen_in_row: 0,
            last_miss: None,
            idle_since: Timestamp(0),
        }
    }

    /// ST01: the call decides, then the after-call-work, then the choice.
    pub(super) const fn label(&self) -> Label {
        if self.call.is_some() {
            Label::InLine
        } else if self.acw.is_some() {
            Label::AfterCallWork
        } else {
            word_for(self.chosen)
        }
    }

    /// What has to be shown now.
    pub(super) fn due(&self) -> (Label, Option<BreakReason>) {
        let label = self.label();
        let reason = match self.chosen {
            Chosen::OnBreak { reason } if label == Label::OnBreak => Some(reason),
            Chosen::Available | Chosen::Busy | Chosen::OnBreak { .. } | Chosen::Offline { .. } => {
                None
            }
        };
        (label, reason)
    }
}
