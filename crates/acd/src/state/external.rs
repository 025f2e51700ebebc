//! VC13, VC15: a line outside: a customer is handed to it, or an agent asks there first.

use serde::{Deserialize, Serialize};

use super::Outgoing;
use super::deadline::Timer;
use crate::{
    ContactId, CustomerId, ExternalLine, GroupId, MemberId, Millis, NumberId, Progress, Timestamp,
    Wanted,
};

/// How long before the end of the talk both are told of it.
const WARNED_BEFORE: Millis = Millis::from_secs(5 * 60);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct External {
    /// Whose number is called.
    pub called: CustomerId,
    /// Who has handed the customer over, or asks; absent where no member did.
    pub by: Option<MemberId>,
    /// Who pays (I25).
    pub group: GroupId,
    /// The number of ours that is shown.
    pub number: NumberId,
    pub since: Timestamp,
    pub stage: ExternalStage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum ExternalStage {
    Dialling {
        /// When it is given up unless somebody answers.
        until: Timestamp,
        /// Absent before the far end has said anything.
        progress: Option<Progress>,
    },
    /// It has answered.
    Talking {
        since: Timestamp,
        /// When the talk is ended; absent while an agent is there who would end it.
        until: Option<Timestamp>,
        /// Both have been told so.
        warned: bool,
    },
}

impl External {
    pub const fn is_answered(&self) -> bool {
        matches!(self.stage, ExternalStage::Talking { .. })
    }

    /// I25: what it costs its group.
    pub(crate) const fn outgoing(&self) -> Outgoing {
        let answered_at = match self.stage {
            ExternalStage::Dialling { .. } => None,
            ExternalStage::Talking { since, .. } => Some(since),
        };
        Outgoing { group: self.group, answered_at }
    }

    pub(super) const fn deadline(&self, contact: ContactId) -> Option<(Timestamp, Timer)> {
        match self.stage {
            ExternalStage::Dialling { until, .. } => Some((until, Timer::NoAnswer { contact })),
            ExternalStage::Talking { until: None, .. } => None,
            ExternalStage::Talking { until: Some(until), warned: true, .. } => {
                Some((until, Timer::Limit { contact }))
            }
            ExternalStage::Talking { until: Some(until), warned: false, .. } => {
                let at = Timestamp(until.0.saturating_sub(WARNED_BEFORE.0));
                Some((at, Timer::Limit { contact }))
            }
        }
    }

    /// VC15: as it goes on without the agent who asked.
    pub(crate) const fn left_alone(self, until: Timestamp) -> Self {
        let stage = match self.stage {
            ExternalStage::Talking { since, .. } => {
                ExternalStage::Talking { since, until: Some(until), warned: false }
            }
            ExternalStage::Dialling { .. } => self.stage,
        };
        Self { stage, ..self }
    }

    pub(super) const fn wanted(&self) -> Wanted {
        let line = match self.stage {
            ExternalStage::Dialling { .. } => ExternalLine::Dialling,
            ExternalStage::Talking { warned: false, .. } => ExternalLine::Talking,
            ExternalStage::Talking { warned: true, .. } => ExternalLine::Warned,
        };
        Wanted::External { called: self.called, number: self.number, line }
    }
}
