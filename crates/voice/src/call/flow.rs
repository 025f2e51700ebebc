//! VC41: what a flow wants of the customer's ear. Keys need nothing here: whoever keeps the flow hears of every one.

use acd::Fact;
use flow::{Input, Wanted};
use media::{PromptId, Source};

use super::Call;
use super::arrange::MUSIC;

impl Call {
    /// What the flow wants now; `None` outside of one.
    pub(super) fn walk(&mut self, flow: Option<Wanted>) {
        match &flow {
            Some(Wanted::Play { turn, prompts }) => {
                if self.playlist.begin(*turn, prompts) {
                    self.tell_of_prompts();
                }
            }
            // VC42: the tone after which the caller speaks.
            Some(Wanted::Record { turn, .. }) => {
                self.playlist.begin_built_in(*turn, PromptId::BEEP);
            }
            Some(Wanted::Request { turn, prompts, .. }) => {
                self.playlist.begin_round(*turn, prompts);
            }
            Some(
                Wanted::Listen
                | Wanted::Choose { .. }
                | Wanted::Transfer { .. }
                | Wanted::Over { .. },
            )
            | None => self.playlist.stop(),
        }
        self.flow = flow;
    }

    pub(super) fn flow_prompt_ended(&mut self, play: u32) {
        if self.playlist.source().is_some() {
            self.playlist.ended(play);
            if matches!(self.flow, Some(Wanted::Play { .. })) {
                self.tell_of_prompts();
            }
        }
    }

    /// One whose prompts are not there any more has heard them out.
    fn tell_of_prompts(&mut self) {
        if let Some(turn) = self.playlist.over() {
            let (contact, input) = (self.contact, Input::PromptsEnded { turn });
            self.tell(Fact::Flow { contact, input });
        }
    }

    pub(super) fn flow_source(&self) -> Source {
        match &self.flow {
            Some(Wanted::Transfer { .. } | Wanted::Over { .. }) => MUSIC,
            Some(
                Wanted::Play { .. }
                | Wanted::Listen
                | Wanted::Choose { .. }
                | Wanted::Request { .. }
                | Wanted::Record { .. },
            )
            | None => self.playlist.source().unwrap_or(Source::Silence),
        }
    }
}
