//! What goes over the Workspace's live socket, both ways.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::directory::{Directory, DirectoryChanges};
use super::own_phone::OwnPhone;
use super::picture::{Change, Snapshot};
use crate::command::{Answer, MemberCommand};

/// From the browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum MemberFrame {
    /// The first frame on every socket.
    Open(Open),
    Command(CommandFrame),
    /// F26: the offer is on the screen.
    OfferSeen(crate::command::OfferRef),
    /// The one PeerConnection of the shift: an SDP offer, answered by `phone-answer`.
    PhoneOffer(Sdp),
    /// The microphone is gone (revoked, unplugged without another).
    AudioLost,
    Typing(crate::command::ContactRef),
    /// W13: answered by `directory`, and by `directory-changes` until the page leaves it.
    WatchDirectory,
    LeaveDirectory,
}

/// `resume` = the last seq this client has folded in, `application` = the one that it was told with the hello: seqs of
/// another one say nothing here, and whoever names none takes a snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Open {
    #[schema(schema_with = crate::protocol_schema)]
    pub protocol: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CommandFrame {
    pub cmd_id: Uuid,
    #[serde(flatten)]
    pub command: MemberCommand,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sdp {
    pub sdp: String,
}

/// A codec of the browser's one connection, all of which were negotiated with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SoundCodec {
    Pcmu,
    Pcma,
    G722,
    Opus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PhoneCodec {
    pub codec: SoundCodec,
}

/// From the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ServerFrame {
    Hello(Hello),
    Snapshot(Box<Snapshot>),
    Changes(Changes),
    Answer(Answer),
    PhoneAnswer(Sdp),
    /// The offer could not be used; the sentence says why.
    PhoneRefused(crate::problem::Problem),
    /// The browser's media connection is gone: make a new offer.
    PhoneLost,
    /// Another socket of this member has the phone now: let go of it, and offer to take it back.
    PhoneTaken,
    /// Send sound in this codec from now on, if you can: it reaches the other side untouched then.
    PhoneCodec(PhoneCodec),
    /// VC31: which phone is the member's, and what it does.
    OwnPhone(OwnPhone),
    Typing(TypingFrame),
    Directory(Directory),
    DirectoryChanges(DirectoryChanges),
    /// VC42: there is a new voicemail, or one is another's or done or can be heard now: the list is to be asked for again.
    VoicemailsChanged,
    /// F07: the server has been told to stop.
    Maintenance(Maintenance),
    /// Too far behind, or the server changed: take a fresh snapshot on a new socket.
    Resync,
    /// This login is over, and a call keeps the socket open: sign in again, or be logged out at its end.
    LoginOver,
    /// This login has ended (AC13, signed out elsewhere).
    LoggedOut,
    /// The member works in another application now (AC05): ask `me` again and open a new socket.
    Moved,
}

/// F07: no new work is taken. Calls may go on until `ends`, then the server ends; a new one may be there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Maintenance {
    pub ends: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Hello {
    #[schema(schema_with = crate::protocol_schema)]
    pub protocol: u32,
    /// The server's time when this was sent; countdowns are drawn against it (ST12).
    pub now: u64,
    pub seq: u64,
    /// The member's application, for the next `open`. Customers are told none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Changes {
    /// The journal's sequence: increasing, not gapless per client.
    pub seq: u64,
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TypingFrame {
    pub contact: Uuid,
}
