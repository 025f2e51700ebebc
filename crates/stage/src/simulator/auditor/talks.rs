//! Events of an agent in a contact: joined, heard, on hold, gone (I04, I10, VC07, VC08, VC51).

use acd::{
    AgentSilenceChanged, Browser, Command, Fact, GroupKind, HoldChanged, HoldCuts, Input, KeysSent,
    MemberId, MemberJoined, MemberLeft, Millis, MuteChanged, TalkStarted,
};
use anyhow::{Context, Result, ensure};

use super::contact::{Contact, Place, Talking};
use super::contacts::TALK_FOR_ACW;
use super::model::{Model, Step};

impl Model {
    pub(super) fn member_joined(&mut self, step: &Step<'_>, event: MemberJoined) -> Result<()> {
        let MemberJoined { contact: id, member, at, media_by, by_itself } = event;
        ensure!(at == step.at, "ST03: {member} joined {id} at another time than now");
        let command = step.command_of(member);
        let asked = matches!(command, Some(Command::Accept { contact, .. }) if contact == id);
        ensure!(by_itself != asked, "VC04: {member} joined {id} by itself: {by_itself}");
        let within = self.settings.media_within.max(Millis::from_secs(1));
        let contact = self.contact(id)?;
        ensure!(
            contact.place == Place::Accepted(member),
            "I05: {member} joined {id} from {:?}",
            contact.place
        );
        let group = contact.queued.context("I07: joined without a queue")?.group;
        let kind = contact.kind();
        contact.place = match (kind, media_by) {
            (GroupKind::Voice, Some(sound_by)) => {
                ensure!(sound_by == at.after(within), "W7: {id} connects until {sound_by:?}");
                Place::Connecting { member, sound_by }
            }
            (GroupKind::Chat, None) => {
                contact.passed.clear();
                Place::Open(member)
            }
            _ => anyhow::bail!("I04: {id} of kind {kind:?} connects until {media_by:?}"),
        };
        *self.taken_today.entry(member).or_default() += 1;
        let agent = self.agent(member)?;
        agent.idle_since = at;
        match kind {
            GroupKind::Voice => {
                ensure!(agent.call.is_none(), "I04: {member} is in two calls");
                ensure!(agent.acw.is_none(), "I10: {member} is in a call and in after-call-work");
                agent.call = Some(id);
            }
            GroupKind::Chat => {
                agent.sessions.insert(id, group);
            }
        }
        Ok(())
    }

    pub(super) fn talk_started(&mut self, step: &mut Step<'_>, event: TalkStarted) -> Result<()> {
        let TalkStarted { contact: id, member, at } = event;
        let called = self.dialler(id) == Some(member);
        let begins = if called {
            Fact::CallAnswered { contact: id }
        } else {
            Fact::AgentHeard { contact: id, member }
        };
        let heard = *step.input == Input::Fact { fact: begins };
        ensure!(heard, "W7: {id} is a talk and nobody was heard");
        let contact = self.contact(id)?;
        let connects = called || contact.connects(member);
        ensure!(connects, "I04: {member} talks in {id}, which is {:?}", contact.place);
        contact.passed.clear();
        let (on_hold, muted, rejoin_by, recording) = (false, false, None, None);
        contact.place =
            Place::Talking(Talking { member, since: at, on_hold, muted, rejoin_by, recording });
        let (told, group) = (contact.told, contact.queued.map(|queued| queued.group));
        if told && !called && group.is_some_and(|group| self.records(group)) {
            step.record_due.insert(id);
        }
        Ok(())
    }

    pub(super) fn hold_changed(&mut self, step: &Step<'_>, event: HoldChanged) -> Result<()> {
        let HoldChanged { contact: id, on_hold, cuts, .. } = event;
        let set = if on_hold { self.settings.hold_cuts } else { HoldCuts::OneWay };
        ensure!(cuts == set, "VC07: the hold of {id} cuts {cuts:?}, the setting is {set:?}");
        let talk = self.talk(id)?;
        let member = talk.member;
        ensure!(talk.on_hold != on_hold, "VC07: {id} is put on hold twice");
        talk.on_hold = on_hold;
        let wished = if on_hold {
            Command::Hold { contact: id }
        } else {
            Command::CancelHold { contact: id }
        };
        ensure!(step.command_of(member) == Some(wished), "VC07: nobody asked to hold {id}");
        Ok(())
    }

    pub(super) fn mute_changed(&mut self, step: &Step<'_>, event: MuteChanged) -> Result<()> {
        let MuteChanged { contact: id, muted, .. } = event;
        let talk = self.talk(id)?;
        let member = talk.member;
        ensure!(talk.muted != muted, "VC08: {id} is muted twice");
        talk.muted = muted;
        let wished =
            if muted { Command::Mute { contact: id } } else { Command::Unmute { contact: id } };
        ensure!(step.command_of(member) == Some(wished), "VC08: nobody asked to mute {id}");
        Ok(())
    }

    pub(super) fn keys_sent(&mut self, step: &Step<'_>, event: KeysSent) -> Result<()> {
        let KeysSent { contact: id, member, .. } = event;
        let talk = self.talk(id)?;
        ensure!(talk.member == member, "VC21: {member} sends keys into somebody else's call {id}");
        ensure!(!talk.on_hold, "VC21: keys are sent in {id}, which is on hold");
        let wished = Command::SendKeys { contact: id };
        ensure!(step.command_of(member) == Some(wished), "VC21: nobody sent keys in {id}");
        Ok(())
    }

    pub(super) fn agent_silence_changed(&mut self, event: AgentSilenceChanged) -> Result<()> {
        let AgentSilenceChanged { contact: id, silent_since } = event;
        let rejoin = self.settings.rejoin_within;
        // VC51 counts from here once there is a talk.
        if self.dialler(id).is_some() {
            return Ok(());
        }
        let member = self.talk(id)?.member;
        let quiet = match self.agent(member)?.browser {
            Browser::Quiet { since } => Some(since),
            Browser::Live | Browser::Gone => None,
        };
        let talk = self.talk(id)?;
        let lost = silent_since.map(|silent| quiet.map_or(silent, |quiet| quiet.min(silent)));
        talk.rejoin_by = lost.map(|lost| lost.after(rejoin));
        Ok(())
    }

    pub(super) fn member_left(&mut self, step: &mut Step<'_>, event: MemberLeft) -> Result<()> {
        let MemberLeft { contact: id, member, at } = event;
        ensure!(at == step.at, "I10: {member} left {id} at another time than now");
        let held = self.settings.held_back;
        let held = (held > Millis::ZERO).then(|| at.after(held));
        let by_time = *step.input == Input::Fact { fact: Fact::DeadlineReached };
        let mut handed = None;
        let contact = self.contact(id)?;
        ensure!(contact.holder() == Some(member), "I04: {member} left {id}, which they had not");
        let limited = contact.limit.is_some_and(|until| until <= at);
        match contact.place {
            Place::Dialling(dialling) => Self::dial_over(step, id, dialling)?,
            Place::Connecting { sound_by, .. } => {
                ensure!(
                    !by_time || limited || sound_by <= at,
                    "I23: {id} was taken before its sound was due"
                );
                contact.note_pass(member, held);
            }
            Place::Talking(talk) => {
                let over = talk.rejoin_by.is_some_and(|by| by <= at);
                ensure!(!by_time || limited || over, "I23: {id} was taken from {member} too early");
                ensure!(talk.recording.is_none(), "I21: {id} is over and is recorded on");
                step.left.insert(id, (member, talk.since));
                // ST06: the call goes on, and the work of who handed it over begins.
                let group = contact.queued.filter(|_| contact.onward.is_some());
                handed = group.map(|queued| (queued.group, talk.since));
            }
            _ => {}
        }
        contact.place = Place::Nowhere;
        let acw = handed.and_then(|(group, since)| {
            let acw = self.groups.get(&group)?.acw;
            (acw > Millis::ZERO && at.since(since) >= TALK_FOR_ACW).then_some(acw)
        });
        if let Some(acw) = acw {
            step.acw_due.insert(member, (id, at.after(acw)));
        }
        let agent = self.agent(member)?;
        agent.idle_since = at;
        agent.sessions.remove(&id);
        agent.call.take_if(|call| *call == id);
        Ok(())
    }

    pub(super) fn talk(&mut self, id: acd::ContactId) -> Result<&mut Talking> {
        match &mut self.contact(id)?.place {
            Place::Talking(talk) => Ok(talk),
            place => anyhow::bail!("NotTalking: something of a talk happens to {id}: {place:?}"),
        }
    }
}

impl Contact {
    fn connects(&self, to: MemberId) -> bool {
        matches!(self.place, Place::Connecting { member, .. } if member == to)
    }
}
