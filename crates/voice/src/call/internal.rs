//! VC30: two members, or one and a phone of ours, and nobody from outside. The caller hears that it rings, then the two hear each
//! other and nobody else (I19).

use acd::{Callee, ExternalLine, InternalHears, InternalLine, MemberId, Wanted};
use media::Source;

use super::arrange::{MUSIC, RING_BACK};
use super::{Call, external_leg};
use crate::agent::Agent;
use crate::line::LineState;

/// The caller has the agent's seat, and a callee who is a member the colleague's.
#[derive(Clone, Copy)]
pub(super) enum Seat {
    Caller,
    Callee,
}

impl Call {
    /// What this one of the two hears; `None` in a call of a customer's.
    pub(super) fn internal_source(&self, seat: Seat) -> Option<Source> {
        if let Some(Wanted::AtPhone { line, caller_hears, .. }) = self.wanted {
            return Some(self.caller_at_phone(line, caller_hears));
        }
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

    /// The phone's line is an outside one, and what it hears too.
    fn caller_at_phone(&self, line: ExternalLine, hears: InternalHears) -> Source {
        let is_up = self.outside.as_ref().is_some_and(|phone| phone.line == LineState::Up);
        let is_held = self.outside.as_ref().is_some_and(|phone| phone.holds);
        match (line, hears) {
            (ExternalLine::Dialling, _) if !is_up => RING_BACK,
            (ExternalLine::Talking | ExternalLine::Warned, InternalHears::Colleague)
                if is_up && is_held =>
            {
                MUSIC
            }
            (ExternalLine::Talking | ExternalLine::Warned, InternalHears::Colleague) if is_up => {
                Source::Leg(external_leg(self.contact))
            }
            // Who answers waits for that to be on disk, which takes no time to speak of.
            _ => Source::Silence,
        }
    }

    /// What is heard at the phone, once somebody has lifted the handset; `None` in every other call.
    pub(super) fn source_at_phone(&self) -> Option<Source> {
        let Some(Wanted::AtPhone { line, phone_hears, .. }) = self.wanted else { return None };
        let caller = self.agent.as_ref().and_then(Agent::voice);
        Some(match (line, phone_hears, caller) {
            (ExternalLine::Dialling, _, _) | (_, InternalHears::Silence, Some(_)) => {
                Source::Silence
            }
            (_, InternalHears::Colleague, Some(voice)) => voice,
            (_, InternalHears::Music, _) | (_, _, None) => MUSIC,
        })
    }

    /// Once the two talk, a caller who was never heard is missing (VC51).
    pub(super) fn miss_caller(&mut self) {
        if let Some(
            Wanted::Internal { line: InternalLine::Talking, .. }
            | Wanted::AtPhone { line: ExternalLine::Talking, .. },
        ) = self.wanted
        {
            self.miss_agent();
        }
    }
}

/// The phone that is called, as a line that is nobody's in the call.
pub(super) const fn phone_of(wanted: Wanted) -> Option<(Callee, ExternalLine)> {
    let Wanted::AtPhone { phone, line, .. } = wanted else { return None };
    Some((Callee::Phone { phone }, line))
}

pub(super) const fn caller_of(wanted: Wanted) -> Option<MemberId> {
    let (Wanted::Internal { caller, .. } | Wanted::AtPhone { caller, .. }) = wanted else {
        return None;
    };
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
