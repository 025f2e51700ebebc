//! What happened, for journal, screens and records. Each event is folded into the state by `apply` and by
//! nothing else; it changes additively, because journals are kept.

mod consult;
mod contact;
mod dial;
mod external;
mod flow;
mod internal;
mod notice;
mod offer;
mod phone;
mod rating;
mod recording;
mod self_service;
mod status;
mod survey;
mod talk;
mod transfer;

use serde::{Deserialize, Serialize};

use crate::{ConfigChange, ContactId, MemberId};

pub use self::flow::FlowMoved;
pub use consult::{ConsultEnd, ConsultMoved, ConsultStep, ConsultWith};
pub use contact::{
    Author, ContactArrived, ContactEnded, Entry, KeyPressed, MessageAdded, Place, QueueEntered,
};
pub use dial::{CallDialled, CallOutLimited, CallProgressed, LimitStep, Progress};
pub use external::{ExternalEnd, ExternalMoved, ExternalStep, FarEnd};
pub use internal::{InternalMoved, InternalStep, InternalTarget};
pub use notice::{NoticePlayed, NoticeStarted, Returned};
pub use offer::{
    HoldBackEnded, MissForgiven, OfferEnd, OfferEnded, OfferMade, OfferSeen, OfferWhy,
};
pub use phone::{PhoneChanged, PhoneStanding};
pub use rating::{RatingGiven, RatingInvited};
pub use recording::{
    RecordingEnd, RecordingEnded, RecordingPaused, RecordingResumed, RecordingStarted,
};
pub use self_service::{SelfServiceEnded, SelfServiceStarted};
pub use status::{
    AcwEnd, AcwEnded, AcwExtended, AcwStarted, AudioChanged, BrowserChanged, StatusChanged,
    StatusChosen, StatusReserved,
};
pub use survey::{SatisfactionAsked, SurveyStarted};
pub use talk::{
    AgentSilenceChanged, HoldChanged, KeysSent, MemberJoined, MemberLeft, MuteChanged, TalkStarted,
};
pub use transfer::{CallTransferred, TransferTo};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    ConfigChanged(ConfigChanged),
    DayBegan(DayBegan),
    PhoneChanged(PhoneChanged),

    BrowserChanged(BrowserChanged),
    AudioChanged(AudioChanged),
    StatusChosen(StatusChosen),
    StatusReserved(StatusReserved),
    AcwStarted(AcwStarted),
    AcwExtended(AcwExtended),
    AcwEnded(AcwEnded),
    StatusChanged(StatusChanged),

    ContactArrived(ContactArrived),
    CallDialled(CallDialled),
    CallProgressed(CallProgressed),
    CallOutLimited(CallOutLimited),
    InternalMoved(InternalMoved),
    NoticeStarted(NoticeStarted),
    NoticePlayed(NoticePlayed),
    KeyPressed(KeyPressed),
    FlowMoved(FlowMoved),
    QueueEntered(QueueEntered),
    OfferMade(OfferMade),
    OfferSeen(OfferSeen),
    OfferEnded(OfferEnded),
    MissForgiven(MissForgiven),
    HoldBackEnded(HoldBackEnded),
    MemberJoined(MemberJoined),
    TalkStarted(TalkStarted),
    ConsultMoved(ConsultMoved),
    CallTransferred(CallTransferred),
    ExternalMoved(ExternalMoved),
    RecordingStarted(RecordingStarted),
    RecordingPaused(RecordingPaused),
    RecordingResumed(RecordingResumed),
    RecordingEnded(RecordingEnded),
    HoldChanged(HoldChanged),
    MuteChanged(MuteChanged),
    KeysSent(KeysSent),
    SelfServiceStarted(SelfServiceStarted),
    SelfServiceEnded(SelfServiceEnded),
    SatisfactionAsked(SatisfactionAsked),
    SurveyStarted(SurveyStarted),
    AgentSilenceChanged(AgentSilenceChanged),
    MessageAdded(MessageAdded),
    RatingInvited(RatingInvited),
    RatingGiven(RatingGiven),
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
            | Self::CallDialled(CallDialled { member, .. })
            | Self::MemberJoined(MemberJoined { member, .. })
            | Self::TalkStarted(TalkStarted { member, .. })
            | Self::ConsultMoved(ConsultMoved { member, .. })
            | Self::CallTransferred(CallTransferred { member, .. })
            | Self::RecordingStarted(RecordingStarted { member, .. })
            | Self::RecordingPaused(RecordingPaused { member, .. })
            | Self::RecordingResumed(RecordingResumed { member, .. })
            | Self::RecordingEnded(RecordingEnded { member, .. })
            | Self::KeysSent(KeysSent { member, .. })
            | Self::SelfServiceStarted(SelfServiceStarted { member, .. })
            | Self::SelfServiceEnded(SelfServiceEnded { member, .. })
            | Self::SatisfactionAsked(SatisfactionAsked { member, .. })
            | Self::SurveyStarted(SurveyStarted { member, .. })
            | Self::MemberLeft(MemberLeft { member, .. }) => Some(*member),
            Self::ExternalMoved(moved) => moved.by(),
            Self::InternalMoved(moved) => Some(moved.member()),
            Self::RatingInvited(invited) => invited.member,
            Self::ConfigChanged(_)
            | Self::DayBegan(_)
            | Self::PhoneChanged(_)
            | Self::ContactArrived(_)
            | Self::CallProgressed(_)
            | Self::CallOutLimited(_)
            | Self::NoticeStarted(_)
            | Self::NoticePlayed(_)
            | Self::KeyPressed(_)
            | Self::FlowMoved(_)
            | Self::QueueEntered(_)
            | Self::HoldChanged(_)
            | Self::MuteChanged(_)
            | Self::AgentSilenceChanged(_)
            | Self::MessageAdded(_)
            | Self::RatingGiven(_)
            | Self::ContactEnded(_) => None,
        }
    }

    /// The contact it is about, if one.
    pub const fn contact(&self) -> Option<ContactId> {
        match self {
            Self::AcwStarted(AcwStarted { contact, .. })
            | Self::ContactArrived(ContactArrived { contact, .. })
            | Self::CallDialled(CallDialled { contact, .. })
            | Self::CallProgressed(CallProgressed { contact, .. })
            | Self::CallOutLimited(CallOutLimited { contact, .. })
            | Self::InternalMoved(InternalMoved { contact, .. })
            | Self::NoticeStarted(NoticeStarted { contact, .. })
            | Self::NoticePlayed(NoticePlayed { contact, .. })
            | Self::KeyPressed(KeyPressed { contact, .. })
            | Self::FlowMoved(FlowMoved { contact, .. })
            | Self::QueueEntered(QueueEntered { contact, .. })
            | Self::OfferMade(OfferMade { contact, .. })
            | Self::OfferSeen(OfferSeen { contact, .. })
            | Self::OfferEnded(OfferEnded { contact, .. })
            | Self::MissForgiven(MissForgiven { contact, .. })
            | Self::HoldBackEnded(HoldBackEnded { contact, .. })
            | Self::MemberJoined(MemberJoined { contact, .. })
            | Self::TalkStarted(TalkStarted { contact, .. })
            | Self::ConsultMoved(ConsultMoved { contact, .. })
            | Self::CallTransferred(CallTransferred { contact, .. })
            | Self::ExternalMoved(ExternalMoved { contact, .. })
            | Self::RecordingStarted(RecordingStarted { contact, .. })
            | Self::RecordingPaused(RecordingPaused { contact, .. })
            | Self::RecordingResumed(RecordingResumed { contact, .. })
            | Self::RecordingEnded(RecordingEnded { contact, .. })
            | Self::HoldChanged(HoldChanged { contact, .. })
            | Self::MuteChanged(MuteChanged { contact, .. })
            | Self::KeysSent(KeysSent { contact, .. })
            | Self::SelfServiceStarted(SelfServiceStarted { contact, .. })
            | Self::SelfServiceEnded(SelfServiceEnded { contact, .. })
            | Self::SatisfactionAsked(SatisfactionAsked { contact, .. })
            | Self::SurveyStarted(SurveyStarted { contact, .. })
            | Self::AgentSilenceChanged(AgentSilenceChanged { contact, .. })
            | Self::MessageAdded(MessageAdded { contact, .. })
            | Self::RatingInvited(RatingInvited { contact, .. })
            | Self::RatingGiven(RatingGiven { contact, .. })
            | Self::MemberLeft(MemberLeft { contact, .. })
            | Self::ContactEnded(ContactEnded { contact, .. }) => Some(*contact),
            Self::ConfigChanged(_)
            | Self::DayBegan(_)
            | Self::PhoneChanged(_)
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
