//! A chat session: started by its customer, written in by both, ended by either (DK03, DK13).

use super::Step;
use crate::{
    Author, ChannelId, Command, Contact, ContactArrived, ContactId, ContactState, CustomerId,
    EndReason, Entry, Event, GroupKind, MemberId, MessageAdded, MessageId, Refused,
};

/// The longest message, in bytes.
pub const MESSAGE_SIZE_MAX: u32 = 16 * 1024;

impl Step<'_> {
    pub(super) fn customer_command(
        &mut self,
        customer: CustomerId,
        command: Command,
    ) -> Result<(), Refused> {
        match command {
            Command::StartSession { contact, channel } => {
                self.start_session(customer, contact, channel)
            }
            Command::SendMessage { contact, message, size } => {
                self.session_of(customer, contact)?;
                self.add_message(contact, message, size, Author::Customer(customer))
            }
            Command::EndSession { contact } => {
                let reason = match &self.session_of(customer, contact)?.state {
                    ContactState::Greeting
                    | ContactState::InFlow(_)
                    | ContactState::Waiting(_)
                    | ContactState::Moving => EndReason::LeftInQueue,
                    ContactState::Offered(_) => EndReason::LeftWhileRinging,
                    ContactState::Open(_)
                    | ContactState::Dialling(_)
                    | ContactState::Connecting(_)
                    | ContactState::Talking(_)
                    | ContactState::External(_)
                    | ContactState::Surveyed(_) => EndReason::EndedByCustomer,
                };
                self.end(contact, reason);
                Ok(())
            }
            Command::Rate { contact, score } => self.rate(customer, contact, score),
            Command::GoOnline
            | Command::SetStatus { .. }
            | Command::ReserveStatus { .. }
            | Command::CancelReservedStatus
            | Command::BackToReception
            | Command::ContinueAfterCallWork
            | Command::LogOut
            | Command::Accept { .. }
            | Command::Decline { .. }
            | Command::Hold { .. }
            | Command::CancelHold { .. }
            | Command::Mute { .. }
            | Command::Unmute { .. }
            | Command::SendKeys { .. }
            | Command::PauseRecording { .. }
            | Command::ResumeRecording { .. }
            | Command::Transfer { .. }
            | Command::TransferOut { .. }
            | Command::Consult { .. }
            | Command::SwapConsult { .. }
            | Command::MergeConsult { .. }
            | Command::CompleteConsult { .. }
            | Command::CancelConsult { .. }
            | Command::Dial { .. }
            | Command::StartSelfService { .. }
            | Command::TakeBack { .. }
            | Command::AskSatisfaction { .. }
            | Command::ConsultOut { .. }
            | Command::ConsultPhone { .. }
            | Command::CallInternally { .. }
            | Command::HangUp { .. } => Err(Refused::UnknownMember),
        }
    }

    fn start_session(
        &mut self,
        customer: CustomerId,
        contact: ContactId,
        channel: ChannelId,
    ) -> Result<(), Refused> {
        match self.known(contact) {
            Ok(known) if known.customer == customer => return Err(Refused::SessionOpen),
            Ok(_) => return Err(Refused::NotYourContact),
            Err(Refused::ContactEnded) => return Err(Refused::ContactEnded),
            Err(_) => {}
        }
        if self.acd.session_of_customer(customer).is_some() {
            return Err(Refused::SessionOpen);
        }
        let to = self.acd.channel(channel).copied().ok_or(Refused::UnknownChannel)?;
        let group = self.group_of_kind(to.group, GroupKind::Chat).ok_or(Refused::UnknownChannel)?;
        if self.queue_is_full(group) {
            return Err(Refused::QueueFull);
        }
        let (entry, at) = (Entry::Session { channel }, self.now);
        self.record(Event::ContactArrived(ContactArrived { contact, customer, entry, at }));
        self.enter_queue(contact, group, to.priority);
        Ok(())
    }

    pub(super) fn send_as_member(
        &mut self,
        member: MemberId,
        contact: ContactId,
        message: MessageId,
        size: u32,
    ) -> Result<(), Refused> {
        self.own(member, contact, GroupKind::Chat)?;
        self.add_message(contact, message, size, Author::Member(member))
    }

    pub(super) fn end_as_member(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        self.own(member, contact, GroupKind::Chat)?;
        self.end(contact, EndReason::EndedByAgent);
        Ok(())
    }

    /// F56: a message that is here already is no new event; its first answer stands.
    fn add_message(
        &mut self,
        contact: ContactId,
        message: MessageId,
        size: u32,
        author: Author,
    ) -> Result<(), Refused> {
        if size > MESSAGE_SIZE_MAX {
            return Err(Refused::MessageTooLong);
        }
        let messages = &self.known(contact)?.messages;
        if messages.sequence_of(message).is_none() {
            let (sequence, at) = (messages.count + 1, self.now);
            self.record(Event::MessageAdded(MessageAdded {
                contact,
                message,
                sequence,
                author,
                size,
                at,
            }));
        }
        Ok(())
    }

    fn session_of(&self, customer: CustomerId, contact: ContactId) -> Result<&Contact, Refused> {
        let session = self.known(contact)?;
        if session.customer != customer {
            return Err(Refused::NotYourContact);
        }
        if session.kind() != GroupKind::Chat {
            return Err(Refused::WrongKind);
        }
        Ok(session)
    }
}
