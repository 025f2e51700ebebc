//! Events of a contact's way: arrival, queue, messages, end (I06, I07, I13, I14, RT03, RT05).

use acd::{
    Author, CallFault, ContactArrived, ContactEnded, EndReason, Entry, Fact, Greeting, GroupKind,
    Input, MessageAdded, Millis, Place as QueuePlace, QueueEntered, Timestamp,
};
use anyhow::{Result, ensure};
use flow::Outcome;

use super::contact::{Contact, Onward, Place, Queued};
use super::model::{Model, Step};
use super::recordings::PROMPT_MAX;

/// ST06.
pub(super) const TALK_FOR_ACW: Millis = Millis::from_secs(1);

impl Model {
    pub(super) fn contact_arrived(&mut self, step: &Step<'_>, event: ContactArrived) -> Result<()> {
        let ContactArrived { contact: id, customer, entry, at } = event;
        ensure!(at == step.at, "I06: {id} arrived at another time than now");
        let known = self.contacts.contains_key(&id) || self.ended.contains_key(&id);
        ensure!(!known, "I06: {id} arrived twice");
        let mut contact = Contact::new(id, customer, entry);
        match entry {
            Entry::Call { number } => {
                let greets = self.numbers.get(&number).map(|number| number.greeting);
                if greets == Some(Greeting::Played) {
                    contact.place = Place::Greeting { until: at.after(PROMPT_MAX) };
                }
            }
            Entry::Session { .. } => {
                let same =
                    |other: &Contact| other.customer == customer && other.kind() == GroupKind::Chat;
                ensure!(!self.contacts.values().any(same), "DK07: {customer} has two sessions");
            }
            Entry::Outbound { .. } => {}
        }
        self.arrived += 1;
        self.contacts.insert(id, contact);
        Ok(())
    }

    pub(super) fn queue_entered(&mut self, step: &Step<'_>, event: QueueEntered) -> Result<()> {
        let QueueEntered { contact: id, group, priority, arrival, place, until } = event;
        let found = self.groups.get(&group).map(|group| (group.kind, group.wait_max));
        let records = self.records(group);
        let onward = self.contact(id)?.onward.take();
        ensure!(self.goes_where_meant(onward, group), "VC14: {id} had to go to {onward:?}");
        let contact = self.contact(id)?;
        let Some((kind, wait_max)) = found else { anyhow::bail!("I07: {id} waits in no group") };
        ensure!(kind == contact.kind(), "I07: {id} waits in a group of another kind");
        ensure!(
            matches!(contact.place, Place::Nowhere | Place::Greeting { .. }),
            "I07: {id} went into a queue from {:?}",
            contact.place
        );
        ensure!(
            kind == GroupKind::Chat || contact.told || !records,
            "VC43: {id} waits to be recorded and was not told"
        );
        match contact.queued {
            None => {
                ensure!(arrival == step.at, "RT03: {id} came earlier than it came");
                ensure!(place == QueuePlace::Tail, "RT03: {id} pushed in");
                ensure!(until == step.at.after(wait_max), "RT05: {id} may wait until {until:?}");
            }
            Some(before) if let Some(Onward::ToGroup { until: meant, .. }) = onward => {
                ensure!(arrival == before.arrival, "RT03: {id} lost its waiting time");
                ensure!(place == QueuePlace::Tail, "VC10: {id} pushed in");
                ensure!(until == meant, "RT05: {id} may wait until {until:?}");
            }
            Some(before) => {
                ensure!(arrival == before.arrival, "RT03: {id} lost its waiting time");
                ensure!(place == QueuePlace::Head, "RT03: {id} came back to the tail");
                let after_notice = contact.until_after_notice.take() == Some(until);
                ensure!(
                    after_notice || until == before.until || until == step.at.after(wait_max),
                    "RT05: {id} may wait until {until:?}"
                );
                ensure!(until > step.at, "RT05: {id} waits although its time is over");
            }
        }
        contact.place = Place::Waiting;
        // DK04: a transfer stops the clock until the new agent writes.
        contact.silence = None;
        let at_head = place == QueuePlace::Head;
        contact.queued = Some(Queued { group, priority, arrival, at_head, until });
        Ok(())
    }

    pub(super) fn message_added(&mut self, step: &Step<'_>, event: MessageAdded) -> Result<()> {
        let MessageAdded { contact: id, message, sequence, author, size, at } = event;
        let settings = self.settings.clone();
        let contact = self.contact(id)?;
        ensure!(at == step.at, "I13: a message of {id} was written at another time than now");
        ensure!(contact.kind() == GroupKind::Chat, "I14: somebody writes into the call {id}");
        ensure!(!contact.messages.contains(&message), "I13: {message} is in {id} twice");
        contact.messages.push(message);
        ensure!(
            sequence == contact.messages.len() as u64,
            "I13: message {} of {id} has the sequence {sequence}",
            contact.messages.len()
        );
        ensure!(size <= 16 * 1024, "DK13: a message of {size} bytes");
        let is_party = match author {
            Author::Customer(customer) => customer == contact.customer,
            Author::Member(member) => contact.place == Place::Open(member),
        };
        ensure!(is_party, "I14: {author:?} writes into {id} and has no part in it");
        contact.last = Some((author, at));
        contact.clocks(at, author, &settings);
        Ok(())
    }

    pub(super) fn contact_ended(&mut self, step: &mut Step<'_>, event: ContactEnded) -> Result<()> {
        let ContactEnded { contact: id, reason, at } = event;
        ensure!(at == step.at, "I06: {id} ended at another time than now");
        step.cancelled.remove(&id);
        let contact = self.contact(id)?.clone();
        let left = step.left.get(&id).copied();
        self.judge_end(step, &contact, left.map(|(_, since)| since), reason)?;
        ensure!(contact.holder().is_none(), "I06: {id} ended under {:?}", contact.place);
        ensure!(!matches!(contact.place, Place::Offered(_)), "I05: {id} ended while it rang");
        // ST06: a talk of a second or more leads to after-call-work, if the group has it.
        if let Some((member, since)) = left
            && contact.kind() == GroupKind::Voice
            && reason != EndReason::AgentLost
            && reason != EndReason::WaitedTooLong
            && step.at.since(since) >= TALK_FOR_ACW
        {
            let group = contact.queued.and_then(|queued| self.groups.get(&queued.group));
            let acw = group.map_or(Millis::ZERO, |group| group.acw);
            if acw > Millis::ZERO {
                step.acw_due.insert(member, (id, step.at.after(acw)));
            }
        }
        self.contacts.remove(&id);
        self.ended.insert(id, reason);
        Ok(())
    }

    /// I23, RC01: why it ended has to be true.
    fn judge_end(
        &self,
        step: &Step<'_>,
        contact: &Contact,
        talked: Option<Timestamp>,
        reason: EndReason,
    ) -> Result<()> {
        let id = contact.id;
        match reason {
            EndReason::WaitedTooLong => ensure!(
                contact.queued.is_some_and(|queued| queued.until <= step.at),
                "I23: {id} was sent away before its time"
            ),
            EndReason::CustomerTimeout => {
                let by_member = matches!(contact.last, Some((Author::Member(_), _)));
                let over = contact.silence.is_some_and(|silence| silence <= step.at);
                ensure!(by_member && over, "I23: {id} ended by a silence that was none");
            }
            EndReason::EndedByCustomer | EndReason::EndedByAgent
                if contact.kind() == GroupKind::Voice && reason == EndReason::EndedByCustomer =>
            {
                ensure!(talked.is_some(), "RC01: {id} ended in a talk that never was");
            }
            EndReason::LeftInQueue => ensure!(
                matches!(contact.place, Place::Waiting | Place::Nowhere)
                    || matches!(contact.place, Place::Notice { .. }) && contact.queued.is_some(),
                "RC01: {id} left the queue from {:?}",
                contact.place
            ),
            EndReason::LeftInFlow => {
                let heard = matches!(contact.place, Place::Greeting { .. } | Place::Notice { .. });
                let flow = match contact.outcome {
                    Some(Outcome::CustomerLeft) => true,
                    Some(Outcome::HungUp) => !contact.found_closed,
                    _ => false,
                };
                ensure!(heard || flow, "RC01: {id} was in no flow");
                ensure!(contact.queued.is_none(), "RC01: {id} was in a queue before");
            }
            EndReason::ClosedHours => ensure!(
                contact.outcome == Some(Outcome::HungUp) && contact.found_closed,
                "RC01: {id} found nothing closed"
            ),
            EndReason::Busy
            | EndReason::NoAnswer
            | EndReason::Rejected
            | EndReason::InvalidNumber
            | EndReason::NoLine
            | EndReason::Cancelled
            | EndReason::TransferredOut => contact.judge_end_outside(talked, reason)?,
            EndReason::SystemFault => {
                let own = match step.input {
                    Input::Fact { fact: Fact::ProcessLost { .. } } => {
                        contact.kind() == GroupKind::Voice
                    }
                    Input::Fact { fact: Fact::DefectMet { contact } } => *contact == id,
                    Input::Fact { fact: Fact::CallBroke { contact, fault } } => {
                        *contact == id && *fault == CallFault::LegsLost
                    }
                    _ => false,
                };
                ensure!(own, "F08: {id} ended over a fault that was not its own");
            }
            EndReason::QueueFull => {
                let number = match contact.entry {
                    Entry::Call { number } => self.numbers.get(&number),
                    Entry::Session { .. } | Entry::Outbound { .. } => None,
                };
                let group = number.map(|number| self.led_to(contact, number.group));
                let group = group.and_then(|group| self.groups.get(&group));
                let waiting = group.map_or(0, |group| self.waiting(group.id).count() as u64);
                let max = group.map_or(0, |group| u64::from(group.queue_max));
                ensure!(waiting >= max, "RT05: {id} was sent away from a queue with room");
            }
            _ => {}
        }
        Ok(())
    }
}
