//! What agents write to whoever has the call (VC15) or the session (DK05) next: beside the core, which knows no texts. It is
//! shown as long as the contact lives, and the store keeps it for the record.

use std::collections::BTreeMap;

use acd::{By, Command, ContactEnded, ContactId, Event, MemberId, Timestamp};
use store::HandOverNote;

use super::clock::Time;
use super::ledger::Ledger;
use super::request::CommandRequest;
use super::task::DriverTask;
use super::work::Work;

#[derive(Debug, Default)]
pub struct HandOvers {
    last: BTreeMap<ContactId, HandOverNote>,
    /// Those that the batch in hand has touched, as they were before it: absent ones were not there.
    before: BTreeMap<ContactId, Option<HandOverNote>>,
}

impl HandOvers {
    /// A member's command is done. What they wrote to it, if it is one that hands over.
    pub fn write(
        &mut self,
        command: &Command,
        member: MemberId,
        body: &str,
        at: Timestamp,
    ) -> Option<&HandOverNote> {
        let (Command::Transfer { contact, .. }
        | Command::Consult { contact, .. }
        | Command::ConsultPhone { contact, .. }) = command
        else {
            return None;
        };
        self.remember(*contact);
        let place = self.last.get(contact).map_or(1, |last| last.place.saturating_add(1));
        let note = HandOverNote { contact: *contact, place, at, member, body: body.to_owned() };
        Some(self.last.entry(*contact).insert_entry(note).into_mut())
    }

    /// From the store, of a session that goes on.
    pub(super) fn load(&mut self, note: Option<HandOverNote>) {
        self.last.extend(note.map(|note| (note.contact, note)));
    }

    pub fn note(&mut self, event: &Event) {
        if let Event::ContactEnded(ContactEnded { contact, .. }) = event
            && self.last.contains_key(contact)
        {
            self.remember(*contact);
            self.last.remove(contact);
        }
    }

    /// The last one of this contact, for everybody but its writer.
    pub fn read_by(&self, contact: ContactId, member: MemberId) -> Option<&HandOverNote> {
        self.last.get(&contact).filter(|note| note.member != member)
    }

    /// The batch is on disk.
    pub fn commit(&mut self) {
        self.before.clear();
    }

    /// The batch came to nothing.
    pub fn roll_back(&mut self) {
        for (contact, before) in std::mem::take(&mut self.before) {
            match before {
                Some(note) => drop(self.last.insert(contact, note)),
                None => drop(self.last.remove(&contact)),
            }
        }
    }

    fn remember(&mut self, contact: ContactId) {
        let note = self.last.get(&contact);
        self.before.entry(contact).or_insert_with(|| note.cloned());
    }
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// The core has done what was asked; what was written to it is kept with it.
    pub(super) fn keep_note(&mut self, request: &CommandRequest, now: Timestamp, work: &mut Work) {
        let (By::Member(member), Some(text)) = (request.by, &request.text) else { return };
        if let Some(note) = self.scene.hand_overs.write(&request.command, member, text, now) {
            work.batch.writes.push(note.add(work.batch.application));
        }
    }
}

#[cfg(test)]
mod tests {
    use acd::{EndReason, TransferTo};
    use uuid::Uuid;

    use super::*;

    const CALL: ContactId = ContactId(Uuid::from_u128(1));
    const ANN: MemberId = MemberId(Uuid::from_u128(2));
    const BOB: MemberId = MemberId(Uuid::from_u128(3));
    const TO_BOB: Command = Command::Transfer { contact: CALL, to: TransferTo::Agent(BOB) };

    fn read(notes: &HandOvers, by: MemberId) -> Option<&str> {
        notes.read_by(CALL, by).map(|note| &*note.body)
    }

    #[test]
    fn vc15_the_last_note_is_read_by_all_but_its_writer() {
        let mut notes = HandOvers::default();
        notes.write(&TO_BOB, ANN, "wants a refund", Timestamp(1)).unwrap();
        assert_eq!((read(&notes, ANN), read(&notes, BOB)), (None, Some("wants a refund")));
        let back = Command::Consult { contact: CALL, member: ANN };
        let note = notes.write(&back, BOB, "not mine", Timestamp(2)).unwrap();
        assert_eq!((note.place, note.at), (2, Timestamp(2)));
        assert_eq!((read(&notes, ANN), read(&notes, BOB)), (Some("not mine"), None));
    }

    #[test]
    fn vc15_only_what_hands_over_has_a_note() {
        let mut notes = HandOvers::default();
        let mute = Command::Mute { contact: CALL };
        assert_eq!(notes.write(&mute, ANN, "lost", Timestamp(1)), None);
        assert_eq!(read(&notes, BOB), None);
    }

    #[test]
    fn vc15_a_note_ends_with_its_call() {
        let mut notes = HandOvers::default();
        notes.write(&TO_BOB, ANN, "wants a refund", Timestamp(1)).unwrap();
        notes.commit();
        let reason = EndReason::EndedByCustomer;
        let ended = ContactEnded { contact: CALL, reason, at: Timestamp(2) };
        notes.note(&Event::ContactEnded(ended));
        assert_eq!(read(&notes, BOB), None);
        notes.roll_back();
        assert_eq!(read(&notes, BOB), Some("wants a refund"), "the end came to nothing");
    }

    #[test]
    fn f09_a_note_that_came_to_nothing_is_gone() {
        let mut notes = HandOvers::default();
        notes.write(&TO_BOB, ANN, "first", Timestamp(1)).unwrap();
        notes.commit();
        notes.write(&TO_BOB, ANN, "second", Timestamp(2)).unwrap();
        notes.roll_back();
        assert_eq!(read(&notes, BOB), Some("first"));
        notes.roll_back();
        assert_eq!(read(&notes, BOB), Some("first"));
    }
}
