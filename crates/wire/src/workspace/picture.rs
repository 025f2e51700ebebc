//! What an agent's screen shows that is live, and the steps from picture to picture.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::rating::RatingState;
use super::self_service::{FlowName, SelfServiceView, SurveyState};
use crate::attachment::FileView;
use crate::customer::CustomerView;
use crate::login::Myself;

/// Everything an agent's screen shows that is live.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Snapshot {
    pub seq: u64,
    pub me: Me,
    pub calls: Vec<CallView>,
    pub sessions: Vec<SessionView>,
    /// Messages of the open sessions, by contact and then by sequence.
    pub messages: Vec<MessageView>,
    pub groups: Vec<GroupView>,
    pub break_reasons: Vec<BreakReasonView>,
}

/// One step from picture to picture. Views replace the one of the same id; messages are added once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    Me(Box<Me>),
    Call(Box<CallView>),
    Session(Box<SessionView>),
    Message(MessageView),
    /// The contact is no longer on this agent's screen; its messages go with it.
    ContactGone(ContactGone),
    Group(GroupView),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ContactGone {
    pub contact: Uuid,
    pub why: Gone,
}

/// Why a contact left the agent's screen; the words are the client's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gone {
    /// Not answered in time, passed to another agent.
    Missed,
    Declined,
    /// The browser did not show it in time.
    Unseen,
    /// The customer left before the agent answered.
    CustomerLeft,
    /// The call or session ended.
    Ended,
    /// DK04: the customer did not answer.
    CustomerSilent,
    /// VC06: a call out was not answered. The far end is in a call.
    Busy,
    NoAnswer,
    /// Whoever was called, or the network, took no call.
    Rejected,
    /// Nobody has this number.
    InvalidNumber,
    /// No trunk took the call.
    NoLine,
    /// The contact went on to somebody else (lost browser, logout, sound that never came).
    PassedOn,
    /// VC10, VC11: the member handed it over.
    Transferred,
    /// DK15: the customer waited too long for an answer, so the session went back to its group.
    Unanswered,
    /// VC15: the colleague who asked goes on alone.
    ConsultOver,
    /// VC30: the colleague who called has given up before the answer.
    CalledOff,
    /// VC30: the colleague's sound was lost, and did not come back (VC51).
    ColleagueLost,
}

/// The signed-in member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    pub myself: Myself,
    pub label: Label,
    /// When the label began.
    pub since: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_reason: Option<BreakReasonView>,
    /// Why Offline, where the system chose it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offline_why: Option<OfflineWhy>,
    /// ST05.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acw: Option<Acw>,
    /// The server has this member's sound (AC06).
    pub audio: bool,
    pub sessions_open: u32,
    pub sessions_max: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    Available,
    Busy,
    OnBreak,
    InLine,
    AfterCallWork,
    Offline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OfflineWhy {
    ByHand,
    LoggedOut,
    ConnectionLost,
    Unreachable,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NextStatus {
    pub to: crate::command::Choice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_reason: Option<BreakReasonView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BreakReasonView {
    /// Absent for the built-in "Missed calls" (ST02).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    pub name: String,
}

/// After-call-work (ST06–ST08). `until` absent = continued, no countdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Acw {
    pub contact: Uuid,
    pub since: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CallView {
    pub id: Uuid,
    pub direction: Direction,
    /// Absent in an internal call, and in no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerView>,
    /// VC30: the other one of an internal call, if that is a member; absent in every other. What can be done in one: answer, decline,
    /// hold, mute, hang up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<MemberName>,
    /// VC30: the SIP phone that is called in the house, where it is no member's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneName>,
    /// The number of ours that the customer dialled; of a call out the one that is shown, of an internal one nothing.
    pub dialled: String,
    /// Absent in an internal call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupRef>,
    /// VC01: absent where no flow answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came_by: Option<CameByView>,
    pub arrived: u64,
    pub state: CallState,
    pub recording: RecordingState,
    /// When a pause ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording_resumes: Option<u64>,
    /// VC15: who is asked; a colleague sees it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consult: Option<ConsultView>,
    /// How the last one came to nothing, until the agent does something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consult_over: Option<ConsultOverView>,
    /// VC15: whose call it is, for the colleague who is asked in it. Mute and hang-up are theirs, and nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consulted_by: Option<MemberName>,
    /// VC20: what can be started in the talk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<FlowName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_service: Option<SelfServiceView>,
    /// VC22, in the talk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyState>,
    /// VC15: what the last who handed it over, or asked in it, has written to whoever reads this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteView>,
}

/// VC15: a hand-over note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NoteView {
    pub by: MemberName,
    pub at: u64,
    pub text: String,
}

/// VC01: the flow that answered, and the way through its menus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CameByView {
    pub flow: FlowName,
    /// A key for each menu, in order: digits, `*` and `#`.
    pub choices: String,
}

/// VC15: whom an agent asks in a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AskedView {
    pub kind: AskedKind,
    /// The member's or the SIP phone's; of a line outside that of whose number is called.
    pub id: Uuid,
    /// Of a line outside the number, of a phone without a name its extension.
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AskedKind {
    Colleague,
    Outside,
    /// Whoever is near a SIP phone that is no member's.
    Phone,
}

/// VC15: the customer, the agent and a colleague, or somebody outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConsultView {
    pub asked: AskedView,
    pub state: ConsultState,
    /// When that state began.
    pub since: u64,
    /// When the ring is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
    pub with: ConsultWith,
    /// The colleague has muted themselves.
    pub muted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConsultState {
    /// A number outside, from where nothing has come yet.
    Calling,
    Ringing,
    /// Accepted; sound is on its way.
    Connecting,
    Talking,
}

/// Whom the agent talks with. Whoever of the other two is left out hears music.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConsultWith {
    Consultant,
    Customer,
    /// Three-way: everybody hears everybody.
    All,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConsultOverView {
    pub asked: AskedView,
    pub why: ConsultOverWhy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConsultOverWhy {
    Declined,
    NoAnswer,
    /// Nobody was there, or their sound was lost.
    Unreachable,
    /// They hung up.
    Left,
    /// Of a number outside, as the reasons of a call out (VC06).
    Busy,
    Rejected,
    InvalidNumber,
    NoLine,
    /// Of a line outside: its sound is gone.
    Lost,
}

/// Who calls whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The customer called.
    Inbound,
    /// VC06: a member did.
    Outbound,
    /// VC30: a member called another, or a SIP phone.
    Internal,
}

/// VC40: what becomes of the sound of the talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordingState {
    Off,
    On,
    Paused,
    /// F13: it should be kept, and cannot be.
    Failed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum CallState {
    Ringing(OfferView),
    /// VC06: not answered yet.
    Dialling(DialView),
    /// Accepted; sound is on its way.
    Connecting,
    Talking(TalkView),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DialView {
    pub since: u64,
    /// When it is given up unless somebody answers.
    pub until: u64,
    /// Absent before the far end has said anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<DialProgress>,
}

/// What the member hears of a call out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DialProgress {
    /// It rings there: a tone of ours.
    Ringing,
    /// A sound of the far end's own.
    EarlyMedia,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TalkView {
    pub since: u64,
    pub muted: bool,
    /// Since when the customer is on hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_since: Option<u64>,
    /// The hold cuts both ways (VC07): the agent does not hear the customer either.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hold_apart: bool,
    /// Since when the agent's sound is missing (VC51): the customer hears music.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent_since: Option<u64>,
    /// VC06: when a call out is ended by itself, in its last minute; absent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OfferView {
    pub fence: u64,
    /// Made at and over at: both ends of the countdown.
    pub made: u64,
    pub deadline: u64,
    /// How long the contact had waited when it was offered, ms.
    pub waited: u64,
    pub may_decline: bool,
    /// Absent for what the group's queue gave, and in an internal call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<HandedView>,
}

/// VC11, VC14: how a call came to this very member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub enum HandedView {
    /// A colleague handed it over.
    Transferred { by: MemberName },
    /// This member had handed it to `from`, who did not take it.
    Returned { from: MemberName },
    /// VC14: this member had handed it to that number outside, which did not take it.
    ReturnedOutside { number: String },
    /// VC14: this member had handed it to that SIP phone, which did not take it.
    ReturnedFromPhone { phone: PhoneName },
    /// VC15: a colleague, who goes on with the call, asks.
    Consult { by: MemberName },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    pub id: Uuid,
    pub customer: CustomerView,
    pub group: GroupRef,
    pub channel: String,
    pub arrived: u64,
    /// Absent once taken; an offer that is still ringing otherwise (DK02).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferView>,
    /// Since when this agent has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<u64>,
    /// When the first message came that nobody has answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_waits_since: Option<u64>,
    /// DK15: absent while the customer has not waited long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Lateness>,
    /// DK04: when it ends by itself unless the customer writes, or this agent keeps it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<u64>,
    /// DK04: the customer was told of `ends_at`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub end_told: bool,
    /// DK05: what was written by who handed it over, for everybody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteView>,
    /// DK08: absent where the admin lets nobody be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<RatingState>,
}

/// DK15: how long a customer waits for an answer already, by the application's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lateness {
    /// The agent is reminded.
    Reminded,
    /// Others are to see it.
    Overdue,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MessageView {
    pub contact: Uuid,
    pub id: Uuid,
    pub sequence: u64,
    pub author: AuthorView,
    pub text: String,
    pub at: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "author", rename_all = "kebab-case")]
pub enum AuthorView {
    Customer,
    Member(MemberName),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MemberName {
    pub id: Uuid,
    pub name: String,
}

/// A SIP phone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PhoneName {
    pub id: Uuid,
    pub name: String,
    /// What it is dialled by inside.
    pub extension: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupRef {
    pub id: Uuid,
    pub name: String,
}

/// One of the member's groups, live.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupView {
    pub id: Uuid,
    pub name: String,
    pub kind: GroupKind,
    /// VC06: what a call out may show; the first, unless another is picked. A group without one calls nobody.
    pub numbers: Vec<NumberView>,
    pub waiting: u32,
    /// Arrival of the one who waits longest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_since: Option<u64>,
}

/// A telephone number of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NumberView {
    pub id: Uuid,
    /// As the trunk knows it: E.164, with its plus.
    pub number: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    Voice,
    Chat,
}
