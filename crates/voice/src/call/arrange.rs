//! What the legs do: a function of what is wanted and of who is there.

use acd::{
    ConsultWith, Consulting, CustomerHears, MemberId, Progress, Recording, Timestamp, Wanted,
};
use flow::Listening;
use media::{LegId, PromptId, Repeat, Source};

use super::internal::Seat;
use super::{Call, customer_leg, external_leg};
use crate::action::Action;
use crate::causes::{cause, rejection};
use crate::line::{LineKind, LineState};

pub(super) const MUSIC: Source = Source::Prompt { id: PromptId::MUSIC, repeat: Repeat::Loop };
/// VC04.
pub(super) const TONE: Source = Source::Prompt { id: PromptId::BEEP, repeat: Repeat::Once };
pub(super) const RING_BACK: Source =
    Source::Prompt { id: PromptId::RING_BACK, repeat: Repeat::Loop };
const NOTICE: Source = Source::Prompt { id: PromptId::NOTICE, repeat: Repeat::Once };
const GREETING: Source = Source::Prompt { id: PromptId::GREETING, repeat: Repeat::Once };

impl Call {
    /// Makes the legs do what is wanted now. Where nothing differs, nothing is done.
    pub(super) fn converge(&mut self) {
        match self.wanted {
            Some(Wanted::Ended { reason }) => self.release(rejection(reason), cause(reason)),
            Some(_) if self.line == LineState::Incoming => {
                self.line = LineState::Answering;
                self.actions.push(Action::Answer);
            }
            Some(_) | None => {}
        }
        self.end_words();
        self.arrange_recording();
        self.arrange_outside();
        self.begin_words();
        self.arrange_members();
        if self.line == LineState::Up && self.kind != LineKind::Nobody {
            self.listen(customer_leg(self.contact), self.customer_source());
        }
    }

    /// VC40. With the leg its recording ends by itself.
    fn arrange_recording(&mut self) {
        if self.line != LineState::Up {
            self.recorded = None;
            return;
        }
        let wanted = match self.wanted {
            Some(Wanted::Talking { member, recording, .. }) => Some((member, recording)),
            _ => None,
        };
        let before = std::mem::replace(&mut self.recorded, wanted);
        let (old, new) = (name(before), name(wanted));
        if old.is_some() && old != new {
            self.actions.push(Action::StopRecording);
        }
        if let Some((member, since)) = new.filter(|_| old != new) {
            self.actions.push(Action::StartRecording { member, since });
        }
        let was_paused = old == new && is_paused(before);
        match (was_paused, is_paused(wanted)) {
            (false, true) => self.actions.push(Action::PauseRecording),
            (true, false) if new.is_some() => self.actions.push(Action::ResumeRecording),
            (true | false, false) | (true, true) => {}
        }
    }

    /// Nobody but the agent and a colleague who is asked may hear the customer, and only in a talk or on the way to one (I19).
    fn arrange_members(&mut self) {
        let leg = self.agent.and_then(|agent| agent.leg);
        let asked = self.consultant.and_then(|consultant| consultant.leg);
        let outside = self.outside.as_ref().map(|_| external_leg(self.contact));
        let inside = [Some(customer_leg(self.contact)), leg, asked, outside];
        for other in self.hearing.others_than(inside) {
            self.listen(other, Source::Silence);
            self.hearing.forget(other);
        }
        if let Some(leg) = leg {
            self.listen(leg, self.agent_source());
        }
        if let Some(leg) = asked {
            self.listen(leg, self.consultant_source());
        }
    }

    fn consultant_source(&self) -> Source {
        if let Some(source) = self.internal_source(Seat::Callee) {
            return source;
        }
        match self.consulting() {
            Some(consult) if self.line == LineState::Up => self.consultant_in_consult(consult),
            _ => Source::Silence,
        }
    }

    fn agent_source(&self) -> Source {
        if let Some(source) = self.internal_source(Seat::Caller) {
            return source;
        }
        if let (LineState::Up, Some(consult)) = (self.line, self.consulting()) {
            return self.agent_in_consult(consult);
        }
        let customer = Source::Leg(customer_leg(self.contact));
        let tone = self.agent.is_some_and(|agent| agent.hears_tone());
        let talking = self.is_heard_by_agent();
        let dialling = matches!(self.wanted, Some(Wanted::Dialling { .. }));
        match (self.line, self.progress) {
            (LineState::Up, _) if tone => TONE,
            (LineState::Up, _) if talking || dialling => customer,
            (LineState::Calling, Some(Progress::EarlyMedia)) if dialling => customer,
            (LineState::Calling, Some(Progress::Ringing)) if dialling => RING_BACK,
            _ => Source::Silence,
        }
    }

    /// VC20: who is in a flow in the middle of a talk is heard there only where the flow allows it.
    fn is_heard_by_agent(&self) -> bool {
        match self.wanted {
            Some(Wanted::Talking { self_service: Some(aside), .. }) => {
                aside.listening == Listening::Agent
            }
            Some(Wanted::Talking { customer_hears: CustomerHears::MusicApart, .. }) => false,
            Some(Wanted::Talking { self_service: None, .. }) => true,
            _ => false,
        }
    }

    /// What the customer hears. An agent whose sound is gone is replaced by music at once, and the core is told.
    fn customer_source(&self) -> Source {
        match self.wanted {
            Some(Wanted::Greeting) => GREETING,
            Some(Wanted::Notice) => NOTICE,
            Some(
                Wanted::InFlow { .. } | Wanted::Talking { customer_hears: CustomerHears::Flow, .. },
            ) => self.flow_source(),
            Some(Wanted::Talking {
                customer_hears,
                consult: Some(consult @ Consulting { with: ConsultWith::All, .. }),
                ..
            }) => self.customer_among_both(customer_hears, consult),
            Some(Wanted::Talking { customer_hears, .. }) => {
                let agent = self.agent.and_then(|agent| agent.voice());
                match (customer_hears, agent) {
                    (CustomerHears::Agent, Some(voice)) => voice,
                    (CustomerHears::Silence, Some(_)) => Source::Silence,
                    (CustomerHears::Music | CustomerHears::MusicApart | CustomerHears::Flow, _)
                    | (_, None) => MUSIC,
                }
            }
            Some(Wanted::External { .. }) => self.source_outside(),
            Some(Wanted::Waiting | Wanted::Ringing { .. } | Wanted::Connecting { .. }) => MUSIC,
            // Who answers waits for the talk to be on disk, which takes no time to speak of.
            Some(
                Wanted::Dialling { .. }
                | Wanted::Internal { .. }
                | Wanted::AtPhone { .. }
                | Wanted::Ended { .. },
            )
            | None => Source::Silence,
        }
    }

    pub(super) fn listen(&mut self, leg: LegId, to: Source) {
        let order = self.hearing.listen(leg, to);
        self.actions.extend(order);
    }
}

/// Which recording is meant, if something is recorded.
fn name(recorded: Option<(MemberId, Recording)>) -> Option<(MemberId, Timestamp)> {
    let (member, recording) = recorded?;
    Some((member, recording.since()?))
}

const fn is_paused(recorded: Option<(MemberId, Recording)>) -> bool {
    matches!(recorded, Some((_, Recording::Paused { .. })))
}
