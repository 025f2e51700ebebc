//! VC40: the recording of each talk whose customer knows of it. An agent may pause it for what must not be kept; it goes on
//! by itself.

use super::Step;
use crate::{
    Actor, ContactId, Event, GroupId, MemberId, Millis, Notice, Recording, RecordingEnd,
    RecordingEnded, RecordingPaused, RecordingPolicy, RecordingResumed, RecordingStarted, Refused,
    Timestamp,
};

/// A pause that was forgotten ends by itself after this long.
pub const RECORDING_PAUSE_MAX: Millis = Millis::from_secs(120);

impl Step<'_> {
    /// A talk has begun. Who never heard the notice is not recorded, whatever the group does by now.
    pub(super) fn start_recording(&mut self, contact: ContactId, member: MemberId) {
        let Some(call) = self.call(contact) else { return };
        let recorded = call.group().filter(|group| self.is_recorded(*group));
        if let Some(group) = recorded.filter(|_| call.notice == Notice::Played) {
            let at = self.now;
            let started = RecordingStarted { contact, member, group, at };
            self.record(Event::RecordingStarted(started));
        }
    }

    pub(super) fn pause_recording(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        match self.talk_of(member, contact)?.recording {
            Recording::On { .. } => {
                let (at, until) = (self.now, Some(self.now.after(RECORDING_PAUSE_MAX)));
                let paused = RecordingPaused { contact, member, at, until };
                self.record(Event::RecordingPaused(paused));
                Ok(())
            }
            Recording::Paused { .. } => Ok(()),
            Recording::Off | Recording::Failed { .. } => Err(Refused::NotRecording),
        }
    }

    pub(super) fn resume_recording(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        let talk = self.talk_of(member, contact)?;
        match talk.recording {
            Recording::Paused { .. } => {
                if let Some(why) = self.why_unkept(&talk) {
                    return Err(why);
                }
                self.resume(contact, Actor::Oneself);
                Ok(())
            }
            Recording::On { .. } => Ok(()),
            Recording::Off | Recording::Failed { .. } => Err(Refused::NotRecording),
        }
    }

    /// VC15, VC20: not where it may not be kept.
    pub(super) fn recording_pause_over(&mut self, contact: ContactId) {
        let talk = self.call(contact).and_then(crate::Contact::talk).copied();
        match talk.filter(|talk| self.why_unkept(talk).is_some()) {
            Some(talk) => self.pause_without_end(contact, talk.member),
            None => self.resume(contact, Actor::System),
        }
    }

    /// F13. A fact about an earlier talk's recording comes too late.
    pub(super) fn recording_failed(&mut self, contact: ContactId, since: Timestamp) {
        let talk = self.call(contact).and_then(crate::Contact::talk);
        if talk.is_some_and(|talk| talk.recording.since() == Some(since)) {
            self.end_recording(contact, RecordingEnd::Failed);
        }
    }

    /// Whoever ends a talk, its recording ends first.
    pub(super) fn talk_over(&mut self, contact: ContactId) {
        self.end_recording(contact, RecordingEnd::TalkOver);
    }

    fn end_recording(&mut self, contact: ContactId, how: RecordingEnd) {
        let Some(talk) = self.call(contact).and_then(crate::Contact::talk) else { return };
        if talk.recording.since().is_some() {
            let (member, at) = (talk.member, self.now);
            self.record(Event::RecordingEnded(RecordingEnded { contact, member, at, how }));
        }
    }

    fn resume(&mut self, contact: ContactId, actor: Actor) {
        let Some(talk) = self.call(contact).and_then(crate::Contact::talk) else { return };
        let (member, at) = (talk.member, self.now);
        let resumed = RecordingResumed { contact, member, at, actor };
        self.record(Event::RecordingResumed(resumed));
    }

    pub(super) fn is_recorded(&self, group: GroupId) -> bool {
        self.acd.group(group).is_some_and(|group| group.recording == RecordingPolicy::On)
    }
}
