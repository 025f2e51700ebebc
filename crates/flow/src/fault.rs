//! What keeps a flow, or business hours, from being published: where it is, and which of the closed list it is.

use serde::{Deserialize, Serialize};

use crate::NodeId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowFault))]
pub struct Fault {
    /// Absent where it is the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeId>,
    /// As in the JSON, with dots: `question.when_silent`, `cases.1.to`, `options.#`. Empty where it is the whole node.
    pub field: String,
    #[serde(flatten)]
    pub problem: Problem,
}

/// Codes are stable; people see a translated sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FlowFaultKind))]
pub enum Problem {
    /// It must be filled in.
    Missing,
    /// The way leads nowhere yet.
    MissingTarget,
    /// A caller who does nothing would stay here.
    MissingTimeoutWay,
    /// The way leads to a node that is not there.
    UnknownTarget {
        target: NodeId,
    },
    /// No way leads here from the start.
    Unreachable,
    /// A caller who presses no key would go round for ever.
    EndlessLoop {
        nodes: Vec<NodeId>,
    },
    /// What it names is not there, or not any more.
    Unknown {
        id: String,
    },
    TooMany {
        most: usize,
    },
    TooLong {
        most: usize,
    },
    OutOfRange {
        least: u64,
        most: u64,
    },
    /// VC20, VC22: not where this flow runs.
    NotInThisKind,
    /// This server cannot do it.
    Unavailable,
    /// VC22: nothing is asked.
    NoSurvey,
    BadVariable,
    /// It is there before the flow begins, and stays as it is.
    BuiltInVariable,
    /// No node puts anything there.
    NeverSet,
    /// VC20: a secret would be seen.
    Masked,
    /// The same key for two things.
    KeyTwice,
    /// Not E.164.
    BadNumber,
    /// Not an `https` or `http` address with a host.
    BadAddress,
    /// Not a JSON Pointer.
    BadPointer,
    UnknownZone,
    /// It ends before it begins.
    BadSpan,
    Overlap,
}

impl Problem {
    /// The stable kebab-case code, as in the JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::MissingTarget => "missing-target",
            Self::MissingTimeoutWay => "missing-timeout-way",
            Self::UnknownTarget { .. } => "unknown-target",
            Self::Unreachable => "unreachable",
            Self::EndlessLoop { .. } => "endless-loop",
            Self::Unknown { .. } => "unknown",
            Self::TooMany { .. } => "too-many",
            Self::TooLong { .. } => "too-long",
            Self::OutOfRange { .. } => "out-of-range",
            Self::NotInThisKind => "not-in-this-kind",
            Self::Unavailable => "unavailable",
            Self::NoSurvey => "no-survey",
            Self::BadVariable => "bad-variable",
            Self::BuiltInVariable => "built-in-variable",
            Self::NeverSet => "never-set",
            Self::Masked => "masked",
            Self::KeyTwice => "key-twice",
            Self::BadNumber => "bad-number",
            Self::BadAddress => "bad-address",
            Self::BadPointer => "bad-pointer",
            Self::UnknownZone => "unknown-zone",
            Self::BadSpan => "bad-span",
            Self::Overlap => "overlap",
        }
    }
}
