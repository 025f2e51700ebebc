//! DK08: what customers say beside the score, in sessions that go on: beside the core, which knows no texts. Of those that have
//! ended the store tells.

use std::collections::BTreeMap;

use acd::{Command, ContactEnded, ContactId, Event};
use store::{Opinion, SessionRating};

use super::clock::Time;
use super::ledger::Ledger;
use super::request::CommandRequest;
use super::task::DriverTask;
use super::work::Work;

#[derive(Debug, Default)]
pub(crate) struct Opinions {
    given: BTreeMap<ContactId, Opinion>,
    /// Those that the batch in hand has touched, as they were before it: absent ones were not there.
    before: BTreeMap<ContactId, Option<Opinion>>,
}

impl Opinions {
    pub(super) fn load(&mut self, rating: Option<SessionRating>) {
        self.given.extend(rating.map(|rating| (rating.contact, rating.opinion)));
    }

    pub(crate) fn of(&self, contact: ContactId) -> Option<&Opinion> {
        self.given.get(&contact)
    }

    fn give(&mut self, contact: ContactId, opinion: Opinion) {
        let before = self.given.insert(contact, opinion);
        self.before.entry(contact).or_insert(before);
    }

    pub(super) fn note(&mut self, event: &Event) {
        if let Event::ContactEnded(ContactEnded { contact, .. }) = event
            && let Some(opinion) = self.given.remove(contact)
        {
            self.before.entry(*contact).or_insert(Some(opinion));
        }
    }

    /// The batch is on disk.
    pub(super) fn commit(&mut self) {
        self.before.clear();
    }

    /// The batch came to nothing.
    pub(super) fn roll_back(&mut self) {
        for (contact, before) in std::mem::take(&mut self.before) {
            match before {
                Some(opinion) => drop(self.given.insert(contact, opinion)),
                None => drop(self.given.remove(&contact)),
            }
        }
    }
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// The score counts; what was said with it is kept with it.
    pub(super) fn keep_opinion(&mut self, request: &CommandRequest, work: &mut Work) {
        let Command::Rate { contact, .. } = request.command else { return };
        let Some(opinion) = request.opinion.as_deref().filter(|said| !said.is_empty()) else {
            return;
        };
        work.batch.writes.push(opinion.add(work.batch.application, contact));
        if self.scene.acd.contact(contact).is_some() {
            self.scene.opinions.give(contact, opinion.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use acd::{EndReason, Timestamp};
    use uuid::Uuid;

    use super::*;

    const SESSION: ContactId = ContactId(Uuid::from_u128(1));

    fn said(comment: &str) -> Opinion {
        Opinion { tags: Vec::new(), comment: comment.to_owned() }
    }

    #[test]
    fn f09_an_opinion_that_came_to_nothing_is_gone() {
        let mut opinions = Opinions::default();
        opinions.give(SESSION, said("good"));
        opinions.roll_back();
        assert_eq!(opinions.of(SESSION), None);
    }

    #[test]
    fn dk08_an_opinion_leaves_with_its_session_and_comes_back_if_that_came_to_nothing() {
        let mut opinions = Opinions::default();
        opinions.give(SESSION, said("good"));
        opinions.commit();
        let reason = EndReason::EndedByAgent;
        let ended = ContactEnded { contact: SESSION, reason, at: Timestamp(2) };
        opinions.note(&Event::ContactEnded(ended));
        assert_eq!(opinions.of(SESSION), None);
        opinions.roll_back();
        assert_eq!(opinions.of(SESSION), Some(&said("good")));
    }
}
