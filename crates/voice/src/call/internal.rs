//! VC30: two members and nobody from outside. The caller hears that it rings, then the two hear each other and nobody else (I19).

use acd::{InternalHears, InternalLine, MemberId, Wanted};
use media::Source;

use super::Call;
use super::arrange::{MUSIC, RING_BACK};
use crate::agent::Agent;

/// The caller has the agent's seat, and the callee the colleague's.
#[derive(Clone, Copy)]
pub(super) enum Seat {
    Caller,
    Callee,
}

impl Call {
    /// What this one of the two hears; `None` in a call of a customer's.
    pub(super) fn internal_source(&self, seat: Seat) -> Option<Source> {
        let Some(Wanted::Internal { line, caller_hears, callee_hears, .. }) = self.wanted else {
            return None;
        };
        let (hears, other) = match seat {
            Seat::Caller => (caller_hears, &self.consultant),
            Seat::Callee => (callee_hears, &self.agent),
        };
        Some(match (line, seat) {
            (InternalLine::Ringing { .. }, Seat::Caller) => RING_BACK,
            (InternalLine::Ringing { .. }, Seat::Callee) | (InternalLine::Connecting, _) => {
                Source::Silence
            }
            (InternalLine::Talking, _) => match (hears, other.as_ref().and_then(Agent::voice)) {
                (InternalHears::Colleague, Some(voice)) => voice,
                (InternalHears::Silence, Some(_)) => Source::Silence,
                // A colleague whose sound is gone is replaced by music at once, and the core is told.
                (InternalHears::Music, _) | (_, None) => MUSIC,
            },
        })
    }

    /// Once the two talk, a caller who was never heard is missing (VC51).
    pub(super) fn miss_caller(&mut self) {
        if let Some(Wanted::Internal { line: InternalLine::Talking, .. }) = self.wanted {
            self.miss_agent();
        }
    }
}

pub(super) const fn caller_of(wanted: Wanted) -> Option<MemberId> {
    let Wanted::Internal { caller, .. } = wanted else { return None };
    Some(caller)
}

/// Once they have answered.
pub(super) const fn callee_of(wanted: Wanted) -> Option<MemberId> {
    let Wanted::Internal { callee, line, .. } = wanted else { return None };
    match line {
        InternalLine::Ringing { .. } => None,
        InternalLine::Connecting | InternalLine::Talking => Some(callee),
    }
}
