//! Events of an agent in a contact: joined, talking, gone.

use serde::{Deserialize, Serialize};

use crate::{ContactId, HoldCuts, MemberId, Timestamp};

/// The agent took the contact: capacity is taken, the call is being connected, the session is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberJoined {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
    /// For a call: when it goes back to the head unless sound has arrived.
    pub media_by: Option<Timestamp>,
    /// VC04: nobody pressed a button.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_itself: bool,
}

/// Two-way sound: the accept is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkStarted {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldChanged {
    pub contact: ContactId,
    pub on_hold: bool,
    pub at: Timestamp,
    /// As the setting was; off hold, nothing is cut.
    #[serde(default, skip_serializing_if = "HoldCuts::is_one_way")]
    pub cuts: HoldCuts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MuteChanged {
    pub contact: ContactId,
    pub muted: bool,
    pub at: Timestamp,
}

/// VC21: the agent sent keys to the customer's end. They may be a secret, and nothing keeps which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysSent {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
}

/// VC51: the agent's sound left or came back in the middle of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSilenceChanged {
    pub contact: ContactId,
    pub silent_since: Option<Timestamp>,
}

/// The agent's part of the contact is over; the contact itself may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberLeft {
    pub contact: ContactId,
    pub member: MemberId,
    pub at: Timestamp,
}
