//! What a member can ask for over the live socket. Each command carries a `cmd_id`: the same id gets the same answer.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::Problem;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum MemberCommand {
    GoOnline,
    SetStatus(StatusChoice),
    ReserveStatus(StatusChoice),
    CancelReservedStatus,
    BackToReception,
    ContinueAfterCallWork,
    Accept(OfferRef),
    Decline(OfferRef),
    Hold(ContactRef),
    CancelHold(ContactRef),
    Mute(ContactRef),
    Unmute(ContactRef),
    /// VC21: the customer's end is sent keys.
    SendKeys(SendKeys),
    /// VC40: what is said is not kept, for two minutes at most.
    PauseRecording(ContactRef),
    ResumeRecording(ContactRef),
    /// VC10, VC11, VC12: the member's part of the call ends at once.
    Transfer(TransferCall),
    /// VC13: as `transfer`, to a number outside. Nobody there takes the call: back to who handed it over (VC14).
    TransferOut(TransferOut),
    /// VC15: rings for a colleague while the customer hears music.
    Consult(ConsultColleague),
    /// VC15: the same with a number outside.
    ConsultOut(ConsultOut),
    /// VC15: the same with whoever is near a SIP phone; the member who takes calls by it, as `consult`.
    ConsultPhone(ConsultPhone),
    /// VC15: turns from the colleague to the customer, or back.
    SwapConsult(ContactRef),
    /// VC15: all three hear each other.
    MergeConsult(ContactRef),
    /// VC15: the member's part ends, and the colleague has the call, or it rings on for them. The customer is left to who is
    /// outside in the same way (VC13).
    CompleteConsult(ContactRef),
    /// VC15: lets the colleague go, or ends the ring.
    CancelConsult(ContactRef),
    /// VC06: calls a number. What becomes of it is the call on the member's screen.
    Dial(DialCall),
    /// VC30: calls a colleague. What becomes of it is the call on the screens of both.
    CallInternally(InternalCall),
    /// VC20: the customer walks a flow that the call's group offers.
    StartSelfService(StartSelfService),
    /// VC20: Back, at once.
    TakeBack(ContactRef),
    /// VC22: the customer is asked once the member has hung up; DK08: of a session, at once. Problems: `survey-given`, `rating-off`.
    AskSatisfaction(ContactRef),
    HangUp(ContactRef),
    SendMessage(SendMessage),
    /// DK04: the customer's silence does not end the session for another ten minutes. `not-ending` if it would not anyway.
    KeepOpen(ContactRef),
    EndSession(ContactRef),
    /// VC31: which phone is the member's from now on.
    ChoosePhone(ChoosePhone),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StatusChoice {
    pub to: Choice,
    /// Needed for a break, refused otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_reason: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    Available,
    Busy,
    OnBreak,
    Offline,
}

/// The offer that is meant, by its fence: an older one of the same contact is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfferRef {
    pub contact: Uuid,
    pub fence: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactRef {
    pub contact: Uuid,
}

/// The most keys of one command.
pub const KEYS_AT_ONCE_MAX: usize = 32;

/// `keys`: 0 to 9, `*`, `#`, A to D, one to 32 of them. They may be a secret, and nothing keeps them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SendKeys {
    pub contact: Uuid,
    pub keys: String,
}

impl fmt::Debug for SendKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SendKeys").field("contact", &self.contact).finish_non_exhaustive()
    }
}

/// The most characters of a hand-over note.
pub const NOTE_MAX: usize = 1000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransferCall {
    pub contact: Uuid,
    pub to: TransferTarget,
    /// VC15: for whoever has the call next, 1000 characters at most; blank is none. Problem: `note-too-long`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransferOut {
    pub contact: Uuid,
    /// As it was typed or pasted, read as that of `dial`. The rules and caps of the call's group hold, or of the member's own.
    pub number: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsultOut {
    pub contact: Uuid,
    /// As in [`TransferOut`].
    pub number: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsultColleague {
    pub contact: Uuid,
    pub member: Uuid,
    /// For the colleague, as in [`TransferCall`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Problems: `unknown-phone`, `phone-not-registered`, `phone-in-use`; of a member's phone those of `consult`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsultPhone {
    pub contact: Uuid,
    pub sip_phone: Uuid,
    /// As in [`TransferCall`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StartSelfService {
    pub contact: Uuid,
    pub flow: Uuid,
}

/// A SIP phone that is the member's, or the browser. Problem: `unknown-phone`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChoosePhone {
    /// Absent: the browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sip_phone: Option<Uuid>,
}

/// Whom a call is handed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum TransferTarget {
    /// Whoever of the group is free first, the customer waiting as long as they already have. A call to a group of calls, a session
    /// (DK05) to one of sessions.
    Group(Uuid),
    /// This member, in person. Nobody there: back to whoever handed it over, else to the head of the group it came through (VC14).
    Agent(Uuid),
    /// VC12: whoever is near this SIP phone; the member who takes calls by it, as `agent`. Nobody there: as with `agent`. Problems:
    /// `unknown-phone`, `phone-not-registered`, `phone-in-use`.
    Phone(Uuid),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DialCall {
    /// As it was typed or pasted; the server reads it as a number of the application's country unless it says another.
    pub number: String,
    /// The group whose rules and after-call-work hold, one of the member's own. Nobody asks for it in an emergency (VC44).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Uuid>,
    /// The number of the group that is shown; absent for its first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Uuid>,
    /// VC42: the voicemail that this call answers; linked if the member has claimed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voicemail: Option<Uuid>,
}

/// VC30: a call within the house, with no customer and no group. Problems: those of `dial`, and `target-unavailable`; of a phone
/// `unknown-phone`, `phone-not-registered` and `phone-in-use`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InternalCall {
    pub to: InternalTarget,
}

/// Who is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum InternalTarget {
    /// This colleague, by whatever phone is theirs.
    Member(Uuid),
    /// This SIP phone: whoever is near it, or the colleague who takes calls by it.
    Phone(Uuid),
}

/// DK13: `message` is made by the client; sending it again is the same message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SendMessage {
    pub contact: Uuid,
    pub message: Uuid,
    pub text: String,
    /// Files that were uploaded for it, ten at most; with one the text may be empty. Problems: `attachment-unknown`,
    /// `attachment-not-whole`, `too-many-files`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Uuid>,
}

/// The answer to one command. `problem` absent = done and committed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Answer {
    pub cmd_id: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// For a message: the order it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
}
