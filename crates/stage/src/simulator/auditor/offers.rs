//! Events of an offer (I01–I05, RT01–RT03, VC03, F26, F31).

use acd::{
    Command, ContactId, Fact, Group, GroupKind, HoldBackEnded, Input, MemberId, Millis,
    MissForgiven, OfferEnd, OfferEnded, OfferMade, OfferSeen, Strategy, Tariff,
};
use anyhow::{Context, Result, ensure};

use super::contact::{Contact, Offered, Place};
use super::model::{Model, Step};
use super::rights::may_be_rung;

/// VC03.
const RING_MIN: Millis = Millis::from_secs(5);
const RING_MAX: Millis = Millis::from_secs(120);
/// F31.
const LATE: Millis = Millis::from_secs(1);

impl Model {
    pub(super) fn offer_made(&mut self, step: &Step<'_>, event: &OfferMade) -> Result<()> {
        let OfferMade { contact: id, member, group, fence, deadline, waited, why, .. } = *event;
        self.is_new(fence)?;
        let place = self.contact(id)?.place;
        ensure!(
            !matches!(place, Place::Offered(_) | Place::Accepted(_)),
            "I01: {id} is offered to {member} and is on offer already"
        );
        if !why.is_queue() {
            return self.offered_in_person(step, event);
        }
        ensure!(place == Place::Waiting, "I05: {id} is offered from {place:?}");
        let agent = self.agent(member)?;
        let (label, rings) = (agent.label(), agent.rings);
        let group =
            self.groups.get(&group).context("I03: an offer of a group that is not there")?;
        ensure!(
            rings.is_none() || group.kind == GroupKind::Chat,
            "I02: {member} has a second offer, {id}"
        );
        ensure!(
            self.may_take(member, group),
            "I03: {id} is offered to {member}, who is {label:?} and may not take it"
        );
        let contact = self.contacts.get(&id).context("I07")?;
        let queued = contact.queued.context("I07: an offer without a queue")?;
        ensure!(queued.group == group.id, "RT01: {id} is offered in a group it does not wait in");
        ensure!(
            deadline == step.at.after(group.ring.clamp(RING_MIN, RING_MAX)),
            "VC03: {id} rings until {deadline:?}"
        );
        ensure!(waited == step.at.since(queued.arrival), "RT03: {id} has waited {waited:?}");
        self.is_served_in_order(member, contact)?;
        self.is_the_strategys_choice(member, contact, group)?;
        let seen_by = Some(step.at.after(self.settings.seen_within));
        self.turns.insert((group.id, member), fence);
        self.rings(id, Offered { member, fence, deadline, seen_by, why })
    }

    /// RT03, L08: nobody who could have had this agent comes before.
    fn is_served_in_order(&self, member: MemberId, chosen: &Contact) -> Result<()> {
        for group in self.groups.values().filter(|group| self.may_take(member, group)) {
            let before = self
                .waiting(group.id)
                .find(|other| other.order() < chosen.order() && !other.is_held_back_from(member));
            if let Some(before) = before {
                anyhow::bail!("L08: {} is served before {}, who comes first", chosen.id, before.id);
            }
        }
        Ok(())
    }

    /// RT02, VC03: those who passed come last, the one who passed longest ago first.
    fn is_the_strategys_choice(
        &self,
        member: MemberId,
        contact: &Contact,
        group: &Group,
    ) -> Result<()> {
        let id = contact.id;
        let able: Vec<MemberId> =
            group.members.keys().copied().filter(|able| self.may_take(*able, group)).collect();
        let fresh: Vec<MemberId> =
            able.iter().copied().filter(|able| !contact.has_passed(*able)).collect();
        if fresh.is_empty() {
            let mut again = contact.passed.iter().filter(|(_, until)| until.is_none());
            let next = again.find(|(who, _)| able.contains(who)).map(|(who, _)| *who);
            ensure!(next == Some(member), "VC03: {id} goes to {member} again, not to {next:?}");
            return Ok(());
        }
        let first = fresh.iter().copied().min_by_key(|able| (self.rank(*able, group), *able));
        ensure!(
            first == Some(member),
            "RT02: by {:?} {id} goes to {first:?}, not to {member}",
            group.strategy
        );
        Ok(())
    }

    fn rank(&self, member: MemberId, group: &Group) -> u64 {
        match group.strategy {
            Strategy::LongestIdle => self.agents.get(&member).map_or(0, |agent| agent.idle_since.0),
            Strategy::FewestContactsToday => {
                self.taken_today.get(&member).copied().unwrap_or_default()
            }
            Strategy::RoundRobin => self.turns.get(&(group.id, member)).map_or(0, |fence| fence.0),
            Strategy::Priority => {
                group.members.get(&member).map_or(u64::MAX, |place| u64::from(place.priority))
            }
        }
    }

    pub(super) fn offer_seen(&mut self, event: OfferSeen) -> Result<()> {
        let OfferSeen { contact: id, member } = event;
        let contact = self.contact(id)?;
        let Place::Offered(offer) = &mut contact.place else {
            anyhow::bail!("I05: {id} was seen by {member} when it did not ring")
        };
        ensure!(offer.member == member, "I05: {member} saw the offer of {}", offer.member);
        ensure!(offer.seen_by.take().is_some(), "I05: the offer of {id} was seen twice");
        self.agent(member)?.unseen_in_row = 0;
        Ok(())
    }

    pub(super) fn offer_ended(&mut self, step: &mut Step<'_>, event: OfferEnded) -> Result<()> {
        let OfferEnded { contact: id, member, end, at } = event;
        ensure!(at == step.at, "I05: an offer of {id} ended at another time than now");
        let Place::Offered(offer) = self.contact(id)?.place else {
            anyhow::bail!("I05: an offer of {id} ended ({end:?}) that was not open")
        };
        ensure!(offer.member == member, "I05: {member} ended the offer of {}", offer.member);
        self.judge_offer_end(step, id, offer, end)?;
        let held = self.settings.held_back;
        let held = (held > Millis::ZERO).then(|| at.after(held));
        let onward = self.next_step_of(offer, end);
        let contact = self.contact(id)?;
        contact.onward = onward;
        contact.place = match end {
            OfferEnd::Accepted => Place::Accepted(member),
            _ => Place::Nowhere,
        };
        match end {
            OfferEnd::Missed | OfferEnd::Declined => contact.note_pass(member, held),
            OfferEnd::Unseen => contact.note_pass(member, None),
            OfferEnd::Cancelled => {
                step.cancelled.insert(id);
            }
            OfferEnd::Accepted | OfferEnd::AgentGone => {}
        }
        let agent = self.agent(member)?;
        agent.rings = None;
        match end {
            OfferEnd::Accepted | OfferEnd::Declined => {
                agent.missed_in_row = 0;
                agent.unseen_in_row = 0;
            }
            // VC03 counts what a group gave.
            OfferEnd::Missed if offer.why.is_queue() => {
                agent.missed_in_row += 1;
                agent.last_miss = Some((id, at));
            }
            OfferEnd::Unseen => agent.unseen_in_row += 1,
            OfferEnd::Missed | OfferEnd::Cancelled | OfferEnd::AgentGone => {}
        }
        Ok(())
    }

    /// I05, I23: the end has to have a cause.
    fn judge_offer_end(
        &mut self,
        step: &Step<'_>,
        id: ContactId,
        offer: Offered,
        end: OfferEnd,
    ) -> Result<()> {
        let member = offer.member;
        let command = step.command_of(member);
        match end {
            OfferEnd::Accepted => {
                let queued = self.contact(id)?.queued.context("I07")?;
                let group = self.groups.get(&queued.group);
                let by_itself =
                    group.is_some_and(|group| group.answering == acd::Answering::Automatic);
                let by_hand = command == Some(Command::Accept { contact: id, fence: offer.fence });
                ensure!(by_hand || by_itself && offer.why.is_queue(), "I05: nobody accepted {id}");
            }
            OfferEnd::Declined => ensure!(
                matches!(
                    command,
                    Some(Command::Decline { .. } | Command::SetStatus { .. } | Command::LogOut)
                ),
                "VC02: nobody gave {id} back"
            ),
            OfferEnd::Missed => {
                ensure!(offer.deadline <= step.at, "I23: {id} was missed before its time");
            }
            OfferEnd::Unseen => ensure!(
                offer.seen_by.is_some_and(|by| by <= step.at),
                "I23: {id} went unseen before its time"
            ),
            OfferEnd::AgentGone => {
                let needs_sound = self.contact(id)?.kind() == GroupKind::Voice;
                let agent = self.agent(member)?;
                // AC06: who has lost the microphone can answer no call.
                let is_deaf = needs_sound && !agent.audio;
                let is_gone = is_deaf || agent.browser != acd::Browser::Live;
                let removed = matches!(step.input, Input::Config { .. });
                // The after-call-work in which it rang is over, and what follows allows no call.
                let barred = !offer.why.is_queue() && !may_be_rung(agent.label());
                // VC44: help does not wait for an offer's end.
                let calls_help = matches!(
                    command,
                    Some(Command::Dial { to, .. }) if to.tariff == Tariff::Emergency
                );
                ensure!(
                    is_gone || removed || barred || calls_help,
                    "ST10: {member} is here, and {id} was taken away"
                );
            }
            OfferEnd::Cancelled => {}
        }
        Ok(())
    }

    pub(super) fn miss_forgiven(&mut self, step: &Step<'_>, event: MissForgiven) -> Result<()> {
        let MissForgiven { contact, member } = event;
        let asked = Input::Fact { fact: Fact::DeadlineReached } != *step.input;
        let agent = self.agent(member)?;
        let miss = agent.last_miss.take();
        let in_time = miss.is_some_and(|(of, at)| of == contact && step.at.since(at) <= LATE);
        ensure!(asked && in_time, "F31: a miss of {member} was forgiven that was none");
        agent.missed_in_row = agent.missed_in_row.saturating_sub(1);
        Ok(())
    }

    pub(super) fn hold_back_ended(&mut self, step: &Step<'_>, event: HoldBackEnded) -> Result<()> {
        let HoldBackEnded { contact: id, member } = event;
        let contact = self.contact(id)?;
        let pass = contact.passed.iter_mut().find(|(who, _)| *who == member);
        let until = pass.and_then(|(_, until)| until.take());
        ensure!(
            until.is_some_and(|until| until <= step.at),
            "I23: {id} may be offered to {member} again before its time"
        );
        Ok(())
    }

    /// RT07, L01: nobody waits whom somebody may take now.
    pub(super) fn nobody_waits_in_vain(&self) -> Result<()> {
        let groups = self.groups.values().filter(|group| self.waiting(group.id).next().is_some());
        for group in groups {
            let able: Vec<MemberId> =
                group.members.keys().copied().filter(|able| self.may_take(*able, group)).collect();
            for contact in self.waiting(group.id) {
                let taker = able.iter().find(|able| !contact.is_held_back_from(**able));
                if let Some(taker) = taker {
                    anyhow::bail!("L01: {} waits while {taker} is free", contact.id);
                }
            }
        }
        Ok(())
    }
}
