//! Events of the recording of a talk.

use crate::state::{Acd, Recording};
use crate::{RecordingEnd, RecordingEnded, RecordingPaused, RecordingResumed, RecordingStarted};

impl Acd {
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
