//! What the call is told: by the customer's channel, by the media plane, about the agent's phone.

use std::time::Instant;

use acd::{CallFault, Fact, MemberId, Progress, Wanted};
use media::{Digit, LegId, PromptId};

use super::{Call, customer_leg, external_leg};
use crate::action::Action;
use crate::agent::Agent;
use crate::input::LineEvent;
use crate::keypad::Way;
use crate::line::LineState;

impl Call {
    pub(super) fn line_reports(&mut self, event: LineEvent, now: Instant) {
        if self.line == LineState::Gone {
            return;
        }
        match event {
            LineEvent::Rings => self.progresses(Progress::Ringing),
            LineEvent::EarlyLeg => self.early_leg = true,
            LineEvent::Failed(why) => {
                self.line_is_gone(Some(Fact::CallFailed { contact: self.contact, why }));
            }
            LineEvent::Answered => self.answered(now),
            LineEvent::HungUp => self.line_is_gone(Some(self.hung_up())),
            LineEvent::Broken(fault) => self.line_is_gone(Some(self.broke(fault))),
            LineEvent::Probed => self.customer_sound.probe_answered(now),
            // No customer's line says so.
            LineEvent::OnHold(_) => {}
            LineEvent::PageClosed => self.customer_sound.page_closed(now),
            LineEvent::PageOpened => self.customer_sound.page_opened(),
            LineEvent::Key(digit) => self.key_pressed(digit, Way::Info, now),
        }
    }

    pub(super) fn media_reports(&mut self, event: media::Event, now: Instant) {
        let (media::Event::Connected { leg }
        | media::Event::Flowing { leg }
        | media::Event::PromptEnded { leg, .. }
        | media::Event::Digit { leg, .. }
        | media::Event::CodecWanted { leg, .. }
        | media::Event::Quiet { leg }
        | media::Event::Strained { leg, .. }
        | media::Event::Eased { leg, .. }
        | media::Event::Closed { leg, .. }) = event;
        if leg == customer_leg(self.contact) {
            self.customer_reports(event, now);
        } else if leg == external_leg(self.contact) {
            self.outside_sounds(event, now);
        } else {
            self.member_reports(leg, event, now);
        }
    }

    fn customer_reports(&mut self, event: media::Event, now: Instant) {
        if self.line == LineState::Gone {
            return;
        }
        match event {
            media::Event::Connected { .. } if self.line == LineState::Calling => {}
            media::Event::Connected { .. } => self.answered(now),
            media::Event::Flowing { .. } => {
                self.customer_sound.flows();
                // RFC 3960 §3.2: the far end's own sound comes before a tone of ours, once it is there.
                self.progresses(Progress::EarlyMedia);
            }
            media::Event::Quiet { .. } => {
                let verdict = self.customer_sound.quiet(now);
                self.judge(verdict);
            }
            media::Event::PromptEnded { prompt, play, .. } => {
                let contact = self.contact;
                match (self.wanted, prompt) {
                    (Some(Wanted::Greeting), PromptId::GREETING) => {
                        self.tell(Fact::GreetingEnded { contact });
                    }
                    (Some(Wanted::Notice), PromptId::NOTICE) => {
                        self.tell(Fact::NoticeEnded { contact });
                    }
                    (Some(Wanted::External { .. }), PromptId::BEEP) => self.customer_is_warned(),
                    _ => self.flow_prompt_ended(play),
                }
            }
            media::Event::Closed { why, .. } => {
                let fact = match why {
                    media::CloseReason::ClosedByPeer => self.hung_up(),
                    media::CloseReason::NeverConnected
                    | media::CloseReason::Lost
                    | media::CloseReason::HandshakeFailed => self.broke(CallFault::MediaTimeout),
                };
                self.leg_is_lost();
                self.tell(fact);
            }
            media::Event::Digit { digit, .. } => self.key_pressed(digit, Way::Sound, now),
            // VC53 is for whoever keeps it, and changes no call.
            media::Event::CodecWanted { .. }
            | media::Event::Strained { .. }
            | media::Event::Eased { .. } => {}
        }
    }

    /// VC06: only ever further on.
    fn progresses(&mut self, progress: Progress) {
        if self.line == LineState::Calling && self.progress < Some(progress) {
            self.progress = Some(progress);
            self.tell(Fact::CallProgressed { contact: self.contact, progress });
        }
    }

    fn key_pressed(&mut self, digit: Digit, way: Way, now: Instant) {
        // Before the call is answered there is nothing that a key could be pressed for.
        if self.line == LineState::Up
            && self.keypad.press(digit, way, now)
            && !self.key_goes_outside(digit)
        {
            self.actions.push(Action::Key(digit));
        }
    }

    fn member_reports(&mut self, leg: LegId, event: media::Event, now: Instant) {
        let seats = [&mut self.agent, &mut self.consultant].into_iter().flatten();
        let Some(inside) = seats.into_iter().find(|inside| inside.leg == Some(leg)) else { return };
        let news = match event {
            media::Event::Flowing { .. } => inside.flows(),
            media::Event::Quiet { .. } => inside.falls_silent(),
            media::Event::Closed { leg, .. } => {
                self.hearing.forget(leg);
                inside.moves_to(None, now);
                None
            }
            media::Event::PromptEnded { prompt: PromptId::BEEP, .. } => {
                inside.tone_ended();
                None
            }
            media::Event::Connected { .. }
            | media::Event::PromptEnded { .. }
            | media::Event::Digit { .. }
            | media::Event::CodecWanted { .. }
            | media::Event::Strained { .. }
            | media::Event::Eased { .. } => None,
        };
        let fact = news.map(|news| news.of(self.contact, inside.member));
        if let Some(fact) = fact {
            self.tell(fact);
        }
    }

    pub(super) fn phone_changes(&mut self, member: MemberId, leg: Option<LegId>, now: Instant) {
        for seat in [Seat::Agent, Seat::Consultant] {
            let inside = *self.seat_of(seat);
            let moved = inside.filter(|inside| inside.member == member && inside.leg != leg);
            if let Some(mut inside) = moved {
                self.phone_moves(&mut inside, leg, now);
                *self.seat_of(seat) = Some(inside);
            }
        }
    }

    const fn seat_of(&mut self, seat: Seat) -> &mut Option<Agent> {
        match seat {
            Seat::Agent => &mut self.agent,
            Seat::Consultant => &mut self.consultant,
        }
    }
}

#[derive(Clone, Copy)]
enum Seat {
    Agent,
    Consultant,
}
