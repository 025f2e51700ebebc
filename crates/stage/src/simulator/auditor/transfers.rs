//! Calls that are handed over, and the ladder for those that nobody takes (VC10, VC11, VC14).

use acd::{
    Browser, CallTransferred, Command, ContactId, Fence, GroupId, GroupKind, MemberId, Millis,
    OfferEnd, OfferMade, OfferWhy, TransferTo,
};
use anyhow::{Context, Result, bail, ensure};

use super::contact::{Offered, Onward, Place};
use super::model::{Model, Step};
use super::rights::may_be_rung;

/// VC03, and where the group is gone that a call came through.
const RING_MIN: Millis = Millis::from_secs(5);
const RING_MAX: Millis = Millis::from_secs(120);
const RING: Millis = Millis::from_secs(20);

impl Model {
    pub(super) fn call_transferred(
        &mut self,
        step: &Step<'_>,
        event: CallTransferred,
    ) -> Result<()> {
        let CallTransferred { contact: id, member, to, at } = event;
        ensure!(at == step.at, "VC10: {id} was handed over at another time than now");
        let wished = Command::Transfer { contact: id, to };
        ensure!(step.command_of(member) == Some(wished), "VC10: nobody asked to hand over {id}");
        let talks = self.talk(id)?.member;
        ensure!(talks == member, "VC10: {member} handed over {id}, whom {talks} talks with");
        let onward = match to {
            TransferTo::Group(to) => {
                let group = self.groups.get(&to).context("VC10: a group that is not there")?;
                ensure!(group.kind == GroupKind::Voice, "VC10: {id} is handed to a chat group");
                let waiting = self.waiting(to).count() as u64;
                let full = waiting >= u64::from(group.queue_max)
                    && !group.members.keys().any(|member| self.may_take(*member, group));
                ensure!(!full, "RT05: {id} is handed to a full queue");
                Onward::ToGroup { group: to, until: at.after(group.wait_max) }
            }
            TransferTo::Phone(phone) => bail!("{id} is handed to {phone}, and a day has no phones"),
            TransferTo::Agent(target) => {
                ensure!(self.can_be_rung(target), "VC11: {id} is handed to {target}, who is away");
                Onward::ToAgent { target, by: member }
            }
        };
        let held = self.settings.held_back;
        let held = (held > Millis::ZERO).then(|| at.after(held));
        let contact = self.contact(id)?;
        contact.note_pass(member, held);
        contact.onward = Some(onward);
        Ok(())
    }

    /// Whether a call that is meant for this very member can ring there now.
    pub(super) fn can_be_rung(&self, member: MemberId) -> bool {
        self.agents.get(&member).is_some_and(|agent| {
            agent.browser == Browser::Live
                && agent.audio
                && agent.rings.is_none()
                && may_be_rung(agent.label())
        })
    }

    /// An offer that no queue made.
    pub(super) fn offered_in_person(&mut self, step: &Step<'_>, event: &OfferMade) -> Result<()> {
        let OfferMade { contact: id, member, group, fence, deadline, waited, why, .. } = *event;
        let group = self.groups.get(&group);
        let ring = group.map_or(RING, |group| group.ring.clamp(RING_MIN, RING_MAX));
        let wait_max = group.map(|group| group.wait_max);
        ensure!(self.can_be_rung(member), "I03: {id} rings for {member}, who may not be rung");
        ensure!(deadline == step.at.after(ring), "VC14: {id} rings until {deadline:?}");
        let seen_by = Some(step.at.after(self.settings.seen_within));
        let contact = self.contact(id)?;
        ensure!(contact.place == Place::Nowhere, "I01: {id} is handed on from {:?}", contact.place);
        let meant = match why {
            OfferWhy::Queue => None,
            OfferWhy::Consult { by } => bail!("{by} asks somebody, which no agent of a day does"),
            OfferWhy::Internal { by } => {
                bail!("{by} calls a colleague, which no agent of a day does")
            }
            OfferWhy::ReturnedFromPhone { phone } => {
                bail!("{id} comes back from {phone}, and a day has no phones")
            }
            OfferWhy::ReturnedOutside { called } => {
                Some(Onward::BackFromOutside { by: member, called })
            }
            OfferWhy::Flow => bail!("a flow rings for {id}, which no flow of a day does"),
            OfferWhy::Transferred { by } => Some(Onward::ToAgent { target: member, by }),
            OfferWhy::Returned { from } => Some(Onward::BackTo { by: member, from }),
        };
        let onward = contact.onward.take();
        ensure!(onward == meant, "VC14: {id} rings for {member} and had to go to {onward:?}");
        let queued = contact.queued.as_mut().context("I07: handed on without a group")?;
        ensure!(queued.group == event.group, "VC14: {id} changed its group on the way");
        ensure!(waited == step.at.since(queued.arrival), "RT03: {id} has waited {waited:?}");
        if let Some(wait_max) = wait_max {
            queued.until = deadline.after(wait_max);
        }
        self.rings(id, Offered { member, fence, deadline, seen_by, why })
    }

    /// VC14: where a contact goes whose offer has ended without an answer.
    pub(super) fn next_step_of(&self, offer: Offered, end: OfferEnd) -> Option<Onward> {
        match (offer.why, end) {
            (_, OfferEnd::Accepted | OfferEnd::Cancelled) => None,
            (OfferWhy::Transferred { by }, _) if self.can_be_rung(by) => {
                Some(Onward::BackTo { by, from: offer.member })
            }
            (
                OfferWhy::Queue
                | OfferWhy::Transferred { .. }
                | OfferWhy::Returned { .. }
                | OfferWhy::ReturnedOutside { .. }
                | OfferWhy::ReturnedFromPhone { .. }
                | OfferWhy::Consult { .. }
                | OfferWhy::Flow
                | OfferWhy::Internal { .. },
                _,
            ) => None,
        }
    }

    /// The last of what every offer does.
    pub(super) fn rings(&mut self, id: ContactId, offer: Offered) -> Result<()> {
        let Offered { member, fence, .. } = offer;
        self.fence = fence;
        self.contact(id)?.place = Place::Offered(offer);
        let agent = self.agent(member)?;
        agent.rings = Some(id);
        agent.last_miss = None;
        Ok(())
    }

    pub(super) fn is_new(&self, fence: Fence) -> Result<()> {
        ensure!(fence > self.fence, "I05: {fence:?} was given before");
        Ok(())
    }

    /// VC10: whether the contact goes where it was handed to; a group that was removed meanwhile takes nobody.
    pub(super) fn goes_where_meant(&self, onward: Option<Onward>, group: GroupId) -> bool {
        match onward {
            None => true,
            Some(Onward::ToGroup { group: meant, .. }) => {
                meant == group || !self.groups.contains_key(&meant)
            }
            Some(
                Onward::ToAgent { .. } | Onward::BackTo { .. } | Onward::BackFromOutside { .. },
            ) => false,
        }
    }
}
