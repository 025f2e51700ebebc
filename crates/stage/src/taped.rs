//! What becomes of a recording, as plays see it.

use std::fmt;

use serde::Serialize;

use crate::cast::Customer;

/// What becomes of the sound of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordingSight {
    Begins,
    Paused,
    GoesOn,
    Failed,
    Ends,
}

impl RecordingSight {
    pub(crate) fn say(self, out: &mut fmt::Formatter<'_>, customer: Customer) -> fmt::Result {
        match self {
            Self::Begins => write!(out, "{customer} is recorded"),
            Self::Paused => write!(out, "{customer}'s recording is paused"),
            Self::GoesOn => write!(out, "{customer}'s recording goes on"),
            Self::Failed => write!(out, "{customer}'s recording failed"),
            Self::Ends => write!(out, "{customer}'s recording ends"),
        }
    }
}
