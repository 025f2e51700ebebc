//! Events of an agent: reach, choice, after-call-work, label.

use crate::state::{Acd, Acw, ContactState, Shown};
use crate::{
    AcwEnded, AcwExtended, AcwStarted, AudioChanged, Browser, BrowserChanged, Label, StatusChanged,
    StatusChosen, StatusReserved,
};

impl Acd {
    pub(super) fn browser_changed(&mut self, event: BrowserChanged) {
        let BrowserChanged { member, browser } = event;
        self.edit_agent(member, |agent| agent.browser = browser);
        let call = self.agents.get(&member).and_then(|agent| agent.call);
        if let (Some(call), Browser::Quiet { since }) = (call, browser) {
            // VC51 counts from the loss, and the browser may have been lost before the sound was missed.
            let by = since.after(self.settings.rejoin_within);
            self.internal_quiet(call, member, by);
            self.edit_contact(call, |contact| {
                // The one who is asked in a consult leaves nobody alone.
                if let ContactState::Talking(talk) = &mut contact.state
                    && talk.member == member
                {
                    talk.rejoin_by = talk.rejoin_by.map(|given| given.min(by));
                }
            });
        }
    }

    pub(super) fn audio_changed(&mut self, event: AudioChanged) {
        self.edit_agent(event.member, |agent| agent.audio = event.ready);
    }

    pub(super) fn status_chosen(&mut self, event: StatusChosen) {
        self.edit_agent(event.member, |agent| {
            agent.chosen = event.to;
            agent.misses_in_row = 0;
            agent.unseen_in_row = 0;
        });
    }

    pub(super) fn status_reserved(&mut self, event: StatusReserved) {
        self.edit_agent(event.member, |agent| agent.next = event.next);
    }

    pub(super) fn acw_started(&mut self, event: AcwStarted) {
        let acw = Acw { contact: event.contact, until: Some(event.until) };
        self.edit_agent(event.member, |agent| agent.acw = Some(acw));
    }

    pub(super) fn acw_extended(&mut self, event: AcwExtended) {
        self.edit_agent(event.member, |agent| {
            if let Some(acw) = &mut agent.acw {
                acw.until = None;
            }
        });
    }

    pub(super) fn acw_ended(&mut self, event: AcwEnded) {
        self.edit_agent(event.member, |agent| agent.acw = None);
    }

    pub(super) fn status_changed(&mut self, event: StatusChanged) {
        let StatusChanged { member, to, break_reason, at, .. } = event;
        self.edit_agent(member, |agent| {
            agent.shown = Shown { label: to, break_reason, since: at };
            if to == Label::Available {
                agent.idle_since = at;
            }
        });
    }
}
