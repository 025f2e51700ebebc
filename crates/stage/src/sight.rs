//! What an indented line sees: something that just happened ([`Sight`]) or how things stand ([`Standing`]).

use std::fmt;

use acd::{EndReason, Millis, Progress};
use serde::Serialize;

use crate::cast::{Agent, Customer, Group, Reason, Service};
use crate::desk_phone::PhoneDoing;
use crate::files::{self, Paper};
use crate::internal::{Colleague, InternalSight};
use crate::outside::OutsideSight;
pub use crate::taped::RecordingSight;

pub use crate::heard::{Heard, Sound};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "see", rename_all = "kebab-case")]
pub enum See {
    Sight(Sight),
    Standing(Standing),
}

/// It happened because of the last act.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "sight", rename_all = "kebab-case")]
pub enum Sight {
    Status {
        agent: Agent,
        status: Status,
    },
    NextStatus {
        agent: Agent,
        status: Status,
    },
    WorkExtended {
        agent: Agent,
    },
    Rings {
        agent: Agent,
        customer: Customer,
        span: Millis,
    },
    Missed {
        agent: Agent,
        customer: Customer,
    },
    /// VC06: who has the call out is told that it will be ended.
    AboutToEnd {
        customer: Customer,
    },
    MissForgiven {
        agent: Agent,
        customer: Customer,
    },
    Declined {
        agent: Agent,
        customer: Customer,
    },
    /// F26.
    NotShown {
        agent: Agent,
        customer: Customer,
    },
    /// The customer left, or the agent's browser did.
    StopsRinging {
        agent: Agent,
        customer: Customer,
    },
    Waits {
        customer: Customer,
        group: Group,
    },
    WaitsAtHead {
        customer: Customer,
        group: Group,
    },
    /// VC06: the agent's own call, not answered yet.
    Dials {
        agent: Agent,
        customer: Customer,
    },
    /// What the agent hears of it.
    FarEnd {
        customer: Customer,
        progress: Progress,
    },
    /// VC13: what becomes of a line outside that a customer is handed to.
    Outside {
        called: Customer,
        customer: Customer,
        outside: OutsideSight,
    },
    /// VC41: a flow wants a key.
    Asked {
        customer: Customer,
        again: bool,
    },
    /// VC41: a flow asks another system.
    LookedUp {
        customer: Customer,
    },
    /// VC42: after the tone.
    LeavesVoicemail {
        customer: Customer,
    },
    /// VC20: the customer goes into a flow in the middle of the talk.
    Walks {
        customer: Customer,
        service: Service,
    },
    /// The flow is through, and the customer is not back yet.
    Through {
        customer: Customer,
    },
    Returns {
        customer: Customer,
        agent: Agent,
    },
    /// VC22: after the talk.
    Surveyed {
        customer: Customer,
    },
    Scores {
        customer: Customer,
        score: u8,
    },
    /// DK08.
    Invited {
        customer: Customer,
        best: u8,
    },
    Rated {
        customer: Customer,
        score: u8,
    },
    Talks {
        agent: Agent,
        customer: Customer,
    },
    HasSession {
        agent: Agent,
        customer: Customer,
    },
    /// VC30: what one agent sees of another, or of Pit.
    Internal {
        agent: Agent,
        colleague: Colleague,
        what: InternalSight,
    },
    /// VC40.
    Recording {
        customer: Customer,
        recording: RecordingSight,
    },
    /// VC15: an agent asks this one, and the two talk.
    Consulted {
        agent: Agent,
        customer: Customer,
    },
    /// The contact goes on without this agent.
    Loses {
        agent: Agent,
        customer: Customer,
    },
    Hears {
        customer: Customer,
        sound: Sound,
    },
    Wrote {
        author: Author,
        customer: Customer,
        text: String,
        sequence: u64,
    },
    /// DK04: the customer, that the session ends unless they write.
    EndTold {
        customer: Customer,
    },
    /// DK15: of a customer who waits for an answer.
    Reminded {
        agent: Agent,
        customer: Customer,
    },
    /// DK15: others are to see it.
    Overdue {
        agent: Agent,
        customer: Customer,
    },
    /// DK13: a message with this file and no words.
    Sent {
        author: Author,
        customer: Customer,
        paper: Paper,
        sequence: u64,
    },
    Ended {
        customer: Customer,
        kind: Kind,
        reason: EndReason,
    },
    Refused {
        code: String,
    },
}

/// It is so now, whoever brought it about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum Standing {
    Status {
        agent: Agent,
        status: Status,
    },
    NextStatus {
        agent: Agent,
        status: Status,
    },
    NoNextStatus {
        agent: Agent,
    },
    WorkEnds {
        agent: Agent,
        span: Millis,
    },
    Rings {
        agent: Agent,
        customer: Customer,
        span: Millis,
    },
    /// VC01: what the offer says of the time before it.
    Waited {
        agent: Agent,
        customer: Customer,
        span: Millis,
    },
    /// VC01: what the offer says of the way through the menus.
    CameBy {
        agent: Agent,
        customer: Customer,
        choices: String,
    },
    /// VC11: what the offer says of who handed the customer over.
    ComesFrom {
        agent: Agent,
        customer: Customer,
        by: Agent,
    },
    /// VC14: what the offer says of who did not take the customer.
    ComesBack {
        agent: Agent,
        customer: Customer,
        from: Agent,
    },
    /// VC31: what the phone on the agent's desk does.
    DeskPhone {
        agent: Agent,
        doing: PhoneDoing,
    },
    /// VC52: on the page without the voice as well.
    Mirrors {
        agent: Agent,
        customer: Customer,
    },
    /// VC12: as the directory shows Pit's phone.
    CanBeRung {
        customer: Customer,
    },
    CannotBeRung {
        customer: Customer,
        why: String,
    },
    /// VC14: what the offer says of whose line did not take the customer.
    ComesBackFromOutside {
        agent: Agent,
        customer: Customer,
        called: Customer,
    },
    /// VC15: what the offer says of who asks.
    Asked {
        agent: Agent,
        customer: Customer,
        by: Agent,
    },
    /// VC15: what the call says of a colleague who did not come, or is gone.
    ConsultOver {
        agent: Agent,
        consultant: Agent,
        why: String,
    },
    /// VC15: the same of somebody outside.
    OutsideOver {
        agent: Agent,
        called: Customer,
        why: String,
    },
    Number {
        customer: Customer,
        place: usize,
        group: Group,
    },
    Talks {
        agent: Agent,
        customer: Customer,
    },
    HasSession {
        agent: Agent,
        customer: Customer,
    },
    Recorded {
        customer: Customer,
    },
    RecordingPaused {
        customer: Customer,
    },
    /// By itself, in this long.
    RecordingGoesOn {
        customer: Customer,
        span: Millis,
    },
    NotRecorded {
        customer: Customer,
    },
    Hears {
        customer: Customer,
        sound: Sound,
    },
    AgentHears {
        agent: Agent,
        customer: Customer,
    },
    /// I19: this and nothing else.
    Listens {
        agent: Agent,
        to: Heard,
    },
    /// VC20: who is in a flow.
    AgentHearsNobody {
        agent: Agent,
    },
    /// VC20: what the agent reads of the customer's keys.
    ShownKeys {
        agent: Agent,
        customer: Customer,
        keys: String,
    },
    /// VC04: lately, at the beginning of a call.
    HeardTone {
        agent: Agent,
    },
    /// VC21: all that the agent has sent so far, as the telephone has read it.
    ReadKeys {
        customer: Customer,
        keys: String,
    },
    /// VC06: the tone that says that it rings at the far end.
    AgentHearsRinging {
        agent: Agent,
    },
    /// VC13: the number that a call to this line outside shows.
    ShowsOutside {
        called: Customer,
        group: Group,
    },
    /// VC06: the number that the call shows, a group's.
    Shows {
        customer: Customer,
        group: Group,
    },
    /// VC53: what the record says of the customer's line, or of the microphone of an agent.
    Spoilt {
        customer: Customer,
        microphone_of: Option<Agent>,
        times: usize,
    },
    Messages {
        customer: Customer,
        count: u64,
    },
    /// DK04: by the customer's silence.
    SessionEnds {
        customer: Customer,
        span: Millis,
    },
    /// DK04: what the customer reads of it.
    ReadsOfTheEnd {
        customer: Customer,
        span: Millis,
    },
    ReadsOfNoEnd {
        customer: Customer,
    },
    /// DK08: what the agent reads.
    Rated {
        agent: Agent,
        customer: Customer,
        score: u8,
        comment: String,
    },
    Routable {
        agent: Agent,
        group: Group,
    },
    NotRoutable {
        agent: Agent,
        group: Group,
        why: String,
    },
    /// ST11: the labels in their order, each with who brought it about.
    History {
        agent: Agent,
        steps: String,
    },
    /// RT06: the last decision for this customer.
    Decision {
        customer: Customer,
        verdicts: String,
    },
    /// DK13: a file of this customer's session, which is as it should be, or whether it is not there for them.
    Opens {
        who: Author,
        customer: Customer,
        paper: Paper,
        can: bool,
    },
}

/// A label in words. The reasons in brackets are part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "label", content = "why", rename_all = "kebab-case")]
pub enum Status {
    Available,
    Busy,
    OnBreak(BreakWhy),
    InLine,
    AfterCallWork,
    Offline(OfflineWhy),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BreakWhy {
    Listed(Reason),
    MissedCalls,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfflineWhy {
    ByHand,
    LoggedOut,
    ConnectionLost,
    Unreachable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "author", content = "name", rename_all = "kebab-case")]
pub enum Author {
    Agent(Agent),
    Customer(Customer),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Call,
    Session,
}

impl fmt::Display for Sight {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status { agent, status } => write!(out, "{agent} is {status}"),
            Self::NextStatus { agent, status } => write!(out, "{agent}'s next status is {status}"),
            Self::WorkExtended { agent } => write!(out, "{agent}'s work has no countdown"),
            Self::Rings { agent, customer, span } => {
                write!(out, "{agent} rings for {customer}, {}", Spoken(*span))
            }
            Self::Missed { agent, customer } => write!(out, "{agent} missed {customer}"),
            Self::AboutToEnd { customer } => write!(out, "{customer}'s call is about to end"),
            Self::MissForgiven { agent, customer } => {
                write!(out, "{agent}'s miss of {customer} is forgiven")
            }
            Self::Declined { agent, customer } => write!(out, "{agent} declined {customer}"),
            Self::NotShown { agent, customer } => write!(out, "{agent} was not shown {customer}"),
            Self::StopsRinging { agent, customer } => {
                write!(out, "{agent} stops ringing for {customer}")
            }
            Self::Waits { customer, group } => write!(out, "{customer} waits in {group}"),
            Self::WaitsAtHead { customer, group } => {
                write!(out, "{customer} waits at the head of {group}")
            }
            Self::Dials { agent, customer } => write!(out, "{agent} dials {customer}"),
            Self::FarEnd { customer, progress: Progress::Ringing } => {
                write!(out, "{customer}'s telephone rings")
            }
            Self::FarEnd { customer, progress: Progress::EarlyMedia } => {
                write!(out, "{customer}'s line sounds")
            }
            Self::Outside { called, customer, outside } => outside.say(out, *called, *customer),
            Self::Asked { customer, again: false } => write!(out, "{customer} is asked"),
            Self::Asked { customer, again: true } => write!(out, "{customer} is asked again"),
            Self::LookedUp { customer } => write!(out, "{customer} is looked up"),
            Self::LeavesVoicemail { customer } => write!(out, "{customer} leaves a voicemail"),
            Self::Walks { customer, service } => write!(out, "{customer} walks the {service}"),
            Self::Through { customer } => write!(out, "{customer} is through"),
            Self::Returns { customer, agent } => write!(out, "{customer} is back with {agent}"),
            Self::Surveyed { customer } => write!(out, "{customer} is surveyed"),
            Self::Scores { customer, score } => write!(out, "{customer} scores {score}"),
            Self::Invited { customer, best } => {
                write!(out, "{customer} is invited to rate from 1 to {best}")
            }
            Self::Rated { customer, score } => write!(out, "{customer} rated {score}"),
            Self::Talks { agent, customer } => write!(out, "{agent} talks with {customer}"),
            Self::HasSession { agent, customer } => write!(out, "{agent} has {customer}"),
            Self::Recording { customer, recording } => recording.say(out, *customer),
            Self::Consulted { agent, customer } => {
                write!(out, "{agent} is consulted about {customer}")
            }
            Self::Loses { agent, customer } => write!(out, "{agent} loses {customer}"),
            Self::Hears { customer, sound } => write!(out, "{customer} hears {sound}"),
            Self::Wrote { author: Author::Agent(agent), customer, text, sequence } => {
                write!(out, "{agent} wrote {customer} \"{text}\" ({sequence})")
            }
            Self::Wrote { author: Author::Customer(customer), text, sequence, .. } => {
                write!(out, "{customer} wrote \"{text}\" ({sequence})")
            }
            Self::EndTold { customer } => write!(out, "{customer} is told of the end"),
            Self::Reminded { agent, customer } => {
                write!(out, "{agent} is reminded of {customer}")
            }
            Self::Overdue { agent, customer } => write!(out, "{agent} owes {customer} an answer"),
            sent @ Self::Sent { .. } => files::say(out, sent),
            Self::Ended { customer, kind, reason } => {
                write!(out, "{customer}'s {kind} ended ({})", reason_name(*reason))
            }
            Self::Internal { agent, colleague, what } => what.say(out, *agent, *colleague),
            Self::Refused { code } => write!(out, "refused {code}"),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Available => out.write_str("Available"),
            Self::Busy => out.write_str("Busy"),
            Self::OnBreak(BreakWhy::Listed(reason)) => write!(out, "On break ({reason})"),
            Self::OnBreak(BreakWhy::MissedCalls) => out.write_str("On break (Missed calls)"),
            Self::InLine => out.write_str("In line"),
            Self::AfterCallWork => out.write_str("After-call-work"),
            Self::Offline(OfflineWhy::ByHand) => out.write_str("Offline"),
            Self::Offline(OfflineWhy::LoggedOut) => out.write_str("Offline (logged out)"),
            Self::Offline(OfflineWhy::ConnectionLost) => out.write_str("Offline (connection lost)"),
            Self::Offline(OfflineWhy::Unreachable) => out.write_str("Offline (unreachable)"),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Call => "call",
            Self::Session => "session",
        })
    }
}

/// RC01's name, as the records have it.
pub fn reason_name(reason: EndReason) -> String {
    serde_json::to_value(reason)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A span in the largest unit that says it whole.
pub struct Spoken(pub Millis);

impl fmt::Display for Spoken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Millis(millis) = self.0;
        if millis > 0 && millis.is_multiple_of(60_000) {
            write!(out, "{}min", millis / 60_000)
        } else if millis.is_multiple_of(1000) {
            write!(out, "{}s", millis / 1000)
        } else {
            write!(out, "{millis}ms")
        }
    }
}
