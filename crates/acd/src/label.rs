//! ST01's table: the label that people see, derived from the layers, and what each label allows.

use serde::{Deserialize, Serialize};

use crate::{BreakReason, Chosen, Engagement, Label};

impl Label {
    /// The label is a function of the two layers and is never a choice itself.
    pub const fn of(chosen: Chosen, engagement: Engagement) -> Self {
        match (engagement, chosen) {
            (Engagement::OnCall, _) => Self::InLine,
            (Engagement::AfterCallWork, _) => Self::AfterCallWork,
            (Engagement::Free | Engagement::Ringing, Chosen::Available) => Self::Available,
            (Engagement::Free | Engagement::Ringing, Chosen::Busy) => Self::Busy,
            (Engagement::Free | Engagement::Ringing, Chosen::OnBreak { .. }) => Self::OnBreak,
            (Engagement::Free | Engagement::Ringing, Chosen::Offline { .. }) => Self::Offline,
        }
    }

    /// This label's row of the table.
    pub const fn permissions(self) -> &'static Permissions {
        &PERMISSIONS[self as usize]
    }
}

impl Chosen {
    /// Why on break, if on break.
    pub const fn break_reason(self) -> Option<BreakReason> {
        match self {
            Self::OnBreak { reason } => Some(reason),
            Self::Available | Self::Busy | Self::Offline { .. } => None,
        }
    }

    pub const fn is_offline(self) -> bool {
        matches!(self, Self::Offline { .. })
    }
}

/// One row of ST01's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Permissions {
    pub label: Label,
    pub queue_calls: Allowed,
    pub queue_sessions: Allowed,
    /// An internal call, or a call transferred to this agent.
    pub calls_in: Allowed,
    /// A session transferred to this agent.
    pub sessions_in: Allowed,
    /// An outbound or internal call by this agent.
    pub calls_out: Allowed,
    pub left: Left,
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Allowed {
    Yes,
    UpToCapacity,
    No,
}

/// How a person leaves a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Left {
    ByHand,
    /// ST05: a choice is kept as the next status.
    ByReserving,
    /// ST08: the two buttons, or a status choice.
    ByButtonOrChoice,
    /// ST09.
    ByOnline,
}

/// In the order of [`Label`].
pub const PERMISSIONS: [Permissions; 6] = {
    use Allowed::{No, UpToCapacity as Fits, Yes};
    use Left::{ByButtonOrChoice, ByHand, ByOnline, ByReserving};
    [
        //                        queue       transferred in
        //                    calls  sess.    calls  sess.   dial
        row(Label::Available, [Yes, Fits], [Yes, Fits], Yes, ByHand),
        row(Label::Busy, [No, No], [Yes, Fits], Yes, ByHand),
        row(Label::OnBreak, [No, No], [No, Fits], Yes, ByHand),
        row(Label::InLine, [No, No], [No, Fits], No, ByReserving),
        row(Label::AfterCallWork, [No, No], [Yes, Fits], Yes, ByButtonOrChoice),
        row(Label::Offline, [No, No], [No, No], No, ByOnline),
    ]
};

const fn row(
    label: Label,
    queue: [Allowed; 2],
    transferred: [Allowed; 2],
    calls_out: Allowed,
    left: Left,
) -> Permissions {
    let [queue_calls, queue_sessions] = queue;
    let [calls_in, sessions_in] = transferred;
    Permissions { label, queue_calls, queue_sessions, calls_in, sessions_in, calls_out, left }
}
