//! Events of a call that a member makes, until it is answered (VC06, VC44, I25).

use acd::{
    CallDialled, CallOutLimited, CallProgressed, Command, ContactId, Entry, Group, GroupId,
    GroupKind, Input, LimitStep, MemberId, Millis, Tariff,
};
use anyhow::{Context as _, Result, ensure};

use super::contact::{Contact, Dialling, Place, Queued};
use super::model::{Model, Step};
use super::rights::may_call_out;

/// No call rings for less, whatever was configured.
const DIAL_FOR_MIN: Millis = Millis::from_secs(5);
const WARNED_BEFORE: Millis = Millis::from_secs(60);

impl Model {
    pub(super) fn call_dialled(&mut self, step: &Step<'_>, event: CallDialled) -> Result<()> {
        let CallDialled { contact: id, member, group, priority, at, until, emergency } = event;
        ensure!(at == step.at, "VC06: {id} was dialled at another time than now");
        let Some(Command::Dial { contact, to, .. }) = step.command_of(member) else {
            anyhow::bail!("VC06: {member} calls somebody and did not ask to")
        };
        ensure!(contact == id, "VC06: {member} asked for the call {contact}, and {id} was made");
        ensure!(emergency == (to.tariff == Tariff::Emergency), "VC44: {id} is no call for help");
        if !emergency {
            let payer = self.groups.get(&group).context("VC06: a group that is not there")?;
            ensure!(payer.members.contains_key(&member), "VC06: {member} calls out for strangers");
            self.may_begin(id, payer, to.country)?;
        }
        let dial_for = self.settings.dial_for.max(DIAL_FOR_MIN);
        ensure!(until == at.after(dial_for), "VC06: {id} rings out at {until:?}");
        let agent = self.agent(member)?;
        let label = agent.label();
        ensure!(may_call_out(label, emergency), "ST01: {member} calls out and is {label:?}");
        ensure!(agent.rings.is_none(), "ST04: {member} calls out while an offer rings");
        ensure!(agent.audio, "AC06: {member} calls out without a microphone");
        ensure!(agent.acw.is_none(), "I10: {member} is in a call and in after-call-work");
        agent.call = Some(id);
        agent.idle_since = at;
        let contact = self.contact(id)?;
        ensure!(contact.place == Place::Nowhere, "VC06: {id} was {:?}", contact.place);
        ensure!(
            matches!(contact.entry, Entry::Outbound { .. }),
            "VC06: {id} is dialled and came in by {:?}",
            contact.entry
        );
        contact.place = Place::Dialling(Dialling { member, until, progress: None });
        contact.queued = Some(Queued { group, priority, arrival: at, at_head: false, until });
        contact.payer = (!emergency).then_some(group);
        Ok(())
    }

    /// VC06: only what somebody pays for, and at its time.
    pub(super) fn call_out_limited(
        &mut self,
        step: &Step<'_>,
        event: CallOutLimited,
    ) -> Result<()> {
        let CallOutLimited { contact: id, step: limit, at } = event;
        ensure!(at == step.at, "VC06: {id} was limited at another time than now");
        let lasts = self.settings.call_out_max;
        let contact = self.contact(id)?;
        ensure!(contact.payer.is_some(), "VC06: {id} costs nobody and is limited");
        match (limit, contact.limit) {
            (LimitStep::Set { until }, None) => {
                ensure!(until == at.after(lasts), "VC06: {id} ends at {until:?}");
                contact.limit = Some(until);
            }
            (LimitStep::Warned, Some(until)) => {
                ensure!(until.since(at) <= WARNED_BEFORE, "VC06: {id} is told of its end too soon");
            }
            (LimitStep::Reached, Some(until)) => {
                ensure!(until <= at, "VC06: {id} is ended before its time");
            }
            (LimitStep::Set { .. }, Some(_)) | (_, None) => {
                anyhow::bail!("VC06: {limit:?} is told of {id}, which ends at {:?}", contact.limit)
            }
        }
        Ok(())
    }

    /// I25: what the admin allows, and not more at once than that.
    pub(super) fn may_begin(
        &self,
        id: ContactId,
        payer: &Group,
        country: Option<acd::Country>,
    ) -> Result<()> {
        ensure!(payer.kind == GroupKind::Voice, "VC06: {id} is called out for a chat group");
        let allowed = country.is_some_and(|country| payer.dials.contains(&country));
        ensure!(allowed, "VC06: {id} is called, where the admin allows nothing");
        let live = self.calls_out_of(payer.id);
        ensure!(live < u64::from(payer.dial_caps.at_once), "I25: {id} is one call out too many");
        Ok(())
    }

    /// Those that the group pays for now.
    fn calls_out_of(&self, group: GroupId) -> u64 {
        let pays = |contact: &&Contact| {
            let outside = match contact.place {
                Place::Outside(outside) => Some(outside.group),
                _ => None,
            };
            // One that is handed outside counts twice, as two calls out.
            contact.payer == Some(group) || outside == Some(group)
        };
        self.contacts.values().filter(pays).count() as u64
    }

    pub(super) fn call_progressed(&mut self, step: &Step<'_>, event: CallProgressed) -> Result<()> {
        let CallProgressed { contact: id, progress, at } = event;
        ensure!(at == step.at, "VC06: {id} rang at another time than now");
        let place = &mut self.contact(id)?.place;
        let so_far = match place {
            Place::Dialling(dialling) => &mut dialling.progress,
            Place::Outside(outside) if !outside.answered => &mut outside.progress,
            _ => anyhow::bail!("VC06: {id} rings at a far end that nobody calls: {place:?}"),
        };
        ensure!(*so_far < Some(progress), "VC06: {id} went back from {so_far:?} to {progress:?}");
        *so_far = Some(progress);
        Ok(())
    }

    /// VC06: it ends before the answer by its member, by the far end, or by its time.
    pub(super) fn dial_over(step: &Step<'_>, id: ContactId, dialling: Dialling) -> Result<()> {
        let by_time = matches!(step.input, Input::Fact { fact: acd::Fact::DeadlineReached });
        let over = dialling.until <= step.at;
        ensure!(!by_time || over, "I23: {id} was given up before its time");
        Ok(())
    }

    pub(super) fn dialler(&self, id: ContactId) -> Option<MemberId> {
        match self.contacts.get(&id)?.place {
            Place::Dialling(dialling) => Some(dialling.member),
            _ => None,
        }
    }
}
