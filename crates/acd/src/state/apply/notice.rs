//! Events of the notice that talks are recorded.

use crate::state::{Acd, ContactState, Notice};
use crate::{NoticePlayed, NoticeStarted};

impl Acd {
    pub(super) fn notice_started(&mut self, event: NoticeStarted) {
        let NoticeStarted { contact, group, priority, place, returned, at: since } = event;
        self.edit_contact(contact, |contact| {
            contact.leave_flow_behind();
            contact.notice = Notice::Playing { group, priority, place, returned, since };
            contact.state = ContactState::Greeting;
        });
    }

    pub(super) fn notice_played(&mut self, event: NoticePlayed) {
        self.edit_contact(event.contact, |contact| {
            contact.notice = Notice::Played;
            contact.state = ContactState::Moving;
        });
    }
}
