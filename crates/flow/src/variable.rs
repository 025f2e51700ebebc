//! Variables: what a flow calls the texts that it collects, sets, compares and sends. The texts are in [`crate::Values`].

use std::fmt;

use serde::{Deserialize, Serialize};

pub const VARIABLE_NAME_MAX: usize = 32;
/// Of a text that a flow sets, compares or takes from an answer, in characters.
pub const TEXT_MAX: usize = 200;

/// What is there before a flow begins. No node can set these.
pub const BUILT_IN: [&str; 2] = ["caller_number", "dialled_number"];

/// As it was written; [`crate::validate()`] says whether it is one that can be published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowVariable))]
pub struct VariableName(pub String);

impl VariableName {
    /// A small letter, then small letters, digits and underscores.
    pub fn is_well_formed(&self) -> bool {
        let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        self.0.len() <= VARIABLE_NAME_MAX
            && self.0.starts_with(|c: char| c.is_ascii_lowercase())
            && self.0.chars().all(inner)
    }

    pub fn is_built_in(&self) -> bool {
        BUILT_IN.contains(&self.0.as_str())
    }
}

impl fmt::Display for VariableName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowSource))]
pub enum Source {
    Text(String),
    Variable(VariableName),
}
