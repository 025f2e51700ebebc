//! What leaves the core: *events* for journal, screens and records; *effects* for the channels.

use flow::{FlowVersionId, Listening, Stop, Turn};
use serde::{Deserialize, Serialize};

use crate::{
    Consulting, ContactId, CustomerId, EndReason, Event, Fence, MemberId, NumberId, PhoneId,
    Recording,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    Event(Event),
    Effect(Effect),
}

/// The fast path of [`crate::Acd::wanted`]: sent when what a call's legs should do has changed. Not journaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Arrange { contact: ContactId, wanted: Wanted },
}

/// What the legs of a call should do now: a pure function of the state. A channel that lost its way asks again and converges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wanted", rename_all = "kebab-case")]
pub enum Wanted {
    /// Answer, and play the greeting once.
    Greeting,
    /// Answer, and play the recording notice once (VC43).
    Notice,
    /// VC41: what the flow wants at this stop; which prompts that are, the version says.
    InFlow { version: FlowVersionId, turn: Turn, stop: Stop },
    /// Hold music for the customer; no agent hears anything.
    Waiting,
    /// The same, and it rings for this member: at their SIP phone too, if that is theirs (VC31).
    Ringing { member: MemberId, fence: Fence },
    /// VC06: call this customer, with this number of ours to show. The member hears how it goes.
    Dialling { member: MemberId, customer: CustomerId, number: NumberId },
    /// The customer waits with music until this agent's sound arrives.
    Connecting {
        member: MemberId,
        /// VC04: a short tone first tells the agent that somebody is there.
        #[serde(default)]
        tone: bool,
    },
    Talking {
        member: MemberId,
        /// What the customer hears.
        customer_hears: CustomerHears,
        /// What becomes of the sound (VC40).
        recording: Recording,
        /// VC15: the third one, and who talks with whom.
        #[serde(default)]
        consult: Option<Consulting>,
        /// VC20: the customer is not with the agent meanwhile.
        #[serde(default)]
        self_service: Option<Aside>,
    },
    /// VC12, VC13: call somebody else, and join the two once they answer. Until then the customer hears music, or how a call to a
    /// number goes. No agent hears anything.
    External { callee: Callee, line: ExternalLine },
    /// VC30: two members and nobody else. It rings for the callee until they accept, and the caller hears that.
    Internal {
        caller: MemberId,
        callee: MemberId,
        line: InternalLine,
        caller_hears: InternalHears,
        callee_hears: InternalHears,
    },
    /// VC30: a member and a phone of ours, and nobody else. It rings there until somebody lifts the handset, and the caller hears that.
    AtPhone {
        caller: MemberId,
        phone: PhoneId,
        /// Never warned: the caller is there, who ends it.
        line: ExternalLine,
        caller_hears: InternalHears,
        phone_hears: InternalHears,
    },
    /// No leg of this contact may live. `reason` is absent for a contact the core never knew.
    Ended { reason: Option<EndReason> },
}

/// Whom a customer is joined with where no agent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "callee", rename_all = "kebab-case")]
pub enum Callee {
    /// VC13: this other customer's number, with this number of ours to show.
    Customer { customer: CustomerId, number: NumberId },
    /// VC12: a phone of ours.
    Phone { phone: PhoneId },
}

/// VC13: how far the line outside has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExternalLine {
    Dialling,
    /// The two hear each other.
    Talking,
    /// They do, after a short tone for both: the talk will soon be ended.
    Warned,
}

/// VC30: how far an internal call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
pub enum InternalLine {
    Ringing {
        fence: Fence,
    },
    /// The callee has accepted; their sound is on its way.
    Connecting,
    Talking,
}

/// VC30: what one of the two hears of the other, once they talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InternalHears {
    Colleague,
    /// The other is muted, or is held where that cuts both ways.
    Silence,
    /// Held by the other, or the other's sound is lost (VC51).
    Music,
}

impl Wanted {
    /// For whom it rings, by which offer: the one who is to have the call, or a colleague who is asked in it (VC15).
    pub const fn rings(&self) -> Option<(MemberId, Fence)> {
        match *self {
            Self::Ringing { member, fence } => Some((member, fence)),
            Self::Talking { consult: Some(consult), .. } => consult.rings(),
            Self::Internal { callee, line: InternalLine::Ringing { fence }, .. } => {
                Some((callee, fence))
            }
            Self::Greeting
            | Self::Notice
            | Self::InFlow { .. }
            | Self::Waiting
            | Self::Dialling { .. }
            | Self::External { .. }
            | Self::Internal { .. }
            | Self::AtPhone { .. }
            | Self::Connecting { .. }
            | Self::Talking { consult: None, .. }
            | Self::Ended { .. } => None,
        }
    }

    /// The members who are in the call: the agent, and a colleague who has answered (VC15, VC30).
    pub const fn inside(&self) -> [Option<MemberId>; 2] {
        match *self {
            Self::Talking { member, consult: Some(consult), .. } => {
                [Some(member), consult.inside()]
            }
            Self::Internal { caller, line: InternalLine::Ringing { .. }, .. } => {
                [Some(caller), None]
            }
            Self::Internal { caller, callee, .. } => [Some(caller), Some(callee)],
            Self::AtPhone { caller, .. } => [Some(caller), None],
            Self::Dialling { member, .. }
            | Self::Connecting { member, .. }
            | Self::Talking { member, consult: None, .. } => [Some(member), None],
            Self::Greeting
            | Self::Notice
            | Self::InFlow { .. }
            | Self::Waiting
            | Self::Ringing { .. }
            | Self::External { .. }
            | Self::Ended { .. } => [None, None],
        }
    }
}

/// VC20: a customer who is in a flow in the middle of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// Whether the agent hears the customer there.
    pub listening: Listening,
    /// What the flow wants at this stop; absent once it is through.
    pub walk: Option<Walk>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    pub version: FlowVersionId,
    pub turn: Turn,
    pub stop: Stop,
}

/// VC07, VC08, VC20. The agent hears the customer in every one of these but the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CustomerHears {
    Agent,
    /// Muted.
    Silence,
    /// On hold, or the agent's sound is lost (VC51).
    Music,
    /// On hold where that cuts both ways (VC07): the agent hears nothing of them either.
    MusicApart,
    /// What the flow says that they are in.
    Flow,
}
