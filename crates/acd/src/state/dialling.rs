//! VC06: a call that a member makes and that nobody has answered yet.

use serde::{Deserialize, Serialize};

use crate::{MemberId, Progress, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialling {
    pub member: MemberId,
    pub since: Timestamp,
    /// When it ends unless it is answered.
    pub until: Timestamp,
    /// Absent before the far end has said anything.
    pub progress: Option<Progress>,
    /// VC51 counts from here once there is a talk.
    pub agent_silent_since: Option<Timestamp>,
}
