//! What reaches a run. An answer carries the turn of what it answers: what comes too late is no answer to what is asked now.

use serde::{Deserialize, Serialize};

use crate::{Meaning, Turn};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "kebab-case")]
pub enum Input {
    /// The prompts were played to their end.
    PromptsEnded {
        turn: Turn,
    },
    /// The caller pressed a key. Which one it was stays outside ([`crate::Values::press`]).
    KeyPressed {
        meaning: Meaning,
    },
    /// Whoever keeps the values says which case is met; `None` for no case.
    Chosen {
        turn: Turn,
        case: Option<u8>,
    },
    /// An answer of the 200s came, and what was wanted of it was taken.
    Answered {
        turn: Turn,
    },
    /// Another answer, or none.
    RequestFailed {
        turn: Turn,
    },
    /// The caller of a voicemail has fallen silent, or the recorder has ended.
    RecordingEnded {
        turn: Turn,
    },
    TransferAnswered {
        turn: Turn,
    },
    /// Busy, declined, unreachable, not allowed.
    TransferFailed {
        turn: Turn,
    },
    /// A deadline of [`crate::Run::next_deadline`] has passed.
    DeadlineReached,
    /// VC20: Back.
    TakenBack,
    CustomerHungUp,
}
