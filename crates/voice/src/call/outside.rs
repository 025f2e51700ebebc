//! The customer and a line outside (VC13), or a phone of ours (VC12), with no agent between them. Until somebody answers there
//! the customer hears music, or how a call to a number goes; then the two hear each other and nobody else (I19). With an agent
//! there it is VC15's: who hears whom then stands in `consult.rs`. A phone of ours that a member calls (VC30) is such a line with
//! nobody else in the call: `internal.rs` says who hears whom.

use std::time::Instant;

use acd::{
    Callee, ConsultStage, ConsultWith, Consulted, EndReason, ExternalLine, ExternalNews, Fact,
    InternalHears, Progress, Wanted,
};
use media::{Digit, PromptId, Source};
use sip::Cause;

use super::arrange::{MUSIC, RING_BACK, TONE};
use super::internal::phone_of;
use super::{Call, customer_leg, external_leg};
use crate::action::{Action, OutsideAction};
use crate::causes::cause;
use crate::input::LineEvent;
use crate::line::{LineKind, LineState};
use crate::outside::{Outside, Tone};
use crate::sound_watch::{Patience, Verdict};

impl Call {
    /// A line that has come to nothing is not called again: the core says what follows.
    pub(super) fn arrange_outside(&mut self) {
        let wanted = self.outside_wanted().filter(|_| self.line == LineState::Up);
        let is = self.outside.as_ref().map(|outside| outside.callee);
        if is.is_some() && is != wanted.map(|(callee, _)| callee) {
            let reason = match self.wanted {
                Some(Wanted::Ended { reason }) => reason,
                _ => Some(EndReason::Cancelled),
            };
            self.release_outside(cause(reason));
            self.outside = None;
        }
        let Some((callee, line)) = wanted else { return };
        if self.outside.is_none() {
            self.order_outside(OutsideAction::Call { callee });
        }
        self.outside.get_or_insert_with(|| Outside::calling(callee)).heed(line);
        self.listen_outside(line);
    }

    /// Whom to call, as whom, and how far the core has taken it.
    fn outside_wanted(&self) -> Option<(Callee, ExternalLine)> {
        if let Some(Wanted::External { callee, line }) = self.wanted {
            return Some((callee, line));
        }
        let at_phone = self.wanted.and_then(phone_of);
        if at_phone.is_some() {
            return at_phone;
        }
        let consult = self.consulting()?;
        let Consulted::Outside { callee } = consult.who else { return None };
        let line = match consult.stage {
            ConsultStage::Ringing | ConsultStage::Connecting => ExternalLine::Dialling,
            ConsultStage::Talking => ExternalLine::Talking,
        };
        Some((callee, line))
    }

    fn listen_outside(&mut self, line: ExternalLine) {
        let Some(outside) = self.outside.as_ref().filter(|outside| outside.has_media_leg()) else {
            return;
        };
        let at_phone = self.source_at_phone().filter(|_| outside.line == LineState::Up);
        if let Some(source) = at_phone {
            return self.listen(external_leg(self.contact), source);
        }
        let to = match (outside.line, line) {
            _ if outside.far_ends_tone == Tone::Plays => TONE,
            (LineState::Up, _) if self.asks_outside() => self.outside_in_consult(),
            (LineState::Up, ExternalLine::Talking | ExternalLine::Warned) => {
                Source::Leg(customer_leg(self.contact))
            }
            // Who answers waits for that to be on disk, which takes no time to speak of.
            _ => Source::Silence,
        };
        self.listen(external_leg(self.contact), to);
    }

    /// What the customer hears meanwhile.
    pub(super) fn source_outside(&self) -> Source {
        match &self.outside {
            Some(outside) if outside.customers_tone == Tone::Plays => TONE,
            // VC12: nobody there says anything.
            Some(outside) if outside.line == LineState::Up && outside.holds => MUSIC,
            Some(_) | None => self.heard_outside().unwrap_or(MUSIC),
        }
    }

    /// What is heard of it, if anything is: how the call goes, or who is there.
    pub(super) fn heard_outside(&self) -> Option<Source> {
        let outside = self.outside.as_ref()?;
        match (outside.line, outside.progress) {
            (LineState::Up, _) | (LineState::Calling, Some(Progress::EarlyMedia)) => {
                Some(Source::Leg(external_leg(self.contact)))
            }
            (LineState::Calling, Some(Progress::Ringing)) => Some(RING_BACK),
            _ => None,
        }
    }

    pub(super) fn outside_reports(&mut self, event: LineEvent, now: Instant) {
        let Some(outside) = &mut self.outside else { return };
        if outside.line == LineState::Gone {
            return;
        }
        match event {
            LineEvent::Rings => self.outside_progresses(Progress::Ringing),
            LineEvent::EarlyLeg => outside.early_leg = true,
            LineEvent::Failed(why) => self.outside_is_gone(ExternalNews::Failed { why }),
            LineEvent::Answered if outside.line == LineState::Calling => {
                outside.line = LineState::Up;
                outside.sound.answered(now);
                self.tell_of_outside(ExternalNews::Answered);
            }
            LineEvent::HungUp => self.outside_is_gone(ExternalNews::HungUp),
            LineEvent::Broken(_) => self.outside_is_gone(ExternalNews::Lost),
            LineEvent::Probed => outside.sound.probe_answered(now),
            LineEvent::OnHold(holds) => {
                outside.holds = holds;
                if holds {
                    outside.sound.not_awaited(now);
                } else {
                    outside.sound.awaited();
                }
            }
            // What is pressed there is for the customer, who has no use for it.
            LineEvent::Answered
            | LineEvent::Key(_)
            | LineEvent::PageClosed
            | LineEvent::PageOpened => {}
        }
    }

    pub(super) fn outside_sounds(&mut self, event: media::Event, now: Instant) {
        let Some(outside) = &mut self.outside else { return };
        if outside.line == LineState::Gone {
            return;
        }
        match event {
            media::Event::Flowing { .. } => {
                outside.sound.flows();
                self.outside_progresses(Progress::EarlyMedia);
            }
            media::Event::Quiet { .. } => {
                let verdict = outside.sound.quiet(now);
                self.judge_outside(verdict);
            }
            media::Event::PromptEnded { prompt: PromptId::BEEP, .. } => {
                outside.far_ends_tone = Tone::Over;
            }
            media::Event::Closed { .. } => {
                self.hearing.forget(external_leg(self.contact));
                outside.line = LineState::Gone;
                outside.sound.over();
                self.order_outside(OutsideAction::HangUp(cause(Some(EndReason::MediaTimeout))));
                self.tell_of_outside(ExternalNews::Lost);
            }
            media::Event::Connected { .. }
            | media::Event::PromptEnded { .. }
            | media::Event::Digit { .. }
            | media::Event::CodecWanted { .. }
            | media::Event::Strained { .. }
            | media::Event::Eased { .. } => {}
        }
    }

    /// The tone has told the customer that the talk will be ended.
    pub(super) fn customer_is_warned(&mut self) {
        if let Some(outside) = &mut self.outside {
            outside.customers_tone = Tone::Over;
        }
    }

    /// With a line outside and no agent keys are meant for it alone: nothing here keeps them. Whether that is so.
    pub(super) fn key_goes_outside(&mut self, digit: Digit) -> bool {
        let asks = self.asks_outside();
        let Some(outside) = self.outside.as_ref().filter(|_| !asks) else { return false };
        if outside.line == LineState::Up {
            self.order_outside(OutsideAction::SendKey(digit));
        }
        true
    }

    pub(super) fn outside_deadline(&self) -> Option<Instant> {
        self.outside.as_ref()?.sound.deadline(self.outside_patience())
    }

    pub(super) fn expire_outside(&mut self, now: Instant) {
        let patience = self.outside_patience();
        let Some(outside) = &mut self.outside else { return };
        let verdict = outside.sound.expire(LineKind::Trunk, patience, now);
        self.judge_outside(verdict);
    }

    /// Who hears music, or lets the other hear it, may have nothing to send.
    fn outside_patience(&self) -> Patience {
        let phone_hears_music =
            matches!(self.wanted, Some(Wanted::AtPhone { phone_hears: InternalHears::Music, .. }));
        let holds = self.outside.as_ref().is_some_and(|outside| outside.holds);
        if phone_hears_music || holds {
            return Patience::OnHold;
        }
        match self.consulting().map(|consult| consult.with) {
            Some(ConsultWith::Customer) => Patience::OnHold,
            Some(ConsultWith::Consultant | ConsultWith::All) | None => Patience::Talking,
        }
    }

    fn judge_outside(&mut self, verdict: Option<Verdict>) {
        match verdict {
            Some(Verdict::Probe) => self.order_outside(OutsideAction::Probe),
            Some(Verdict::Dead | Verdict::Left) => {
                self.release_outside(cause(Some(EndReason::MediaTimeout)));
                self.tell_of_outside(ExternalNews::Lost);
            }
            None => {}
        }
    }

    /// Only ever further on. How a phone of ours rings is nobody's news (VC12).
    fn outside_progresses(&mut self, progress: Progress) {
        let Some(outside) = self.outside.as_mut().filter(|outside| !outside.is_phone()) else {
            return;
        };
        if outside.line == LineState::Calling && outside.progress < Some(progress) {
            outside.progress = Some(progress);
            self.tell_of_outside(ExternalNews::Progressed { progress });
        }
    }

    /// The far end or the channel has ended it; only its sound is left to release.
    fn outside_is_gone(&mut self, news: ExternalNews) {
        self.close_outside();
        self.tell_of_outside(news);
    }

    fn release_outside(&mut self, cause: Cause) {
        if self.has_line_outside() {
            self.order_outside(OutsideAction::HangUp(cause));
            self.close_outside();
        }
    }

    fn close_outside(&mut self) {
        let Some(outside) = &mut self.outside else { return };
        if outside.has_media_leg() {
            self.hearing.forget(external_leg(self.contact));
            self.actions.push(Action::Outside(OutsideAction::CloseLeg));
        }
        outside.line = LineState::Gone;
        outside.sound.over();
    }

    fn order_outside(&mut self, action: OutsideAction) {
        self.actions.push(Action::Outside(action));
    }

    fn tell_of_outside(&mut self, news: ExternalNews) {
        self.tell(Fact::External { contact: self.contact, news });
    }
}
