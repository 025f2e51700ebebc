//! An input that met a defect of ours twice, once among others and once alone: it is not tried a third time, and the contact
//! that it was about ends `system_fault` (F08). Everything else goes on.

use acd::{By, Command, ContactId, Fact};

use super::clock::Time;
use super::enquiry::EnquiryAnswer;
use super::ledger::Ledger;
use super::request::{CommandRequest, Done, Pressed, Request};
use super::task::DriverTask;
use super::{Rejection, sent_by};

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// Whether more deadlines have come than so many, in a state that is sound.
    pub(super) fn has_deadlines_due(&self, behind: u32) -> bool {
        let due = self.scene.acd.deadlines_due(self.clock.now());
        usize::try_from(behind).is_ok_and(|behind| due > behind)
    }

    /// Returns whether it is gone, with the contact that it was about.
    pub(super) async fn set_deadline_aside(&mut self, behind: u32) -> bool {
        // The state of the failed step knows nothing: what was due is asked of the one that is loaded.
        let sound = self.is_sound().await;
        let due = self.scene.acd.contact_due(self.clock.now(), behind).filter(|_| sound);
        tracing::error!(contact.id = ?due, "a deadline met a defect of ours and is set aside");
        metrics::counter!("rapport_set_aside_total").increment(1);
        let gone = self.give_up(due).await;
        // It comes again at once; it must not keep the processor busy.
        self.pause().await;
        gone
    }

    pub(super) async fn set_aside(&mut self, culprit: Request) {
        match culprit {
            Request::Command(request) => self.set_command_aside(request).await,
            Request::Arrival(arrival, reply) => {
                tracing::error!(contact.id = %arrival.contact, "a call met a defect of ours");
                let _gone = reply.send(Err(Rejection::Defect));
            }
            // Or an e-mail that somebody else was given in the same moment: the one who asked looks again.
            Request::Edit(request) => {
                tracing::error!(member.id = %request.edit.member.id, "a change to a member is set aside");
                let _gone = request.reply.send(Err(Rejection::Defect));
            }
            Request::Config(request) => {
                tracing::error!(member.id = %request.edit.by, "a change of configuration is set aside");
                let _gone = request.reply.send(Err(Rejection::Defect));
            }
            Request::Fact(fact) => {
                tracing::error!(?fact, "a fact met a defect of ours and is set aside");
                self.give_up(contact_told(fact)).await;
            }
            Request::Key(Pressed { contact, .. }) => {
                tracing::error!(contact.id = %contact, "a key met a defect of ours and is set aside");
                self.give_up(Some(contact)).await;
            }
            Request::Answered(EnquiryAnswer { contact, .. }) => {
                tracing::error!(contact.id = %contact, "an answer to a flow met a defect of ours and is set aside");
                self.give_up(Some(contact)).await;
            }
            Request::Found(found) => {
                tracing::error!(contact.id = %found.contact, "a number for a flow met a defect of ours and is set aside");
                self.give_up(Some(found.contact)).await;
            }
            // Its socket closes, and the client comes again.
            Request::Attach(_) => tracing::error!("a client met a defect of ours"),
            Request::MemberDetached { .. }
            | Request::CustomerDetached(_)
            | Request::Left(..)
            | Request::Presence(..)
            | Request::Settings(_)
            | Request::Typing { .. }
            | Request::VoicemailsChanged(_)
            | Request::Watch(_)
            | Request::CallsOver(_) => {}
        }
        metrics::counter!("rapport_set_aside_total").increment(1);
        // Whoever sent it may send it again at once; it must not keep the processor busy.
        self.pause().await;
    }

    async fn set_command_aside(&mut self, request: CommandRequest) {
        let CommandRequest { by, cmd_id, command, reply, .. } = request;
        let mut answer = self.said_long_ago(by, &command).await;
        if let (None, Some(cmd_id)) = (answer, cmd_id) {
            answer = self.store.answered(self.application, by, cmd_id).await.ok().flatten();
        }
        if answer.is_none() {
            tracing::error!(?by, ?command, "a command met a defect of ours and is set aside");
            self.give_up(contact_of(&command)).await;
        }
        let _gone = reply.send(answer.ok_or(Rejection::Defect));
    }

    /// Returns whether there was a contact, and it has ended.
    async fn give_up(&mut self, contact: Option<ContactId>) -> bool {
        // Members and settings have no contact to end; the input alone is lost.
        let Some(contact) = contact else { return false };
        let fact = Fact::DefectMet { contact };
        let ended = self.is_sound().await && self.step(vec![Request::Fact(fact)]).await.is_ok();
        if !ended {
            tracing::error!(contact.id = %contact, "the contact could not be ended either");
        }
        ended
    }

    /// DK13: a message so old that neither core nor transcript remembers it. Sent again, it breaks the index that guards it,
    /// and gets its first answer.
    async fn said_long_ago(&self, by: By, command: &Command) -> Option<Done> {
        let Command::SendMessage { contact, message, .. } = command else { return None };
        let known = self.store.message(self.application, *contact, *message).await.ok()??;
        sent_by(by, known.author).then_some(Done { sequence: Some(known.sequence) })
    }
}

const fn contact_told(fact: Fact) -> Option<ContactId> {
    match fact {
        Fact::CallArrived { contact, .. }
        | Fact::GreetingEnded { contact }
        | Fact::NoticeEnded { contact }
        | Fact::KeyPressed { contact, .. }
        | Fact::Flow { contact, .. }
        | Fact::CalleeFound { contact, .. }
        | Fact::RecordingFailed { contact, .. }
        | Fact::CallProgressed { contact, .. }
        | Fact::CallAnswered { contact }
        | Fact::CallFailed { contact, .. }
        | Fact::External { contact, .. }
        | Fact::CustomerHungUp { contact }
        | Fact::CallBroke { contact, .. }
        | Fact::AgentHeard { contact, .. }
        | Fact::AgentSilent { contact, .. }
        | Fact::OfferSeen { contact, .. }
        | Fact::AcceptedLate { contact, .. }
        | Fact::DefectMet { contact } => Some(contact),
        Fact::BrowserLive { .. }
        | Fact::BrowserQuiet { .. }
        | Fact::AudioReady { .. }
        | Fact::AudioLost { .. }
        | Fact::Phone { .. }
        | Fact::ProcessLost { .. }
        // Deadlines are set aside by themselves.
        | Fact::OneDeadline { .. }
        | Fact::DeadlineReached => None,
    }
}

const fn contact_of(command: &Command) -> Option<ContactId> {
    match command {
        Command::Accept { contact, .. }
        | Command::Decline { contact, .. }
        | Command::Hold { contact }
        | Command::CancelHold { contact }
        | Command::Mute { contact }
        | Command::Unmute { contact }
        | Command::SendKeys { contact }
        | Command::Transfer { contact, .. }
        | Command::TransferOut { contact, .. }
        | Command::Consult { contact, .. }
        | Command::ConsultOut { contact, .. }
        | Command::ConsultPhone { contact, .. }
        | Command::SwapConsult { contact }
        | Command::MergeConsult { contact }
        | Command::CompleteConsult { contact }
        | Command::CancelConsult { contact }
        | Command::Dial { contact, .. }
        | Command::StartSelfService { contact, .. }
        | Command::TakeBack { contact }
        | Command::AskSatisfaction { contact }
        | Command::CallInternally { contact, .. }
        | Command::HangUp { contact }
        | Command::PauseRecording { contact }
        | Command::ResumeRecording { contact }
        | Command::StartSession { contact, .. }
        | Command::SendMessage { contact, .. }
        | Command::Rate { contact, .. }
        | Command::EndSession { contact } => Some(*contact),
        Command::GoOnline
        | Command::SetStatus { .. }
        | Command::ReserveStatus { .. }
        | Command::CancelReservedStatus
        | Command::BackToReception
        | Command::ContinueAfterCallWork
        | Command::LogOut => None,
    }
}
