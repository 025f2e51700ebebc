//! From the core's layers to a label in words.

use acd::{BreakReason, Chosen, Label};

use crate::ids;
use crate::sight::{BreakWhy, OfflineWhy, Status};

impl Status {
    /// `None` where the reason is nobody's of the cast.
    pub fn shown(
        label: Label,
        break_reason: Option<BreakReason>,
        offline: Option<acd::OfflineWhy>,
    ) -> Option<Self> {
        Some(match label {
            Label::Available => Self::Available,
            Label::Busy => Self::Busy,
            Label::OnBreak => Self::OnBreak(break_why(break_reason?)?),
            Label::InLine => Self::InLine,
            Label::AfterCallWork => Self::AfterCallWork,
            Label::Offline => {
                Self::Offline(offline_why(offline.unwrap_or(acd::OfflineWhy::ByHand)))
            }
        })
    }

    pub fn chosen(chosen: Chosen) -> Option<Self> {
        Some(match chosen {
            Chosen::Available => Self::Available,
            Chosen::Busy => Self::Busy,
            Chosen::OnBreak { reason } => Self::OnBreak(break_why(reason)?),
            Chosen::Offline { why } => Self::Offline(offline_why(why)),
        })
    }
}

fn break_why(reason: BreakReason) -> Option<BreakWhy> {
    match reason {
        BreakReason::Listed { id } => ids::reason(id).map(BreakWhy::Listed),
        BreakReason::MissedCalls => Some(BreakWhy::MissedCalls),
    }
}

const fn offline_why(why: acd::OfflineWhy) -> OfflineWhy {
    match why {
        acd::OfflineWhy::ByHand => OfflineWhy::ByHand,
        acd::OfflineWhy::LoggedOut => OfflineWhy::LoggedOut,
        acd::OfflineWhy::ConnectionLost => OfflineWhy::ConnectionLost,
        acd::OfflineWhy::Unreachable => OfflineWhy::Unreachable,
    }
}
