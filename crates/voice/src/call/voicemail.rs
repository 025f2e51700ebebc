//! VC42: a tone, and from its end on what the caller says is kept, until the flow goes on.

use acd::{Timestamp, Wanted};
use flow::Turn;

use super::Call;
use crate::action::Action;
use crate::line::LineState;

impl Call {
    /// Before another recording may begin. With the leg it ends by itself.
    pub(super) fn end_words(&mut self) {
        if self.words.is_some() && self.words != self.words_wanted() {
            self.words = None;
            if self.line == LineState::Up {
                self.actions.push(Action::StopRecording);
            }
        }
    }

    /// Once no other one runs.
    pub(super) fn begin_words(&mut self) {
        if self.words.is_none()
            && let Some((turn, since)) = self.words_wanted()
        {
            self.words = Some((turn, since));
            self.actions.push(Action::StartVoicemail { turn, since });
        }
    }

    /// By the flow's turn, and under the name of the moment in which it came to it.
    fn words_wanted(&self) -> Option<(Turn, Timestamp)> {
        let (Some(flow::Wanted::Record { turn, .. }), Some(Wanted::InFlow { stop, .. })) =
            (&self.flow, self.wanted)
        else {
            return None;
        };
        let spoken_after_the_tone = self.playlist.over() == Some(*turn);
        (spoken_after_the_tone && self.line == LineState::Up).then_some((*turn, stop.since))
    }
}
