//! Events of a notice and of the recording that it announces.

use crate::state::{Acd, ContactState, Notice, Recording};
use crate::{
    NoticePlayed, NoticeStarted, RecordingEnd, RecordingEnded, RecordingPaused, RecordingResumed,
    RecordingStarted,
};

impl Acd {
    pub(super) fn notice_started(&mut self, event: NoticeStarted) {
        let NoticeStarted { contact, group, priority, place, returned, at: since } = event;
        self.edit_contact(contact, |contact| {
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

    pub(super) fn recording_started(&mut self, event: RecordingStarted) {
        self.edit_talk(event.contact, |talk| {
            talk.recording = Recording::On { since: event.at };
        });
    }

    pub(super) fn recording_paused(&mut self, event: RecordingPaused) {
        let until = event.until;
        self.edit_talk(event.contact, |talk| {
            if let Some(since) = talk.recording.since() {
                talk.recording = Recording::Paused { since, until };
            }
        });
    }

    pub(super) fn recording_resumed(&mut self, event: RecordingResumed) {
        self.edit_talk(event.contact, |talk| {
            if let Some(since) = talk.recording.since() {
                talk.recording = Recording::On { since };
            }
        });
    }

    pub(super) fn recording_ended(&mut self, event: RecordingEnded) {
        self.edit_talk(event.contact, |talk| {
            talk.recording = match (event.how, talk.recording.since()) {
                (RecordingEnd::Failed, Some(since)) => Recording::Failed { since },
                (RecordingEnd::TalkOver | RecordingEnd::Failed, _) => Recording::Off,
            };
        });
    }
}
