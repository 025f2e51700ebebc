//! A Workspace's wish in the core's words.

use acd::{
    Author, BreakReasonId, Command, ContactId, Fence, FlowId, GroupId, MemberId, PhoneId,
    TransferTo,
};
use driver::{Callee, Rejection};
use store::{MessageFile, SipPhoneId};
use uuid::Uuid;
use wire::command::{
    Choice, ChoosePhone, ConsultColleague, ConsultPhone, InternalTarget, KEYS_AT_ONCE_MAX,
    MemberCommand, NOTE_MAX, SendMessage, StatusChoice, TransferCall, TransferTarget,
};
use wire::problem::Problem;

use super::message::said;
use super::message_files::{Saying, carried};
use super::outbound;
use crate::app::App;
use crate::application::Application;

/// What the driver is asked.
#[derive(Debug)]
pub(crate) enum Asked {
    Plain(Command),
    /// With what the core does not see of it: a message's text, the keys to send, a hand-over note.
    Said(Command, String),
    /// DK13: a message with files.
    Carried(Command, String, Vec<MessageFile>),
    /// VC06: with whom it calls.
    Dialled(Command, Callee),
    /// VC31: no matter of the core's.
    Phone(Option<SipPhoneId>),
    /// It need not be asked.
    Rejected(Rejection),
}

pub(crate) async fn to_core(
    app: &App,
    application: &Application,
    by: MemberId,
    command: MemberCommand,
) -> Result<Asked, Problem> {
    let contact = ContactId;
    let command = match command {
        MemberCommand::GoOnline => Command::GoOnline,
        MemberCommand::SetStatus(choice) => Command::SetStatus { to: chosen(&choice)? },
        MemberCommand::ReserveStatus(choice) => Command::ReserveStatus { to: chosen(&choice)? },
        MemberCommand::CancelReservedStatus => Command::CancelReservedStatus,
        MemberCommand::BackToReception => Command::BackToReception,
        MemberCommand::ContinueAfterCallWork => Command::ContinueAfterCallWork,
        MemberCommand::Accept(offer) => {
            Command::Accept { contact: contact(offer.contact), fence: Fence(offer.fence) }
        }
        MemberCommand::Decline(offer) => {
            Command::Decline { contact: contact(offer.contact), fence: Fence(offer.fence) }
        }
        MemberCommand::Hold(call) => Command::Hold { contact: contact(call.contact) },
        MemberCommand::CancelHold(call) => Command::CancelHold { contact: contact(call.contact) },
        MemberCommand::Mute(call) => Command::Mute { contact: contact(call.contact) },
        MemberCommand::Unmute(call) => Command::Unmute { contact: contact(call.contact) },
        MemberCommand::SendKeys(sent) => {
            let command = Command::SendKeys { contact: contact(sent.contact) };
            return Ok(Asked::Said(command, keys(&sent.keys)?));
        }
        MemberCommand::StartSelfService(start) => {
            Command::StartSelfService { contact: contact(start.contact), flow: FlowId(start.flow) }
        }
        MemberCommand::TakeBack(call) => Command::TakeBack { contact: contact(call.contact) },
        MemberCommand::AskSatisfaction(call) => {
            Command::AskSatisfaction { contact: contact(call.contact) }
        }
        MemberCommand::PauseRecording(call) => {
            Command::PauseRecording { contact: contact(call.contact) }
        }
        MemberCommand::ResumeRecording(call) => {
            Command::ResumeRecording { contact: contact(call.contact) }
        }
        MemberCommand::Transfer(call) => return transfer(call),
        MemberCommand::TransferOut(call) => {
            return Ok(dialled(outbound::transfer_out(app, application, call).await));
        }
        MemberCommand::Consult(asked) => return consult(asked),
        MemberCommand::ConsultOut(asked) => {
            return Ok(dialled(outbound::consult_out(app, application, asked).await));
        }
        MemberCommand::ConsultPhone(asked) => return consult_phone(asked),
        MemberCommand::SwapConsult(call) => Command::SwapConsult { contact: contact(call.contact) },
        MemberCommand::MergeConsult(call) => {
            Command::MergeConsult { contact: contact(call.contact) }
        }
        MemberCommand::CompleteConsult(call) => {
            Command::CompleteConsult { contact: contact(call.contact) }
        }
        MemberCommand::CancelConsult(call) => {
            Command::CancelConsult { contact: contact(call.contact) }
        }
        MemberCommand::Dial(call) => {
            return Ok(dialled(outbound::dial(app, application, by, call).await));
        }
        MemberCommand::CallInternally(call) => internally(call.to),
        MemberCommand::HangUp(call) => Command::HangUp { contact: contact(call.contact) },
        MemberCommand::KeepOpen(chat) => Command::KeepOpen { contact: contact(chat.contact) },
        MemberCommand::EndSession(chat) => Command::EndSession { contact: contact(chat.contact) },
        MemberCommand::ChoosePhone(choice) => return Ok(phone(choice)),
        MemberCommand::SendMessage(message) => {
            return send(app, application, by, message).await;
        }
    };
    Ok(Asked::Plain(command))
}

async fn send(
    app: &App,
    application: &Application,
    by: MemberId,
    sent: SendMessage,
) -> Result<Asked, Problem> {
    let SendMessage { contact, message, text, files } = sent;
    let (contact, author) = (ContactId(contact), Author::Member(by));
    let command = said(contact, message, &text, &files)?;
    let files = carried(app, application, Saying { author, contact, message }, &files).await?;
    Ok(Asked::Carried(command, text, files))
}

/// A client makes no ids of calls.
fn internally(to: InternalTarget) -> Command {
    let contact = ContactId(Uuid::now_v7());
    Command::CallInternally { contact, to: internal_target(to) }
}

fn transfer(call: TransferCall) -> Result<Asked, Problem> {
    let command = Command::Transfer { contact: ContactId(call.contact), to: target(call.to) };
    with_note(command, call.note)
}

fn consult(asked: ConsultColleague) -> Result<Asked, Problem> {
    let (contact, member) = (ContactId(asked.contact), MemberId(asked.member));
    with_note(Command::Consult { contact, member }, asked.note)
}

fn consult_phone(asked: ConsultPhone) -> Result<Asked, Problem> {
    let (contact, phone) = (ContactId(asked.contact), PhoneId(asked.sip_phone));
    with_note(Command::ConsultPhone { contact, phone }, asked.note)
}

/// VC15: what the member has written to whoever has the call next.
fn with_note(command: Command, note: Option<String>) -> Result<Asked, Problem> {
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    match note {
        None => Ok(Asked::Plain(command)),
        Some(note) if note.chars().count() > NOTE_MAX => {
            Err(bad("note-too-long", "A note has 1000 characters at most"))
        }
        Some(note) => Ok(Asked::Said(command, note)),
    }
}

fn dialled(read: Result<(Command, Callee), Rejection>) -> Asked {
    read.map_or_else(Asked::Rejected, |(command, callee)| Asked::Dialled(command, callee))
}

/// As they stand on a telephone.
fn keys(typed: &str) -> Result<String, Problem> {
    let keys: Option<String> =
        typed.chars().map(|key| media::Digit::from_char(key).map(media::Digit::as_char)).collect();
    keys.filter(|keys| (1..=KEYS_AT_ONCE_MAX).contains(&keys.len())).ok_or_else(|| {
        bad("invalid-keys", "Keys are 0 to 9, *, # and A to D, and at most 32 of them at once")
    })
}

fn phone(choice: ChoosePhone) -> Asked {
    Asked::Phone(choice.sip_phone.map(SipPhoneId))
}

const fn internal_target(to: InternalTarget) -> acd::InternalTarget {
    match to {
        InternalTarget::Member(member) => acd::InternalTarget::Member(MemberId(member)),
        InternalTarget::Phone(phone) => acd::InternalTarget::Phone(PhoneId(phone)),
    }
}

const fn target(to: TransferTarget) -> TransferTo {
    match to {
        TransferTarget::Group(group) => TransferTo::Group(GroupId(group)),
        TransferTarget::Agent(member) => TransferTo::Agent(MemberId(member)),
        TransferTarget::Phone(phone) => TransferTo::Phone(PhoneId(phone)),
    }
}

fn chosen(choice: &StatusChoice) -> Result<acd::Choice, Problem> {
    match (choice.to, choice.break_reason) {
        (Choice::Available, None) => Ok(acd::Choice::Available),
        (Choice::Busy, None) => Ok(acd::Choice::Busy),
        (Choice::Offline, None) => Ok(acd::Choice::Offline),
        (Choice::OnBreak, Some(reason)) => {
            Ok(acd::Choice::OnBreak { reason: BreakReasonId(reason) })
        }
        (Choice::OnBreak, None) => Err(bad("break-reason-needed", "Choose a reason for the break")),
        (Choice::Available | Choice::Busy | Choice::Offline, Some(_)) => {
            Err(bad("break-reason-unwanted", "Only a break has a reason"))
        }
    }
}

fn bad(code: &str, title: &str) -> Problem {
    Problem { code: code.to_owned(), title: title.to_owned(), status: 400, detail: None }
}
