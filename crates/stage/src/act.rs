//! What a flush-left line does.

use acd::{Millis, RatingWhen, Strategy};
use serde::Serialize;

use crate::cast::{Agent, Customer, Group, Reason, Service};
use crate::desk_phone::PhoneAct;
use crate::files::{Paper, Sending};
use crate::internal::{Colleague, InternalAct};
use crate::tabs::TabAct;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// Time passes, in each stage its own way.
    Wait {
        span: Millis,
    },
    /// Killed and started anew: what was not stored is gone.
    ServerRestarts,
    Set(Setting),
    /// VC41: another system, to what a flow has asked it.
    Lookup {
        answers: LookupAnswer,
    },
    Agent {
        agent: Agent,
        does: AgentAct,
    },
    Customer {
        customer: Customer,
        does: CustomerAct,
    },
}

/// What another system says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "answer", content = "level", rename_all = "kebab-case")]
pub enum LookupAnswer {
    Level(String),
    /// Of the 200s, and no JSON.
    Nonsense,
    /// Not of the 200s.
    Failure,
}

impl LookupAnswer {
    /// Of an answer of the 200s.
    pub fn body(&self) -> Option<String> {
        match self {
            Self::Level(level) => Some(serde_json::json!({ "level": level }).to_string()),
            Self::Nonsense => Some("<p>Welcome</p>".to_owned()),
            Self::Failure => None,
        }
    }
}

/// An admin's change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "set", rename_all = "kebab-case")]
pub enum Setting {
    GroupHas {
        group: Group,
        agents: Vec<Agent>,
    },
    GroupRings {
        group: Group,
        span: Millis,
    },
    GroupAnswersAutomatically {
        group: Group,
    },
    GroupAnswersByHand {
        group: Group,
    },
    GroupWork {
        group: Group,
        span: Millis,
    },
    GroupForbidsDeclining {
        group: Group,
    },
    GroupMisses {
        group: Group,
        max: u32,
    },
    GroupWaits {
        group: Group,
        span: Millis,
    },
    GroupLength {
        group: Group,
        max: u32,
    },
    GroupPicks {
        group: Group,
        strategy: Strategy,
    },
    GroupShare {
        group: Group,
        agent: Agent,
        sessions: u32,
    },
    GroupGreets {
        group: Group,
    },
    /// VC41.
    GroupAnswersWithMenu {
        group: Group,
    },
    MenuCloses,
    GroupAnswersWithLookup {
        group: Group,
    },
    /// VC42.
    GroupAnswersWithVoicemail {
        group: Group,
    },
    /// VC41: it hands its callers to somebody.
    GroupAnswersWithExchange {
        group: Group,
    },
    /// VC20.
    GroupOffers {
        group: Group,
        service: Service,
    },
    /// VC22: after each call, or if the agent wants it.
    GroupAsks {
        group: Group,
        always: bool,
    },
    GroupRecords {
        group: Group,
    },
    GroupComesFirst {
        group: Group,
    },
    GroupRemoved {
        group: Group,
    },
    GroupDialsNowhere {
        group: Group,
    },
    GroupCallsOut {
        group: Group,
        cap: Cap,
    },
    /// VC44: this group's number is the site's.
    SiteNumber {
        group: Group,
    },
    GroupHasNoNumber {
        group: Group,
    },
    AgentSessions {
        agent: Agent,
        max: u32,
    },
    AgentRemoved {
        agent: Agent,
    },
    AfterLoginOffline,
    AfterWorkPrevious,
    /// VC07.
    HoldCutsBothWays,
    /// VC06: how long a call out lasts.
    CallsOutLast {
        span: Millis,
    },
    /// VC30: after-call-work of both.
    InternalWork {
        span: Millis,
    },
    CustomerSilence {
        span: Millis,
    },
    /// DK08.
    Ratings {
        when: RatingWhen,
    },
    RatingScale {
        best: u8,
    },
    RatingTime {
        span: Millis,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum AgentAct {
    /// Signs in, with browser and microphone, and goes online.
    SignsIn,
    /// The same without a microphone ("Skip: chat only").
    SignsInWithoutMicrophone,
    GoesOnline,
    Sets {
        to: Choice,
    },
    Reserves {
        to: Choice,
    },
    CancelsReserved,
    BackToReception,
    ContinuesWork,
    LogsOut,
    Accepts {
        customer: Customer,
    },
    Declines {
        customer: Customer,
    },
    Holds {
        customer: Customer,
    },
    TakesOffHold {
        customer: Customer,
    },
    Mutes {
        customer: Customer,
    },
    Unmutes {
        customer: Customer,
    },
    /// VC21.
    SendsKeys {
        customer: Customer,
        keys: String,
    },
    /// VC20.
    Starts {
        customer: Customer,
        service: StartedFlow,
    },
    TakesBack {
        customer: Customer,
    },
    /// VC22, DK08.
    WantsAsked {
        customer: Customer,
    },
    PausesRecording {
        customer: Customer,
    },
    ResumesRecording {
        customer: Customer,
    },
    /// VC06, through a group of the agent's.
    Dials {
        number: Called,
        group: Group,
    },
    /// VC15: whoever is near the phone in the lobby.
    ConsultsLobby {
        customer: Customer,
    },
    /// VC12: the phone in the lobby is this agent's from now on.
    ChoosesLobbyPhone,
    /// VC31: instead of the browser.
    ChoosesDeskPhone,
    ChoosesBrowser,
    /// VC31: at the phone on the agent's desk.
    AtPhone(PhoneAct),
    /// VC52.
    InTabs(TabAct),
    /// VC10, VC11.
    Transfers {
        customer: Customer,
        to: Target,
    },
    /// VC13: to whoever has this number.
    TransfersOut {
        customer: Customer,
        to: Called,
    },
    /// VC15.
    Consults {
        customer: Customer,
        consultant: Agent,
    },
    /// VC15: whoever has this number.
    ConsultsOut {
        customer: Customer,
        to: Called,
    },
    SwapsConsult {
        customer: Customer,
    },
    MergesConsult {
        customer: Customer,
    },
    CompletesConsult {
        customer: Customer,
    },
    CancelsConsult {
        customer: Customer,
    },
    /// VC30.
    Internal {
        colleague: Colleague,
        doing: InternalAct,
    },
    HangsUp {
        customer: Customer,
    },
    Writes {
        customer: Customer,
        text: String,
    },
    /// DK13.
    Sends {
        customer: Customer,
        paper: Paper,
        how: Sending,
    },
    EndsSession {
        customer: Customer,
    },
    /// Socket and sound are gone at once.
    LosesBrowser,
    /// The same browser or another one is there again.
    IsBack,
    /// Connected, but its pictures stand still.
    BrowserFreezes,
    LosesMicrophone,
    AllowsMicrophone,
    /// The next accept brings no sound.
    SoundFails,
    /// VC53: its switch is off, and nobody sees it.
    MicrophoneGivesNothing,
    MicrophoneIsHeard,
    /// In the middle of a talk.
    SoundStops,
    SoundReturns,
}

/// What an agent clicks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "flow", content = "name", rename_all = "kebab-case")]
pub enum StartedFlow {
    Service(Service),
    /// Which answers calls.
    Menu,
    /// One that is not there.
    Nothing,
}

/// What an agent types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "called", content = "number", rename_all = "kebab-case")]
pub enum Called {
    Customer(Customer),
    /// A customer's number, written like this.
    Written(Customer, String),
    Abroad,
    PremiumRate,
    /// VC44.
    Help,
    NoNumber,
}

/// I25: one of a group's caps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "cap", content = "max", rename_all = "kebab-case")]
pub enum Cap {
    AtOnce(u32),
    AMinute(u32),
    AMinuteEach(u32),
    ADay(Millis),
}

/// Whom a call is handed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "name", rename_all = "kebab-case")]
pub enum Target {
    Agent(Agent),
    Group(Group),
    /// VC12: Pit, by the phone in the lobby.
    Lobby,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum CustomerAct {
    Calls {
        group: Group,
    },
    /// VC06: the customer's telephone rings.
    Rings,
    /// The line to the customer brings a sound before there is an answer.
    Announces,
    Answers,
    IsBusy,
    Rejects,
    /// Nobody has the number.
    IsNobody,
    /// No trunk takes the call.
    HasNoLine,
    /// VC21: the customer's telephone, or Pit's phone, is a plain one.
    KnowsNoEvents,
    /// VC12: Pit's phone registers here.
    PhoneRegisters,
    /// It has taken leave. A call that it has goes on.
    PhoneIsGone,
    HearsGreetingOut,
    /// VC43.
    HearsNoticeOut,
    /// VC41: of a flow.
    HearsPromptOut,
    Presses {
        keys: String,
    },
    /// VC42: says nothing any more, and stays.
    FallsSilent,
    HangsUp,
    /// VC53: on the way from the customer.
    LineLosesPackets,
    LineIsWell,
    /// The sound and the control packets of the line stop for good (F36).
    LineBreaks,
    /// What the talk sounds like can be kept no longer (F13).
    RecordingFails,
    /// Our answer is never acknowledged (F49).
    NeverAcknowledges,
    /// The first message of a new session.
    WritesTo {
        group: Group,
        text: String,
    },
    Writes {
        text: String,
    },
    /// DK13.
    Sends {
        paper: Paper,
        how: Sending,
    },
    /// The last message once more, as a client does that missed the answer.
    WritesAgain,
    /// DK08.
    Rates {
        score: u8,
        comment: Option<String>,
    },
    /// DK08: another customer's session.
    RatesSessionOf {
        other: Customer,
        score: u8,
    },
    EndsSession,
}

/// What an agent can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "status", content = "reason", rename_all = "kebab-case")]
pub enum Choice {
    Available,
    Busy,
    OnBreak(Reason),
    /// A reason that is not on the admin's list; the built-in "Missed calls" among them.
    OnBreakUnlisted,
    Offline,
}
