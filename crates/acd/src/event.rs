//! What happened, for journal, screens and records. Each event is folded into the state by `apply` and by
//! nothing else; it changes additively, because journals are kept.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, BreakReason, ChannelId, Chosen, ConfigChange, ContactId, CustomerId, Decision,
    EndReason, Fence, GroupId, GroupKind, Label, MemberId, MessageId, Millis, NumberId, Priority,
    Timestamp,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    ConfigChanged(ConfigChanged),
    DayBegan(DayBegan),

    BrowserChanged(BrowserChanged),
    AudioChanged(AudioChanged),
    StatusChosen(StatusChosen),
    StatusReserved(StatusReserved),
    AcwStarted(AcwStarted),
    AcwExtended(AcwExtended),
    AcwEnded(AcwEnded),
    StatusChanged(StatusChanged),

    ContactArrived(ContactArrived),
    NoticeStarted(NoticeStarted),
    NoticePlayed(NoticePlayed),
    KeyPressed(KeyPressed),
    QueueEntered(QueueEntered),
    OfferMade(OfferMade),
    OfferSeen(OfferSeen),
    OfferEnded(OfferEnded),
    MissForgiven(MissForgiven),
    HoldBackEnded(HoldBackEnded),
    MemberJoined(MemberJoined),
    TalkStarted(TalkStarted),
    RecordingStarted(RecordingStarted),
    RecordingPaused(RecordingPaused),
    RecordingResumed(RecordingResumed),
    RecordingEnded(RecordingEnded),
    HoldChanged(HoldChanged),
    MuteChanged(MuteChanged),
    AgentSilenceChanged(AgentSilenceChanged),
    MessageAdded(MessageAdded),
    MemberLeft(MemberLeft),
    ContactEnded(ContactEnded),
}

impl Event {
    /// The member it is about, if one.
    pub const fn member(&self) -> Option<MemberId> {
        match self {
            Self::BrowserChanged(BrowserChanged { member, .. })
            | Self::AudioChanged(AudioChanged { member, .. })
            | Self::StatusChosen(StatusChosen { member, .. })
            | Self::StatusReserved(StatusReserved { member, .. })
            | Self::AcwStarted(AcwStarted { member, .. })
            | Self::AcwExtended(AcwExtended { member })
            | Self::AcwEnded(AcwEnded { member, .. })
            | Self::StatusChanged(StatusChanged { member, .. })
            | Self::OfferMade(OfferMade { member, .. })
            | Self::OfferSeen(OfferSeen { member, .. })
            | Self::OfferEnded(OfferEnded { member, .. })
            | Self::MissForgiven(MissForgiven { member, .. })
            | Self::HoldBackEnded(HoldBackEnded { member, .. })
            | Self::MemberJoined(MemberJoined { member, .. })
            | Self::TalkStarted(TalkStarted { member, .. })
            | Self::RecordingStarted(RecordingStarted { member, .. })
            | Self::RecordingPaused(RecordingPaused { member, .. })
            | Self::RecordingResumed(RecordingResumed { member, .. })
            | Self::RecordingEnded(RecordingEnded { member, .. })
            | Self::MemberLeft(MemberLeft { member, .. }) => Some(*member),
            Self::ConfigChanged(_)
            | Self::DayBegan(_)
            | Self::ContactArrived(_)
            | Self::NoticeStarted(_)
            | Self::NoticePlayed(_)
            | Self::KeyPressed(_)
            | Self::QueueEntered(_)
            | Self::HoldChanged(_)
            | Self::MuteChanged(_)
            | Self::AgentSilenceChanged(_)
            | Self::MessageAdded(_)
            | Self::ContactEnded(_) => None,
        }
    }

    /// The contact it is about, if one.
    pub const fn contact(&self) -> Option<ContactId> {
        match self {
            Self::AcwStarted(AcwStarted { contact, .. })
            | Self::ContactArrived(ContactArrived { contact, .. })
            | Self::NoticeStarted(NoticeStarted { contact, .. })
            | Self::NoticePlayed(NoticePlayed { contact, .. })
            | Self::KeyPressed(KeyPressed { contact, .. })
            | Self::QueueEntered(QueueEntered { contact, .. })
            | Self::OfferMade(OfferMade { contact, .. })
            | Self::OfferSeen(OfferSeen { contact, .. })
            | Self::OfferEnded(OfferEnded { contact, .. })
            | Self::MissForgiven(MissForgiven { contact, .. })
            | Self::HoldBackEnded(HoldBackEnded { contact, .. })
            | Self::MemberJoined(MemberJoined { contact, .. })
            | Self::TalkStarted(TalkStarted { contact, .. })
            | Self::RecordingStarted(RecordingStarted { contact, .. })
            | Self::RecordingPaused(RecordingPaused { contact, .. })
            | Self::RecordingResumed(RecordingResumed { contact, .. })
            | Self::RecordingEnded(RecordingEnded { contact, .. })
            | Self::HoldChanged(HoldChanged { contact, .. })
            | Self::MuteChanged(MuteChanged { contact, .. })
            | Self::AgentSilenceChanged(AgentSilenceChanged { contact, .. })
            | Self::MessageAdded(MessageAdded { contact, .. })
            | Self::MemberLeft(MemberLeft { contact, .. })
            | Self::ContactEnded(ContactEnded { contact, .. }) => Some(*contact),
            Self::ConfigChanged(_)
            | Self::DayBegan(_)
            | Self::BrowserChanged(_)
            | Self::AudioChanged(_)
            | Self::StatusChosen(_)
            | Self::StatusReserved(_)
            | Self::AcwExtended(_)
            | Self::AcwEnded(_)
            | Self::StatusChanged(_) => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfigChanged {
    pub change: ConfigChange,
}

/// RT02: "today" starts anew (days are UTC's). Told before the first offer of a day, not at midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayBegan {
    /// Days since the Unix epoch.
    pub day: u64,
}

/// A member's browser came, fell quiet or is given up (ST10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserChanged {
    pub member: MemberId,
    pub browser: crate::Browser,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioChanged {
    pub member: MemberId,
    pub ready: bool,
}

/// The chosen layer changed. The label's change is told apart, by [`StatusChanged`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChosen {
    pub member: MemberId,
    pub to: Chosen,
    pub actor: Actor,
}

/// ST05; `next` is absent when a reservation was dropped or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReserved {
    pub member: MemberId,
    pub next: Option<Chosen>,
}

/// ST06.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcwStarted {
    pub member: MemberId,
    pub contact: ContactId,
    pub until: Timestamp,
}

/// ST08: the countdown is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcwExtended {
    pub member: MemberId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcwEnded {
    pub member: MemberId,
    pub how: AcwEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AcwEnd {
    CountdownOver,
    BackToReception,
    StatusChosen,
    LoggedOut,
    ConnectionLost,
}

/// ST11: the derived label changed. `at` starts the new span and ends the old one: no gap, no overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChanged {
    pub member: MemberId,
    pub from: Label,
    pub to: Label,
    /// Given while on break.
    pub break_reason: Option<BreakReason>,
    pub actor: Actor,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactArrived {
    pub contact: ContactId,
    pub customer: CustomerId,
    pub entry: Entry,
    pub at: Timestamp,
}

/// Where a contact came in, which also says what kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    Call { number: NumberId },
    Session { channel: ChannelId },
}

impl Entry {
    pub const fn kind(self) -> GroupKind {
        match self {
            Self::Call { .. } => GroupKind::Voice,
            Self::Session { .. } => GroupKind::Chat,
        }
    }
}

/// VC43: the customer hears that the talk will be recorded, before the queue of a group that records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeStarted {
    pub contact: ContactId,
    pub group: GroupId,
    pub priority: Priority,
    pub place: Place,
    /// For a contact that has waited before: where its wait goes on.
    pub returned: Option<Returned>,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub arrival: Timestamp,
    pub until: Timestamp,
}

/// The notice was heard to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePlayed {
    pub contact: ContactId,
    pub at: Timestamp,
}

/// VC20, RC01: the customer pressed a key. Which one stands beside the journal, unless it is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPressed {
    pub contact: ContactId,
    /// From 1 in each contact, without holes.
    pub place: u32,
    /// Kept nowhere: only that a key was pressed is known.
    pub masked: bool,
    pub at: Timestamp,
}

/// The contact waits in a group. `arrival` is the first entry into a queue and survives every return (RT03).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueEntered {
    pub contact: ContactId,
    pub group: GroupId,
    pub priority: Priority,
    pub arrival: Timestamp,
    pub place: Place,
    /// RT05: when waiting ends by itself.
    pub until: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Before all contacts of the same priority: missed, unseen, media failed, agent lost, handed back.
    Head,
    /// By arrival.
    Tail,
}

/// RT06: an offer and the decision that led to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferMade {
    pub contact: ContactId,
    pub member: MemberId,
    pub group: GroupId,
    pub fence: Fence,
    pub deadline: Timestamp,
    /// How long the contact had waited.
    pub waited: Millis,
    pub decision: Decision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferSeen {
    pub contact: ContactId,
    pub member: MemberId,
}

/// Each offer ends exactly once (I05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferEnded {
    pub contact: ContactId,
    pub member: MemberId,
    pub end: OfferEnd,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferEnd {
    Accepted,
    Declined,
    Missed,
    /// F26: the browser never showed it.
    Unseen,
    /// The customer left, or the system ended the contact.
    Cancelled,
    /// The agent's browser fell quiet while it rang.
    AgentGone,
}

/// F31: the accept was on its way when the ring ended; the miss does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissForgiven {
    pub contact: ContactId,
    pub member: MemberId,
}

/// VC03: the time in which the contact was not offered to this member again is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldBackEnded {
    pub contact: ContactId,
    pub member: MemberId,
}

/// The agent took the contact: capacity is taken, the call is being connected, the session is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberJoined {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
    /// For a call: when it goes back to the head unless sound has arrived.
    pub media_by: Option<Timestamp>,
}

/// Two-way sound: the accept is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkStarted {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
}

/// VC40: from here on the sound of this talk is kept. `at` names the recording within its contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingStarted {
    pub contact: ContactId,
    pub member: MemberId,
    pub group: GroupId,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingPaused {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
    /// When it goes on by itself.
    pub until: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingResumed {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
    pub actor: Actor,
}

/// Once for each start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingEnded {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
    pub how: RecordingEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordingEnd {
    TalkOver,
    /// F13: the sound could not be kept. The talk goes on.
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldChanged {
    pub contact: ContactId,
    pub on_hold: bool,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MuteChanged {
    pub contact: ContactId,
    pub muted: bool,
    pub at: Timestamp,
}

/// VC51: the agent's sound left or came back in the middle of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSilenceChanged {
    pub contact: ContactId,
    pub silent_since: Option<Timestamp>,
}

/// DK13: ordered per session from 1 without holes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageAdded {
    pub contact: ContactId,
    pub message: MessageId,
    pub sequence: u64,
    pub author: Author,
    pub size: u32,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "author", content = "id", rename_all = "kebab-case")]
pub enum Author {
    Member(MemberId),
    Customer(CustomerId),
}

/// The agent's part of the contact is over; the contact itself may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberLeft {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
}

/// I06: exactly once for each contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactEnded {
    pub contact: ContactId,
    pub reason: EndReason,
    pub at: Timestamp,
}
