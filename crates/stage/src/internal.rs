//! VC30: what plays do and see in a call between two agents, or of one with Pit by the phone in the lobby.

use std::fmt;

use acd::{EndReason, Millis};
use serde::Serialize;

use crate::cast::{Agent, Customer};
use crate::sight::{Spoken, reason_name};

/// The other one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Colleague {
    Agent(Agent),
    /// Whoever is there: Pit.
    Lobby,
}

impl Colleague {
    /// Nobody else is called within the house.
    pub fn named(name: &str) -> Option<Self> {
        match Customer::named(name) {
            Some(Customer::Pit) => Some(Self::Lobby),
            _ => Agent::named(name).map(Self::Agent),
        }
    }

    pub const fn agent(self) -> Option<Agent> {
        match self {
            Self::Agent(agent) => Some(agent),
            Self::Lobby => None,
        }
    }
}

impl fmt::Display for Colleague {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agent(agent) => agent.fmt(out),
            Self::Lobby => Customer::Pit.fmt(out),
        }
    }
}

/// What one of the two does, about the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum InternalAct {
    Calls,
    Accepts,
    Declines,
    Holds,
    TakesOffHold,
    Mutes,
    Unmutes,
    HangsUp,
    /// What is for customers.
    Transfers {
        to: Agent,
    },
    Consults {
        consultant: Agent,
    },
    SendsKeys {
        keys: String,
    },
    PausesRecording,
}

/// What one of the two sees of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum InternalSight {
    /// The other calls.
    Rings {
        span: Millis,
    },
    /// The phone in the lobby, for the agent.
    IsCalled {
        span: Millis,
    },
    Missed,
    Declined,
    /// F26.
    NotShown,
    StopsRinging,
    /// Told of the caller.
    Talks,
    /// Told of the caller.
    Ended {
        reason: EndReason,
    },
}

impl InternalSight {
    /// In the words of a play.
    pub(crate) fn say(
        &self,
        out: &mut fmt::Formatter<'_>,
        agent: Agent,
        colleague: Colleague,
    ) -> fmt::Result {
        match self {
            Self::Rings { span } => write!(out, "{agent} rings for {colleague}, {}", Spoken(*span)),
            Self::IsCalled { span } => {
                write!(out, "{colleague} is called by {agent}, {}", Spoken(*span))
            }
            Self::Missed => write!(out, "{agent} missed {colleague}"),
            Self::Declined => write!(out, "{agent} declined {colleague}"),
            Self::NotShown => write!(out, "{agent} was not shown {colleague}"),
            Self::StopsRinging => write!(out, "{agent} stops ringing for {colleague}"),
            Self::Talks => write!(out, "{agent} talks with {colleague}"),
            Self::Ended { reason } => {
                write!(out, "{agent}'s call to {colleague} ended ({})", reason_name(*reason))
            }
        }
    }
}
