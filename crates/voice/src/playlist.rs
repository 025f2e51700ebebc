//! The prompts of one turn of a flow, heard one after the other.

use std::collections::VecDeque;

use flow::Turn;
use media::{PromptId, Repeat, Source};

#[derive(Clone, Debug, Default)]
pub(crate) struct Playlist {
    turn: Option<Turn>,
    left: VecDeque<PromptId>,
    /// Each follows the last one again, until the turn is over.
    round: bool,
    /// The number of the first that is left. No two plays of a call have the same.
    play: u32,
}

impl Playlist {
    /// Whether the turn is a new one: what plays already goes on.
    pub(crate) fn begin(&mut self, turn: Turn, prompts: &[flow::PromptId]) -> bool {
        self.begin_sounds(turn, prompts.iter().filter_map(|prompt| sound_of(*prompt)))
    }

    /// The same of one prompt that every installation has.
    pub(crate) fn begin_built_in(&mut self, turn: Turn, prompt: PromptId) -> bool {
        self.begin_sounds(turn, [prompt])
    }

    fn begin_sounds(&mut self, turn: Turn, sounds: impl IntoIterator<Item = PromptId>) -> bool {
        if self.turn == Some(turn) {
            return false;
        }
        self.turn = Some(turn);
        self.round = false;
        self.left = sounds.into_iter().collect();
        self.play = self.play.wrapping_add(1);
        true
    }

    /// The same, over and over: what passes the time of a caller who waits for something else.
    pub(crate) fn begin_round(&mut self, turn: Turn, prompts: &[flow::PromptId]) {
        self.begin(turn, prompts);
        self.round = true;
    }

    pub(crate) fn stop(&mut self) {
        self.turn = None;
        self.left.clear();
    }

    /// That play is over, if it is the one that is heard now.
    pub(crate) fn ended(&mut self, play: u32) {
        if play == self.play
            && let Some(heard) = self.left.pop_front()
        {
            self.play = self.play.wrapping_add(1);
            self.left.extend(Some(heard).filter(|_| self.round));
        }
    }

    /// The turn whose last prompt is over.
    pub(crate) fn over(&self) -> Option<Turn> {
        self.turn.filter(|_| self.left.is_empty() && !self.round)
    }

    pub(crate) fn source(&self) -> Option<Source> {
        let repeat = Repeat::Numbered(self.play);
        self.left.front().map(|id| Source::Prompt { id: *id, repeat })
    }
}

/// Prompts are called by their numbers. One that is not there is not heard.
fn sound_of(prompt: flow::PromptId) -> Option<PromptId> {
    let number = u32::try_from(prompt.0.as_u128()).ok()?;
    Some(PromptId(number)).filter(|id| id.is_built_in() || id.is_own())
}
