//! What is seen of a line outside that a customer is handed to.

use std::fmt;

use serde::Serialize;

use crate::cast::Customer;

/// VC13, in the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutsideSight {
    Called,
    /// VC15: the agent talks with them.
    Consulted,
    Talks,
    /// Both are told that the talk will be ended.
    Warned,
    Lost,
}

impl OutsideSight {
    /// In the words of a play.
    pub(crate) fn say(
        self,
        out: &mut fmt::Formatter<'_>,
        called: Customer,
        customer: Customer,
    ) -> fmt::Result {
        match self {
            Self::Called => write!(out, "{called} is called for {customer}"),
            Self::Consulted => write!(out, "{called} is consulted about {customer}"),
            Self::Talks => write!(out, "{called} talks with {customer}"),
            Self::Warned => write!(out, "{called} and {customer} are warned of the end"),
            Self::Lost => write!(out, "{called} is lost to {customer}"),
        }
    }
}
