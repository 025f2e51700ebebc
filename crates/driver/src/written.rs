//! DK13, DK16: where in its session a message stands, or would.

use acd::{By, Command, ContactId, MessageId};

use super::clock::Time;
use super::ledger::Ledger;
use super::request::Done;
use super::sent_by;
use super::task::DriverTask;

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// DK13: the core remembers the last messages of a session, the transcript more of them.
    pub(super) fn said_before(&self, by: By, command: &Command) -> Option<Done> {
        let (contact, message) = self.written_to(by, command)?;
        let known = self.scene.transcripts.find(contact, message)?;
        sent_by(by, known.author).then_some(Done { sequence: Some(known.sequence) })
    }

    pub(super) fn done(&self, by: By, command: &Command) -> Done {
        let sequence = self.written_to(by, command);
        let sequence = sequence
            .and_then(|(contact, message)| self.scene.acd.message_sequence(contact, message));
        Done { sequence }
    }

    /// Where a message stands, or would. DK16: what came too late for one session stands in the one that its customer has now.
    pub(super) fn written_to(&self, by: By, command: &Command) -> Option<(ContactId, MessageId)> {
        let acd = &self.scene.acd;
        match (command, by) {
            (Command::SendMessage { contact, message, .. }, _) => Some((*contact, *message)),
            (Command::WriteOn { contact, message, .. }, By::Customer(customer)) => {
                let meant = acd.contact(*contact).map(|session| session.id);
                let now = || acd.session_of_customer(customer).map(|session| session.id);
                Some((meant.or_else(now)?, *message))
            }
            _ => None,
        }
    }
}
