//! Events of the notice and of what is recorded after it (I21, VC40, VC43).

use acd::{
    Actor, Command, Fact, GroupId, GroupKind, Input, KeyPressed, Millis, NoticePlayed,
    NoticeStarted, RecordingEnd, RecordingEnded, RecordingPaused, RecordingPolicy,
    RecordingResumed, RecordingStarted,
};
use anyhow::{Context as _, Result, ensure};

use super::contact::{Kept, Onward, Place};
use super::model::{Model, Step};

/// VC40: a pause that was forgotten.
const PAUSE_MAX: Millis = Millis::from_secs(120);
/// How long a prompt may play.
pub(super) const PROMPT_MAX: Millis = Millis::from_secs(60);

impl Model {
    pub(super) fn records(&self, group: GroupId) -> bool {
        let policy = self.groups.get(&group).map(|group| group.recording);
        policy == Some(RecordingPolicy::On)
    }

    pub(super) fn notice_started(&mut self, step: &Step<'_>, event: NoticeStarted) -> Result<()> {
        let NoticeStarted { contact: id, group, returned, at, .. } = event;
        ensure!(at == step.at, "VC43: a notice began at another time than now");
        ensure!(self.records(group), "VC43: {id} is told of a recording that is not made");
        let wait_max = self.groups.get(&group).map(|group| group.wait_max);
        let contact = self.contact(id)?;
        ensure!(contact.kind() == GroupKind::Voice, "VC43: the session {id} hears a notice");
        ensure!(!contact.told, "VC43: {id} is told twice");
        ensure!(
            matches!(contact.place, Place::Nowhere | Place::Greeting { .. }),
            "I07: {id} hears a notice from {:?}",
            contact.place
        );
        ensure!(
            returned.map(|wait| wait.arrival) == contact.queued.map(|queued| queued.arrival),
            "RT03: {id} lost its waiting time over the notice"
        );
        let meant = match contact.onward {
            Some(Onward::ToGroup { until, .. }) => Some(until),
            _ => contact.queued.map(|queued| queued.until),
        };
        let until = returned.map(|wait| wait.until);
        let anew = wait_max.map(|wait_max| at.after(wait_max));
        ensure!(
            until.is_none() || until == meant || until == anew,
            "RT05: {id} may wait until {until:?} after the notice"
        );
        contact.until_after_notice = until;
        contact.place = Place::Notice { until: at.after(PROMPT_MAX) };
        Ok(())
    }

    pub(super) fn notice_played(&mut self, step: &Step<'_>, event: NoticePlayed) -> Result<()> {
        let NoticePlayed { contact: id, .. } = event;
        let heard = Input::Fact { fact: Fact::NoticeEnded { contact: id } };
        let contact = self.contact(id)?;
        let Place::Notice { until } = contact.place else {
            anyhow::bail!("VC43: {id} heard no notice")
        };
        ensure!(
            *step.input == heard || until <= step.at,
            "VC43: the notice of {id} was not heard to its end"
        );
        contact.place = Place::Nowhere;
        contact.told = true;
        Ok(())
    }

    pub(super) fn recording_started(
        &mut self,
        step: &mut Step<'_>,
        event: RecordingStarted,
    ) -> Result<()> {
        let RecordingStarted { contact: id, member, at, .. } = event;
        ensure!(step.record_due.remove(&id), "I21: {id} is recorded and should not be");
        let talk = self.talk(id)?;
        ensure!(talk.member == member, "I21: {id} is recorded with another member");
        talk.recording = Some(Kept { since: at, paused_until: None });
        Ok(())
    }

    pub(super) fn recording_paused(
        &mut self,
        step: &Step<'_>,
        event: RecordingPaused,
    ) -> Result<()> {
        let RecordingPaused { contact: id, member, at, until } = event;
        let wished = Command::PauseRecording { contact: id };
        ensure!(step.command_of(member) == Some(wished), "VC40: nobody asked to pause {id}");
        let until = until.with_context(|| format!("VC40: {id} is paused without an end"))?;
        ensure!(until == at.after(PAUSE_MAX), "VC40: {id} is paused until {until:?}");
        let kept = self.talk(id)?.recording.as_mut();
        let kept = kept.filter(|kept| kept.paused_until.is_none());
        let Some(kept) = kept else { anyhow::bail!("VC40: {id} was paused and not recorded") };
        kept.paused_until = Some(until);
        Ok(())
    }

    pub(super) fn recording_resumed(
        &mut self,
        step: &Step<'_>,
        event: RecordingResumed,
    ) -> Result<()> {
        let RecordingResumed { contact: id, member, at, actor } = event;
        let wished = step.command_of(member) == Some(Command::ResumeRecording { contact: id });
        let kept = self.talk(id)?.recording.as_mut();
        let Some((kept, until)) = kept.and_then(|kept| {
            let until = kept.paused_until?;
            Some((kept, until))
        }) else {
            anyhow::bail!("VC40: {id} goes on being recorded and was not paused")
        };
        match actor {
            Actor::Oneself => ensure!(wished, "VC40: {member} did not resume {id}"),
            Actor::System | Actor::Supervisor => {
                ensure!(until <= at, "I23: {id} is recorded again before its time");
            }
        }
        kept.paused_until = None;
        Ok(())
    }

    /// VC20: each in its place, and masked while the recording is paused and never else.
    pub(super) fn key_pressed(&mut self, step: &Step<'_>, event: KeyPressed) -> Result<()> {
        let KeyPressed { contact: id, place, masked, at } = event;
        ensure!(at == step.at, "VC20: a key was pressed at another time than now");
        let contact = self.contact(id)?;
        contact.keys += 1;
        ensure!(contact.keys == place, "VC20: key {place} of {id} is its {}", contact.keys);
        let paused = match &contact.place {
            Place::Talking(talk) => {
                talk.recording.as_ref().is_some_and(|kept| kept.paused_until.is_some())
            }
            _ => false,
        };
        let secret = paused || contact.keys_in_secret();
        ensure!(masked == secret, "VC40, VC20: a key of {id} is masked: {masked}");
        Ok(())
    }

    pub(super) fn recording_ended(&mut self, step: &Step<'_>, event: RecordingEnded) -> Result<()> {
        let RecordingEnded { contact: id, how, .. } = event;
        let kept = self.talk(id)?.recording.take();
        let Some(Kept { since, .. }) = kept else { anyhow::bail!("I21: {id} was not recorded") };
        let failed = Input::Fact { fact: Fact::RecordingFailed { contact: id, since } };
        match how {
            RecordingEnd::Failed => ensure!(*step.input == failed, "F13: {id} did not fail"),
            RecordingEnd::TalkOver => {}
        }
        Ok(())
    }
}
