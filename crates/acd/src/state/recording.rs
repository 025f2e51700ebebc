//! VC40: what becomes of the sound of a talk.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// What becomes of the sound of a talk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "recording", rename_all = "kebab-case")]
pub enum Recording {
    #[default]
    Off,
    /// `since` names the recording within its contact.
    On { since: Timestamp },
    /// Nothing is kept now. Without `until` it does not go on by itself: a secret is keyed (VC20).
    Paused { since: Timestamp, until: Option<Timestamp> },
    /// F13: it should be kept, and cannot be.
    Failed { since: Timestamp },
}

impl Recording {
    /// The recording that goes on, paused or not.
    pub const fn since(self) -> Option<Timestamp> {
        match self {
            Self::On { since } | Self::Paused { since, .. } => Some(since),
            Self::Off | Self::Failed { .. } => None,
        }
    }

    /// When a pause ends by itself.
    pub const fn resumes_at(self) -> Option<Timestamp> {
        match self {
            Self::Paused { until, .. } => until,
            Self::Off | Self::On { .. } | Self::Failed { .. } => None,
        }
    }
}
