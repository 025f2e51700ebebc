//! What must hold when an entry is over, whatever it was.

use acd::GroupKind::Voice;
use acd::{Browser, Millis, Timestamp};
use anyhow::{Result, ensure};

use super::contact::Place;
use super::model::{Model, Step};

/// L02: what is due may be late by this much on a server that is well.
const LATE: Millis = Millis::from_secs(1);

impl Model {
    pub(super) fn after(&self, step: &Step<'_>) -> Result<()> {
        ensure!(step.acw_due.is_empty(), "I10: no after-call-work began: {:?}", step.acw_due);
        ensure!(step.cancelled.is_empty(), "I05: cancelled and not ended: {:?}", step.cancelled);
        ensure!(step.record_due.is_empty(), "I21: not recorded: {:?}", step.record_due);
        self.everybody_is_somewhere()?;
        for (id, agent) in &self.agents {
            ensure!(agent.shown == agent.due(), "I09: {id} is {:?} untold", agent.due());
            ensure!(
                agent.call.is_none() || agent.rings.is_none(),
                "I02: it rings for {id}, who is In line"
            );
            ensure!(
                agent.call.is_none() || agent.acw.is_none(),
                "I10: {id} is in a call and in after-call-work"
            );
        }
        self.nobody_waits_in_vain()
    }

    /// I07: what came is in exactly one place, and the hands that hold it know it.
    fn everybody_is_somewhere(&self) -> Result<()> {
        let here = (self.contacts.len() + self.ended.len()) as u64;
        ensure!(self.arrived == here, "I07: {} came, and {here} are known", self.arrived);
        for (id, contact) in &self.contacts {
            ensure!(
                !matches!(contact.place, Place::Nowhere | Place::Accepted(_)),
                "I07: {id} is nowhere after a step"
            );
        }
        for (id, agent) in &self.agents {
            let has = |contact| self.contacts.get(contact);
            let call = agent.rings.and_then(|id| self.contacts.get(&id));
            let call = call.filter(|found| found.kind() == Voice);
            ensure!(
                call.is_none() || agent.audio,
                "AC06: it rings for {id}, who has no microphone"
            );
            if let Some(rings) = &agent.rings {
                let theirs = has(rings).is_some_and(
                    |found| matches!(found.place, Place::Offered(offer) if offer.member == *id),
                );
                ensure!(theirs, "I01: {rings} rings for {id} and is not offered to them");
            }
            for held in agent.call.iter().chain(agent.sessions.keys()) {
                let theirs = has(held).is_some_and(|found| found.holder() == Some(*id));
                ensure!(theirs, "I04: {id} has {held}, which does not have them");
            }
        }
        let offered =
            self.contacts.values().filter(|found| matches!(found.place, Place::Offered(_)));
        let ringing = self.agents.values().filter(|agent| agent.rings.is_some());
        ensure!(offered.count() == ringing.count(), "I01: an offer rings for nobody");
        Ok(())
    }

    /// L02, L04: asked while the server is well. Whatever had a time that is over has come to its end.
    pub(super) fn on_time(&self, now: Timestamp) -> Result<()> {
        let is_late = |due: Option<Timestamp>| due.is_some_and(|due| due.after(LATE) < now);
        for (id, contact) in &self.contacts {
            let (due, what) = match contact.place {
                Place::Waiting => (contact.queued.map(|queued| queued.until), "L04: waits"),
                Place::Offered(offer) => {
                    ensure!(!is_late(offer.seen_by), "F26: {id} rings unseen");
                    (Some(offer.deadline), "L02: rings")
                }
                Place::Connecting { sound_by, .. } => (Some(sound_by), "L02: connects"),
                Place::Talking(talk) => {
                    let pause = talk.recording.and_then(|kept| kept.paused_until);
                    ensure!(!is_late(pause), "VC40: the recording of {id} is paused for too long");
                    (talk.rejoin_by, "VC51: waits for its agent")
                }
                Place::Open(_) => {
                    ensure!(!is_late(contact.warns), "DK04: {id} is told of no end");
                    let owed = contact.owed_until(&self.settings);
                    ensure!(!is_late(owed), "DK15: {id} is owed an answer since long ago");
                    (contact.silence, "DK04: is silent")
                }
                Place::Dialling(dialling) => (Some(dialling.until), "VC06: rings out"),
                Place::Outside(outside) => (Some(outside.until), "VC13: is outside"),
                Place::Greeting { until } => (Some(until), "L02: is greeted"),
                Place::InFlow(place) => (Some(place.until), "VC41: is at one place of a flow"),
                Place::Notice { until } => (Some(until), "L02: hears the notice"),
                Place::Nowhere | Place::Accepted(_) => (None, ""),
            };
            ensure!(!is_late(due), "{what} too long: {id} since {due:?}, and it is {now:?}");
            let held = contact.passed.iter().find(|(_, until)| is_late(*until));
            ensure!(held.is_none(), "VC03: {id} is held back from {held:?} for too long");
        }
        for (id, agent) in &self.agents {
            let acw = agent.acw.and_then(|acw| acw.until);
            ensure!(!is_late(acw), "I10: the after-call-work of {id} does not end");
            if let Browser::Quiet { since } = agent.browser
                && agent.call.is_none()
            {
                let grace = Some(since.after(self.settings.offline_after));
                let gone = agent.chosen.is_offline();
                ensure!(gone || !is_late(grace), "ST10: {id} is quiet and not Offline");
                let kept = Some(since.after(self.settings.sessions_kept));
                let free = agent.sessions.is_empty();
                ensure!(free || !is_late(kept), "ST10: {id} is quiet and keeps sessions");
            }
        }
        Ok(())
    }
}
