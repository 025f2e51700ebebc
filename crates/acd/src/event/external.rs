//! VC13: the customer of a call is handed to a line outside.

use serde::{Deserialize, Serialize};

use crate::{ContactId, CustomerId, DialFailure, GroupId, MemberId, NumberId, Timestamp};

/// One step of the external line of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalMoved {
    pub contact: ContactId,
    /// Whose number is called: a customer as well, so that nothing here holds digits.
    pub called: CustomerId,
    pub step: ExternalStep,
    pub at: Timestamp,
}

/// In the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "external", rename_all = "kebab-case")]
pub enum ExternalStep {
    /// I25: told before anything leaves. The one who hands over leaves the call with it.
    Dialled {
        /// Absent where no member did it.
        by: Option<MemberId>,
        /// Whose rules allow it, and who pays.
        group: GroupId,
        /// The number of ours that is shown.
        number: NumberId,
        /// When it is given up unless somebody answers.
        until: Timestamp,
    },
    /// The two are joined.
    Answered {
        /// When the talk is ended.
        until: Timestamp,
    },
    /// Both have been told that the talk will be ended.
    Warned,
    /// It came to nothing, or the line broke: the customer is here still (VC14).
    Ended { why: ExternalEnd },
}

/// Why an external line is there no more although nobody hung up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExternalEnd {
    Busy,
    NoAnswer,
    Rejected,
    InvalidNumber,
    NoLine,
    /// Its sound is gone.
    Lost,
}

impl ExternalMoved {
    /// Who has handed the customer over with this step.
    pub const fn by(&self) -> Option<MemberId> {
        match self.step {
            ExternalStep::Dialled { by, .. } => by,
            ExternalStep::Answered { .. } | ExternalStep::Warned | ExternalStep::Ended { .. } => {
                None
            }
        }
    }
}

impl From<DialFailure> for ExternalEnd {
    fn from(why: DialFailure) -> Self {
        match why {
            DialFailure::Busy => Self::Busy,
            DialFailure::NoAnswer => Self::NoAnswer,
            DialFailure::Rejected => Self::Rejected,
            DialFailure::InvalidNumber => Self::InvalidNumber,
            DialFailure::NoLine => Self::NoLine,
        }
    }
}
