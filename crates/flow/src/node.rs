//! One step of a flow (VC41): what it does, and where the caller goes from it.
//!
//! What an admin has not filled in yet is absent, so that a draft can be kept. Of a span of time or a number of tries each
//! has its default, and its bounds stand in [`crate::validate()`].

mod exit;
mod question;
mod request;

pub use exit::{Exit, Taken, Way};
pub use question::{
    DIGITS_MAX, Digits, Menu, Question, SCORE_MAX, Secrecy, Survey, TRIES_MAX, WAIT_MAX, WAIT_MIN,
};
pub use request::{
    ANSWER_SIZE_MAX, FIELDS_MAX, Method, REQUEST_MAX, REQUEST_MIN, Request, URL_MAX,
};
use serde::{Deserialize, Serialize};

use crate::{
    GroupId, HoursId, Key, MemberId, Millis, NodeId, PromptId, SipPhoneId, Source, VariableName,
};

/// Prompts that are played one after the other.
pub const PROMPTS_MAX: usize = 10;
pub const CASES_MAX: usize = 20;
/// VC03: an agent's telephone rings no longer.
pub const RING_MIN: Millis = Millis::from_secs(5);
pub const RING_MAX: Millis = Millis::from_secs(120);
/// Of one voicemail.
pub const VOICEMAIL_MIN: Millis = Millis::from_secs(5);
pub const VOICEMAIL_MAX: Millis = Millis::from_secs(300);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "node", rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowNode))]
pub enum Node {
    Play(Play),
    Menu(Menu),
    Digits(Digits),
    Hours(HoursCheck),
    Condition(Condition),
    Set(Set),
    Request(Request),
    Survey(Survey),
    Voicemail(Voicemail),
    Transfer(Transfer),
    Queue(Queue),
    /// VC20, VC22: the end of a flow that is not the end of the call.
    Finish,
    HangUp,
}

impl Node {
    /// VC20: whether what is keyed here is kept nowhere.
    pub fn is_masked(&self) -> bool {
        matches!(self, Self::Digits(digits) if digits.secrecy == Secrecy::Masked)
    }

    /// All that may be heard here.
    pub fn prompts(&self) -> impl Iterator<Item = PromptId> {
        let own: &[PromptId] = match self {
            Self::Play(play) => &play.prompts,
            Self::Request(request) => &request.prompts,
            Self::Voicemail(voicemail) => &voicemail.prompts,
            Self::Menu(_)
            | Self::Digits(_)
            | Self::Hours(_)
            | Self::Condition(_)
            | Self::Set(_)
            | Self::Survey(_)
            | Self::Transfer(_)
            | Self::Queue(_)
            | Self::Finish
            | Self::HangUp => &[],
        };
        let asked = self.question().into_iter();
        let asked = asked.flat_map(|it| it.prompts.iter().chain(&it.silent).chain(&it.wrong));
        own.iter().chain(asked).copied()
    }

    /// Of a node that asks the caller for keys.
    pub const fn question(&self) -> Option<&Question> {
        match self {
            Self::Menu(menu) => Some(&menu.question),
            Self::Digits(digits) => Some(&digits.question),
            Self::Survey(survey) => Some(&survey.question),
            Self::Play(_)
            | Self::Hours(_)
            | Self::Condition(_)
            | Self::Set(_)
            | Self::Request(_)
            | Self::Voicemail(_)
            | Self::Transfer(_)
            | Self::Queue(_)
            | Self::Finish
            | Self::HangUp => None,
        }
    }
}

/// Prompts, then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowPlay))]
pub struct Play {
    #[serde(default)]
    pub prompts: Vec<PromptId>,
    #[serde(default)]
    pub skip: Skip,
    pub next: Option<NodeId>,
}

/// Whether a key cuts the prompts short. It does nothing else: it does not count for the menu that follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowSkip))]
pub enum Skip {
    #[default]
    ByKey,
    Never,
}

/// AD07: by the business hours at this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowHoursCheck))]
pub struct HoursCheck {
    pub hours: Option<HoursId>,
    pub open: Option<NodeId>,
    pub closed: Option<NodeId>,
    /// Absent: as `closed`.
    #[serde(default)]
    pub holiday: Option<NodeId>,
}

/// By what a variable holds: the first case that is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowCondition))]
pub struct Condition {
    pub variable: VariableName,
    #[serde(default)]
    pub cases: Vec<Case>,
    /// Also where the variable was never set.
    pub otherwise: Option<NodeId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowCase))]
pub struct Case {
    #[serde(default)]
    pub test: Test,
    pub text: String,
    pub to: Option<NodeId>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowTest))]
pub enum Test {
    #[default]
    Is,
    BeginsWith,
}

impl Test {
    pub fn is_met(self, value: &str, text: &str) -> bool {
        match self {
            Self::Is => value == text,
            Self::BeginsWith => value.starts_with(text),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowSet))]
pub struct Set {
    pub variable: VariableName,
    pub to: Source,
    pub next: Option<NodeId>,
}

/// VC42: the caller's words become a work item of the group. `finish` ends it, as do silence and `longest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowVoicemail))]
pub struct Voicemail {
    pub group: Option<GroupId>,
    #[serde(default)]
    pub prompts: Vec<PromptId>,
    #[serde(default = "Voicemail::default_longest")]
    pub longest: Millis,
    #[serde(default = "Voicemail::default_finish")]
    pub finish: Key,
    pub next: Option<NodeId>,
}

impl Voicemail {
    pub const fn default_longest() -> Millis {
        Millis::from_secs(120)
    }

    pub const fn default_finish() -> Key {
        Key::HASH
    }
}

/// Away from the queues. Answered, the flow is over; else it goes on here, or ends with the caller at the head of the number's
/// group (VC14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowTransfer))]
pub struct Transfer {
    pub to: Option<Target>,
    #[serde(default = "Transfer::default_ring")]
    pub ring: Millis,
    pub when_failed: Option<NodeId>,
}

impl Transfer {
    pub const fn default_ring() -> Millis {
        Millis::from_secs(20)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "target", rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowTarget))]
pub enum Target {
    Agent(MemberId),
    SipPhone(SipPhoneId),
    /// In E.164, written by the admin: what a caller keys in can never be dialled, so no variable stands here.
    External(String),
}

/// The flow's usual end: the group's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowQueue))]
pub struct Queue {
    pub group: Option<GroupId>,
    /// Lower is more urgent; absent: the number's.
    #[serde(default)]
    pub priority: Option<u8>,
}
