//! The line outside that the customer of a call is handed to (VC13) or that the agent asks (VC15), or the phone of ours (VC12),
//! and how far it has come.

use acd::{Callee, ExternalLine, Progress};

use crate::line::LineState;
use crate::sound_watch::SoundWatch;

/// A call of ours to somebody who is neither the customer nor a member.
#[derive(Clone, Debug)]
pub(crate) struct Outside {
    pub(crate) line: LineState,
    /// Another one is another line.
    pub(crate) callee: Callee,
    /// What the far end lets who called hear.
    pub(crate) progress: Option<Progress>,
    /// Whether the media leg is open though nobody has answered.
    pub(crate) early_leg: bool,
    pub(crate) sound: SoundWatch,
    /// VC12: whoever is at the phone has put the customer on hold.
    pub(crate) holds: bool,
    /// The tone that says that the talk will be ended, to each of the two.
    pub(crate) customers_tone: Tone,
    pub(crate) far_ends_tone: Tone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    NotDue,
    Plays,
    Over,
}

impl Outside {
    pub(crate) fn calling(callee: Callee) -> Self {
        Self {
            callee,
            line: LineState::Calling,
            progress: None,
            early_leg: false,
            sound: SoundWatch::new(),
            holds: false,
            customers_tone: Tone::NotDue,
            far_ends_tone: Tone::NotDue,
        }
    }

    /// Whether it is a phone of ours.
    pub(crate) const fn is_phone(&self) -> bool {
        matches!(self.callee, Callee::Phone { .. })
    }

    pub(crate) fn has_media_leg(&self) -> bool {
        self.line == LineState::Up || self.line == LineState::Calling && self.early_leg
    }

    /// Both hear the tone once, and only while it is wanted.
    pub(crate) fn heed(&mut self, wanted: ExternalLine) {
        for tone in [&mut self.customers_tone, &mut self.far_ends_tone] {
            *tone = match (wanted, *tone) {
                (ExternalLine::Warned, Tone::NotDue) => Tone::Plays,
                (ExternalLine::Dialling | ExternalLine::Talking, Tone::Plays) => Tone::NotDue,
                (_, unchanged) => unchanged,
            };
        }
    }
}
