//! Nodes that ask the caller for keys: a menu, digits, a survey. All three are patient in the same way.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Key, Millis, NodeId, PromptId, VariableName};

pub const WAIT_MIN: Millis = Millis::from_secs(1);
pub const WAIT_MAX: Millis = Millis::from_secs(60);
pub const TRIES_MAX: u8 = 9;
/// A card number has 19, an international bank account number's digits fit too.
pub const DIGITS_MAX: u8 = 32;
/// A score is one key.
pub const SCORE_MAX: u8 = 9;

/// How a caller is asked, what happens when nothing or nonsense comes, and where that leads in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowQuestion))]
pub struct Question {
    /// Played at each try; a key cuts them short.
    #[serde(default)]
    pub prompts: Vec<PromptId>,
    /// Played before the question is asked again: after silence, and after a wrong key.
    #[serde(default)]
    pub silent: Vec<PromptId>,
    #[serde(default)]
    pub wrong: Vec<PromptId>,
    /// For the first key, once the prompts are over.
    #[serde(default = "Question::default_wait")]
    pub wait: Millis,
    /// How often the question is asked in all.
    #[serde(default = "Question::default_tries")]
    pub tries: u8,
    /// Where the last try leads when it ended in silence.
    pub when_silent: Option<NodeId>,
    /// … and when it ended in a wrong key.
    pub when_wrong: Option<NodeId>,
}

impl Question {
    pub const fn default_wait() -> Millis {
        Millis::from_secs(5)
    }

    pub const fn default_tries() -> u8 {
        3
    }
}

/// One key, one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowMenu))]
pub struct Menu {
    pub question: Question,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<Key, NodeId>))]
    pub options: BTreeMap<Key, Option<NodeId>>,
}

/// Several digits, into a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowDigits))]
pub struct Digits {
    pub question: Question,
    pub into: VariableName,
    /// How many digits are enough, and how many end it by themselves.
    pub least: u8,
    pub most: u8,
    /// Ends it before `most`; absent: only a pause does.
    #[serde(default)]
    pub finish: Option<Key>,
    /// Begins it anew, without costing a try.
    #[serde(default)]
    pub clear: Option<Key>,
    /// The pause after a digit that ends it.
    #[serde(default = "Digits::default_between")]
    pub between: Millis,
    #[serde(default)]
    pub secrecy: Secrecy,
    pub next: Option<NodeId>,
}

impl Digits {
    pub const fn default_between() -> Millis {
        Millis::from_secs(4)
    }
}

/// VC20.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowSecrecy))]
pub enum Secrecy {
    #[default]
    Shown,
    /// Known to have been pressed, kept nowhere, told to nobody but the request that sends it.
    Masked,
}

/// VC22: one key is the score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowSurvey))]
pub struct Survey {
    pub question: Question,
    pub lowest: u8,
    pub highest: u8,
    pub next: Option<NodeId>,
}
