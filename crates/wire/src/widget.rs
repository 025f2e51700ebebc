//! The customer's side: bootstrap over HTTP, then one live socket for the chat and, where the channel allows it,
//! a call from the page. A customer sees their own session and nothing else.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::attachment::FileView;
use crate::command::Answer;
use crate::workspace::{Hello, Maintenance, Sdp};

/// `GET /api/v1/widget/{key}`: what the launcher needs before it opens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WidgetConfig {
    pub key: String,
    pub name: String,
    pub welcome: String,
    /// Whether the page may offer a call.
    pub call: bool,
    #[serde(default)]
    pub identity: IdentityRule,
}

/// Whether the site says who its customer is (DK14).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityRule {
    /// Customers are anonymous here.
    #[default]
    None,
    /// It may.
    Offered,
    /// Nobody comes without.
    Required,
}

/// `POST /api/v1/widget/{key}/customers`; no body at all is an anonymous customer of a program.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCustomer {
    /// DK14: the JWT that the site's server has signed. Problems: `identity-malformed`, `identity-algorithm`,
    /// `identity-signature`, `identity-audience`, `identity-expired`, `identity-too-long`, `identity-too-early`,
    /// `identity-not-offered`, `identity-required`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// What this browser is known by so far: an anonymous customer who says who they are stays the same one, if nobody is
    /// that already. `session-open` if somebody is, and the anonymous one is in a chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The origin of the page that shows the frame. `origin-not-allowed` if it is not the channel's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

/// The token is shown once and kept by the browser. It is good at this channel alone; a verified customer's for a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerToken {
    pub token: String,
}

/// From the customer's browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum CustomerFrame {
    /// The first frame: who, on which site.
    Open(CustomerOpen),
    Command(CustomerCommandFrame),
    Typing,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerOpen {
    #[schema(schema_with = crate::protocol_schema)]
    pub protocol: u32,
    pub key: String,
    pub token: String,
    /// The origin of the page that shows the frame; a program has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerCommandFrame {
    pub cmd_id: Uuid,
    #[serde(flatten)]
    pub command: CustomerCommand,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum CustomerCommand {
    /// Opens a session and puts its first message into it.
    Start(FirstMessage),
    /// In the session that goes on. If it has ended meanwhile, another one is opened with this message (DK16).
    Say(Say),
    /// Ends the session.
    End,
    /// A call from the page to the number the channel names, with the browser's SDP offer.
    Dial(Sdp),
    HangUp,
    /// DK08: once, by whom the session's customer was invited to; while it goes on and after its end. Problems: `not-invited`,
    /// `rating-given`, `rating-over`, `score-off-scale`, `unknown-tag`, `comment-too-long`.
    Rate(RateSession),
}

/// The most characters of a customer's comment.
pub const COMMENT_MAX: usize = 1000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RateSession {
    pub session: Uuid,
    /// From 1, the worst, to the invitation's scale.
    pub score: u8,
    /// Of those that the form offers, in the words of either language.
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub comment: String,
}

/// `contact` is made by the client, so that starting twice is starting once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FirstMessage {
    pub contact: Uuid,
    pub message: Uuid,
    pub text: String,
    /// As in [`Say`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Say {
    pub message: Uuid,
    pub text: String,
    /// Files that were uploaded for it, ten at most; with one the text may be empty. Problems: `attachment-unknown`,
    /// `attachment-not-whole`, `too-many-files`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Uuid>,
}

/// From the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum CustomerServerFrame {
    Hello(Hello),
    Snapshot(CustomerSnapshot),
    Changes(CustomerChanges),
    Answer(Answer),
    /// The server's SDP answer to `dial`.
    CallAnswer(Sdp),
    /// The agent writes.
    Typing,
    /// F07: the server has been told to stop. Sessions go on after it; new ones and calls wait until then.
    Maintenance(Maintenance),
    Resync,
    /// Unknown key, token or page, or a token without the identity that is required; the token is to be forgotten.
    Denied(crate::problem::Problem),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerSnapshot {
    pub seq: u64,
    /// The open session, or the last one for a day after its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<CustomerSession>,
    pub messages: Vec<CustomerMessage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CustomerCall>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerChanges {
    pub seq: u64,
    pub changes: Vec<CustomerChange>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum CustomerChange {
    Session(CustomerSession),
    Message(CustomerMessage),
    Call(CustomerCall),
    /// DK08: a session that has ended was rated, on whatever page.
    Rated(RatedSession),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerSession {
    pub id: Uuid,
    pub state: CustomerSessionState,
    /// DK08: the customer was asked what they think of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<CustomerRating>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RatedSession {
    pub session: Uuid,
    pub rating: CustomerRating,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerRating {
    /// The best score; the worst is 1.
    pub scale: u8,
    /// An answer counts until then.
    pub until: u64,
    /// What was answered; absent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum CustomerSessionState {
    /// In the queue; `place` counts from 1.
    Waiting(Waiting),
    Open(OpenSession),
    Ended(EndedSession),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Waiting {
    pub place: u32,
    /// DK05: an agent had the session; a colleague is found for it now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OpenSession {
    /// The agent's nickname.
    pub agent: String,
    /// DK04: the session ends then unless the customer writes. Told as long before as the application wants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EndedSession {
    pub why: CustomerEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CustomerEnd {
    ByYou,
    ByAgent,
    /// DK04.
    Timeout,
    /// RT05: nobody was free in time.
    NobodyFree,
    Fault,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerMessage {
    pub id: Uuid,
    pub sequence: u64,
    pub author: CustomerAuthor,
    pub text: String,
    pub at: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "author", rename_all = "kebab-case")]
pub enum CustomerAuthor {
    You,
    Agent(AgentName),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgentName {
    pub name: String,
}

/// The call from this page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CustomerCall {
    pub id: Uuid,
    pub state: CustomerCallState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CustomerCallState {
    Greeting,
    Waiting,
    Talking,
    OnHold,
    /// VC20, VC22: a flow asks for keys in the middle of a talk, or after it.
    InFlow,
    Ended,
}
