//! What somebody hears, in the words of plays: a customer one thing, an agent whom.

use std::fmt;

use serde::Serialize;

use crate::cast::{Agent, Customer};

/// What a customer hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "sound", content = "agent", rename_all = "kebab-case")]
pub enum Sound {
    Greeting,
    Notice,
    Music,
    Silence,
    Agent(Agent),
    /// VC15: in a three-way.
    Agents(Agent, Agent),
    /// VC15: in a three-way with somebody outside.
    Both(Agent, Customer),
    /// VC13: of a line outside, at the far end.
    Ringing,
    /// VC13: who is outside, or whom they have.
    Customer(Customer),
}

/// What an agent hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "heard", content = "who", rename_all = "kebab-case")]
pub enum Heard {
    Nobody,
    Music,
    Customer(Customer),
    Agent(Agent),
    /// VC15: in a three-way.
    Both(Customer, Agent),
    /// VC15: with who is outside.
    Outside(Customer, Customer),
}

impl fmt::Display for Sound {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Greeting => out.write_str("the greeting"),
            Self::Notice => out.write_str("the notice"),
            Self::Music => out.write_str("music"),
            Self::Silence => out.write_str("silence"),
            Self::Agent(agent) => agent.fmt(out),
            Self::Agents(agent, colleague) => write!(out, "{agent} and {colleague}"),
            Self::Both(agent, other) => write!(out, "{agent} and {other}"),
            Self::Ringing => out.write_str("the ringing"),
            Self::Customer(customer) => customer.fmt(out),
        }
    }
}
