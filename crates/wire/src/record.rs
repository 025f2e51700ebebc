//! The service record of an ended contact (RC01, first form).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::customer::CustomerView;
use crate::workspace::{
    Direction, GroupKind, GroupRef, MemberName, MessageView, NoteView, PhoneName, RatingView,
};

/// One page of records, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordPage {
    pub records: Vec<RecordRow>,
    /// Give it back as `?before=` for the next page; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What the list can be narrowed to by its reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordChoices {
    pub members: Vec<MemberName>,
    pub groups: Vec<GroupRef>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordRow {
    pub id: Uuid,
    pub kind: GroupKind,
    /// Of a call that a member made it is `outbound`, and `internal` if that was within the house.
    pub direction: Direction,
    /// Absent of an internal call (VC30).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerView>,
    /// VC30: the colleague whom `member` called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<MemberName>,
    /// VC30: the SIP phone that `member` called, by its name today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneName>,
    /// The number of ours, dialled or shown, or the channel's name; empty of an internal call.
    pub entry: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupRef>,
    /// The last member who had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberName>,
    pub arrived: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<u64>,
    /// RC01's closed list, `snake_case`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<String>,
    /// Milliseconds.
    pub waited: u64,
    pub talked: u64,
    pub held: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordDetail {
    pub record: RecordRow,
    pub timeline: Vec<TimelineRow>,
    /// VC22: what the customer has answered, in the order of the questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<u8>,
    /// DK08: what the session's customer has answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<RatingView>,
    pub messages: Vec<MessageView>,
    /// RT06, as the journal kept them: one per offer.
    pub decisions: Vec<DecisionView>,
    /// VC40: what the reader may hear, one for each talk that was recorded.
    pub recordings: Vec<RecordingView>,
    /// VC15: what agents wrote to those after them, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteView>,
    /// VC53: what spoilt the sound of a call, in the order in which it began. Empty where nothing did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strains: Vec<StrainView>,
}

/// VC53: something that went on for some seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StrainView {
    pub what: StrainKind,
    /// On whose side; absent for the customer's line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberName>,
    pub began: u64,
    pub length_ms: u64,
    /// The worst of it: milliseconds of delay or jitter, thousandths of loss.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StrainKind {
    /// The microphone gave no sound: perhaps it was muted.
    Still,
    Delay,
    Jitter,
    Loss,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordingView {
    pub id: Uuid,
    /// Whose talk it is.
    pub member: MemberName,
    pub started: u64,
    /// Whether all is known of it; until then it runs, or its file is being made. Without a length there is nothing to hear.
    pub ready: bool,
    pub length_ms: u64,
    /// False for what a crash or a full disk has cut.
    pub complete: bool,
    /// `no_space`, `write_failed` or `vanished`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// Times without sound.
    pub spans: Vec<RecordingSpan>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordingSpan {
    /// `paused` or `lost`.
    pub why: String,
    pub from_ms: u64,
    pub to_ms: u64,
}

/// The loudest of each of equal parts of a recording, 0 to 255.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecordingPeaks {
    pub customer: Vec<u8>,
    pub agent: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimelineRow {
    pub at: u64,
    pub what: Happening,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberName>,
    /// Of `key-pressed`: which one. Absent where it is masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Of `self-service-started` and `survey-started`: the flow's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// Of `phone-rung`: its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Of `external-dialled`: the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Of `scored` and `rating-given`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
}

/// What becomes of a contact, as its record tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Happening {
    ContactArrived,
    CallDialled,
    CallProgressed,
    /// VC30: a member called a colleague.
    InternalDialled,
    NoticeStarted,
    NoticePlayed,
    KeyPressed,
    FlowBegan,
    FlowEnded,
    SelfServiceStarted,
    SelfServiceEnded,
    SatisfactionAsked,
    /// DK08: by the member, or by itself at the end.
    RatingInvited,
    RatingGiven,
    SurveyStarted,
    /// VC22: the customer's answer.
    Scored,
    QueueEntered,
    OfferMade,
    OfferSeen,
    OfferEnded,
    MissForgiven,
    HoldBackEnded,
    MemberJoined,
    TalkStarted,
    /// VC15: the colleague who was asked has taken the call that rang for them.
    ConsultJoined,
    ConsultStarted,
    /// VC15: the agent talks with the colleague, with the customer, with both.
    ConsultWithColleague,
    ConsultWithCustomer,
    ConsultWithAll,
    ConsultMuted,
    ConsultUnmuted,
    ConsultCompleted,
    ConsultCalledOff,
    ConsultEnded,
    CallTransferred,
    /// VC12, VC30: a SIP phone rang.
    PhoneRung,
    /// VC13: a line outside was called, and what became of it, or of the phone.
    ExternalDialled,
    /// VC15: the agent called it, to ask there first.
    ExternalAsked,
    /// VC15: a SIP phone rang for the agent, to ask there first.
    PhoneAsked,
    ExternalAnswered,
    /// VC15: the agent talked with who is there, with the customer, with both.
    ExternalTurned,
    ExternalWithCustomer,
    ExternalWithAll,
    /// VC15: the agent left the customer to it.
    ExternalCompleted,
    /// VC15: the agent went on without it.
    ExternalReleased,
    ExternalWarned,
    /// VC06: who had a call out read that it would be ended, and it was.
    CallLimitWarned,
    CallLimitReached,
    ExternalEnded,
    RecordingStarted,
    RecordingPaused,
    RecordingResumed,
    RecordingEnded,
    HoldChanged,
    MuteChanged,
    /// VC21: by the agent. Nothing says which.
    KeysSent,
    AgentSilenceChanged,
    MessageAdded,
    MemberLeft,
    ContactEnded,
    AcwStarted,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DecisionView {
    pub at: u64,
    pub strategy: String,
    pub candidates: Vec<CandidateView>,
    pub unlisted: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CandidateView {
    pub member: MemberName,
    /// `chosen`, `eligible`, or why not.
    pub verdict: String,
}
