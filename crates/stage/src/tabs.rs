//! VC52: several tabs of one agent: one has the voice, the others mirror it and can take it.

use serde::Serialize;

/// What an agent does with tabs. A play has two of them at most: the one with the voice, and the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabAct {
    /// It mirrors.
    OpensAnother,
    /// To the tab that does not have it.
    TakesVoiceThere,
    ClosesWithVoice,
    ClosesWithoutVoice,
}
