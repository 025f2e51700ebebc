//! RT06: why this agent got this contact. Kept with the offer, readable at the record.

use serde::{Deserialize, Serialize};

use crate::{Label, MemberId, Strategy};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    pub strategy: Strategy,
    /// The members looked at, the chosen one first; at most [`Decision::CANDIDATES_MAX`].
    pub candidates: Vec<Candidate>,
    /// How many members of the group are not listed.
    pub unlisted: u32,
}

impl Decision {
    pub const CANDIDATES_MAX: usize = 32;
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub member: MemberId,
    pub verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    Chosen,
    /// Could have taken it, but the strategy put the chosen one first.
    Eligible,
    NotRoutable {
        why: NotRoutable,
    },
}

/// Why an agent cannot take a contact now; also shown to the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum NotRoutable {
    /// The label's cell in the table (ST01) says no.
    Label { label: Label },
    /// The browser is not connected.
    NotConnected,
    /// AC06: no microphone.
    NoAudio,
    /// Another offer rings.
    Ringing,
    /// RT01.
    Full { open: u32, max: u32 },
    /// VC03: missed or declined this contact a moment ago.
    HeldBack,
}
