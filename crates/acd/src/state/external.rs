//! A line outside (VC13) or a phone of ours (VC12): a customer is handed to it, or an agent asks outside first (VC15).

use serde::{Deserialize, Serialize};

use super::Outgoing;
use super::deadline::Timer;
use crate::{
    Callee, ContactId, CustomerId, ExternalLine, FarEnd, GroupId, MemberId, Millis, NumberId,
    PhoneId, Progress, Timestamp, Wanted,
};

/// How long before the end of the talk both are told of it.
const WARNED_BEFORE: Millis = Millis::from_secs(5 * 60);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct External {
    #[serde(flatten)]
    pub route: Route,
    /// Who has handed the customer over, or asks; absent where no member did.
    pub by: Option<MemberId>,
    pub since: Timestamp,
    pub stage: ExternalStage,
}

/// By what way somebody is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Route {
    Trunk {
        /// Whose number is called.
        called: CustomerId,
        /// Who pays (I25).
        group: GroupId,
        /// The number of ours that is shown.
        number: NumberId,
    },
    /// A phone of ours costs nobody anything.
    Phone { phone: PhoneId },
}

impl Route {
    pub const fn callee(self) -> Callee {
        match self {
            Self::Trunk { called: customer, number, .. } => Callee::Customer { customer, number },
            Self::Phone { phone } => Callee::Phone { phone },
        }
    }
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

    pub const fn far_end(&self) -> FarEnd {
        match self.route {
            Route::Trunk { called, .. } => FarEnd::Customer(called),
            Route::Phone { phone } => FarEnd::Phone(phone),
        }
    }

    pub const fn is_phone(&self) -> bool {
        matches!(self.route, Route::Phone { .. })
    }

    /// I25: what it costs its group, if anything.
    pub(crate) const fn outgoing(&self) -> Option<Outgoing> {
        let Route::Trunk { group, .. } = self.route else { return None };
        let answered_at = match self.stage {
            ExternalStage::Dialling { .. } => None,
            ExternalStage::Talking { since, .. } => Some(since),
        };
        Some(Outgoing { group, answered_at })
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
        Wanted::External { callee: self.route.callee(), line }
    }
}
