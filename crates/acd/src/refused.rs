//! Why a command was not obeyed. Codes are stable; people see a translated sentence.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refused {
    /// The member is not one of this application.
    UnknownMember,
    /// ST05: the status is the call's to change; reserve the next one instead.
    InLine,
    /// Only while In line can a status be reserved.
    NotInLine,
    /// ST09: only Online leaves Offline.
    Offline,
    /// The agent is not in after-call-work.
    NotInAcw,
    /// ST02: not on the admin's list.
    UnknownBreakReason,
    /// The offer is over, or was made anew.
    OfferGone,
    /// The offer is somebody else's.
    NotYourOffer,
    /// VC02: the group forbids declining.
    DeclineForbidden,
    /// AC06: no microphone, so no call can be answered.
    NoAudio,
    UnknownContact,
    /// The call or session is somebody else's.
    NotYourContact,
    /// It has ended already.
    ContactEnded,
    /// Hold, mute and the like need a talk.
    NotTalking,
    /// VC21: what the customer would hear of the agent, they do not hear now.
    OnHold,
    /// VC10: no group of this kind has this id.
    UnknownGroup,
    /// VC11: the agent who was meant cannot be rung now.
    TargetUnavailable,
    /// VC12: no SIP phone of the application has this id.
    UnknownPhone,
    /// VC12: the phone is not registered, or does not answer.
    PhoneNotRegistered,
    /// VC12: the phone has a call of ours.
    PhoneInUse,
    /// ST04: an offer rings; take it or give it back first.
    Ringing,
    /// VC06: what was typed is no telephone number.
    InvalidNumber,
    /// VC06: the admin does not let this group call there.
    NumberNotAllowed,
    /// VC06: the group has no number to call from.
    NoLine,
    /// VC15: a colleague is being asked; that comes to its end first.
    InConsult,
    /// VC15: no colleague is there who is asked, or they do not talk yet.
    NoConsult,
    /// I25: the group or the member dials too fast, or the group has as many calls out as it may have at once.
    TooManyCalls,
    /// I25: the group has talked today for as long as it may.
    TalkTimeUsed,
    /// VC40: nothing is kept of this talk, so there is nothing to pause or resume.
    NotRecording,
    /// VC20, VC22: there is no flow of this id.
    UnknownFlow,
    /// The call's group does not offer it, or it is for something else.
    FlowNotAllowed,
    /// VC20: the customer is in a flow; take them back first.
    InFlow,
    NotInFlow,
    /// VC22, DK08: the customer is asked already.
    SurveyGiven,
    /// DK08: customers of sessions are not asked here.
    RatingOff,
    /// DK08: nobody has asked this customer about this session.
    NotInvited,
    /// DK08: they have said it already.
    RatingGiven,
    /// DK08: the invitation was good for a time, which is over.
    RatingOver,
    /// DK08: the score is not on the scale of the invitation.
    ScoreOffScale,
    /// A call where a session was meant, or the other way round.
    WrongKind,
    UnknownChannel,
    /// The customer has an open session already.
    SessionOpen,
    /// RT05: the group's queue is full.
    QueueFull,
    /// VC30: that is for customers, and this is a call between colleagues.
    InternalCall,
    /// Longer than a message may be.
    MessageTooLong,
}

impl Refused {
    /// The stable kebab-case code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownMember => "unknown-member",
            Self::InLine => "in-line",
            Self::NotInLine => "not-in-line",
            Self::Offline => "offline",
            Self::NotInAcw => "not-in-acw",
            Self::UnknownBreakReason => "unknown-break-reason",
            Self::OfferGone => "offer-gone",
            Self::NotYourOffer => "not-your-offer",
            Self::DeclineForbidden => "decline-forbidden",
            Self::NoAudio => "no-audio",
            Self::UnknownContact => "unknown-contact",
            Self::NotYourContact => "not-your-contact",
            Self::ContactEnded => "contact-ended",
            Self::NotTalking => "not-talking",
            Self::OnHold => "on-hold",
            Self::UnknownGroup => "unknown-group",
            Self::TargetUnavailable => "target-unavailable",
            Self::UnknownPhone => "unknown-phone",
            Self::PhoneNotRegistered => "phone-not-registered",
            Self::PhoneInUse => "phone-in-use",
            Self::Ringing => "ringing",
            Self::InvalidNumber => "invalid-number",
            Self::NumberNotAllowed => "number-not-allowed",
            Self::NoLine => "no-line",
            Self::InConsult => "in-consult",
            Self::NoConsult => "no-consult",
            Self::TooManyCalls => "too-many-calls",
            Self::TalkTimeUsed => "talk-time-used",
            Self::NotRecording => "not-recording",
            Self::UnknownFlow => "unknown-flow",
            Self::FlowNotAllowed => "flow-not-allowed",
            Self::InFlow => "in-flow",
            Self::NotInFlow => "not-in-flow",
            Self::SurveyGiven => "survey-given",
            Self::RatingOff => "rating-off",
            Self::NotInvited => "not-invited",
            Self::RatingGiven => "rating-given",
            Self::RatingOver => "rating-over",
            Self::ScoreOffScale => "score-off-scale",
            Self::WrongKind => "wrong-kind",
            Self::UnknownChannel => "unknown-channel",
            Self::SessionOpen => "session-open",
            Self::QueueFull => "queue-full",
            Self::InternalCall => "internal-call",
            Self::MessageTooLong => "message-too-long",
        }
    }
}
