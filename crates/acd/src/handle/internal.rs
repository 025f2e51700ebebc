//! VC30: a member calls another, or a SIP phone that is no member's. A member has it as every offer in person; at a phone it rings
//! until somebody lifts the handset. The two talk, and are afterwards what they were.

use super::Step;
use super::contact::TALK_FOR_ACW;
use super::dial::reason;
use super::offer::MEDIA_WITHIN_MIN;
use super::transfer::RING;
use crate::{
    AcwEnd, AcwStarted, AtPhone, ContactEnded, ContactId, DialFailure, EndReason, Event,
    ExternalNews, HoldCuts, Internal, InternalMoved, InternalStage, InternalStep, InternalTarget,
    MemberId, MemberLeft, OfferEnd, OfflineWhy, Refused,
};

impl Step<'_> {
    pub(super) fn call_internally(
        &mut self,
        caller: MemberId,
        contact: ContactId,
        to: InternalTarget,
    ) -> Result<(), Refused> {
        self.may_call_out(caller, false)?;
        let callee = self.called(to)?;
        if let InternalTarget::Member(callee) = callee {
            self.acd.agent(callee).ok_or(Refused::UnknownMember)?;
            if callee == caller || !self.can_ring_in_person(callee) {
                return Err(Refused::TargetUnavailable);
            }
        }
        let taken = self.acd.contact(contact).is_some() || self.acd.internal(contact).is_some();
        if taken || self.acd.end_reason(contact).is_some() {
            return Err(Refused::NotYourContact);
        }
        self.end_acw(caller, AcwEnd::Dialled);
        let (until, at) = (self.now.after(RING), self.now);
        let step = match callee {
            InternalTarget::Member(_) => {
                InternalStep::Dialled { fence: self.acd.next_fence(), until }
            }
            InternalTarget::Phone(_) => InternalStep::Rung { until },
        };
        self.record(Event::InternalMoved(InternalMoved { contact, caller, callee, step, at }));
        Ok(())
    }

    /// A phone that a member takes calls by is that member.
    fn called(&self, to: InternalTarget) -> Result<InternalTarget, Refused> {
        let InternalTarget::Phone(phone) = to else { return Ok(to) };
        match self.acd.at_phone(phone)? {
            AtPhone::Anybody => Ok(to),
            AtPhone::Member(member) => Ok(InternalTarget::Member(member)),
        }
    }

    /// Whether it is about a phone that was called in the house. What no longer fits changes nothing.
    pub(super) fn internal_line_told(&mut self, contact: ContactId, news: ExternalNews) -> bool {
        let Some(call) = self.internal(contact).filter(|call| call.phone().is_some()) else {
            return false;
        };
        let reason = match (news, call.is_talking()) {
            (ExternalNews::Answered, false) => {
                self.internal_moves(contact, InternalStep::Started);
                return true;
            }
            (ExternalNews::Failed { why }, false) => at_phone(why),
            (ExternalNews::HungUp, false) => EndReason::Rejected,
            (ExternalNews::HungUp, true) => EndReason::Answered,
            (ExternalNews::Lost, false) => EndReason::NoLine,
            (ExternalNews::Lost, true) => EndReason::MediaTimeout,
            // Nobody is told that a phone of ours rings.
            (ExternalNews::Progressed { .. }, _)
            | (ExternalNews::Answered | ExternalNews::Failed { .. }, true) => return true,
        };
        self.end_internal(contact, reason, None);
        true
    }

    /// The phone is there no more. In a talk its sound tells.
    pub(super) fn internal_phone_gone(&mut self, contact: ContactId) {
        let rings = |call: &Internal| matches!(call.stage, InternalStage::AtPhone { .. });
        if self.internal(contact).as_ref().is_some_and(rings) {
            self.end_internal(contact, EndReason::NoLine, None);
        }
    }

    /// The callee has accepted.
    pub(super) fn join_internal(&mut self, contact: ContactId, member: MemberId) {
        let within = self.acd.settings().media_within.max(MEDIA_WITHIN_MIN);
        let media_by = self.now.after(within);
        self.end_offer(contact, OfferEnd::Accepted);
        self.end_acw(member, AcwEnd::CallAnswered);
        self.internal_moves(contact, InternalStep::Joined { media_by });
    }

    /// The ring is over, and nobody took the call.
    pub(super) fn internal_not_taken(&mut self, contact: ContactId) {
        let Some(Internal { stage: InternalStage::Rung { end }, .. }) = self.internal(contact)
        else {
            return;
        };
        match end {
            OfferEnd::Declined => self.end_internal(contact, EndReason::Rejected, None),
            OfferEnd::Missed | OfferEnd::Unseen | OfferEnd::AgentGone => {
                self.end_internal(contact, EndReason::NoAnswer, None);
            }
            OfferEnd::Accepted | OfferEnd::Cancelled => {}
        }
    }

    /// Whether it is about an internal call.
    pub(super) fn internal_heard(&mut self, contact: ContactId, member: MemberId) -> bool {
        let Some(call) = self.internal(contact) else { return false };
        let connecting = matches!(call.stage, InternalStage::Connecting { .. });
        if connecting && call.callee.target() == InternalTarget::Member(member) {
            self.internal_moves(contact, InternalStep::Started);
        } else if call.side_of(member).is_some_and(|side| side.silent_since.is_some()) {
            self.internal_moves(contact, InternalStep::Silent { member, since: None });
        }
        true
    }

    /// Whether it is about an internal call. A caller may be lost while it rings; a callee who was never heard has `media_by`.
    pub(super) fn internal_silent(&mut self, contact: ContactId, member: MemberId) -> bool {
        let Some(call) = self.internal(contact) else { return false };
        let counts = call.is_talking() || member == call.caller.member;
        let heard = call.side_of(member).is_some_and(|side| side.silent_since.is_none());
        if counts && heard {
            let since = Some(self.now);
            self.internal_moves(contact, InternalStep::Silent { member, since });
        }
        true
    }

    /// VC51: who is lost does not come back.
    pub(super) fn internal_lost(&mut self, contact: ContactId) {
        let Some(lost) = self.internal(contact).and_then(|call| call.lost(self.now)) else {
            return;
        };
        self.end_internal(contact, EndReason::AgentLost, Some(lost));
        self.offline(lost, OfflineWhy::ConnectionLost);
    }

    pub(super) fn hold_internal(
        &mut self,
        call: &Internal,
        by: MemberId,
        on_hold: bool,
    ) -> Result<(), Refused> {
        let side = call.side_of(by).ok_or(Refused::NotYourContact)?;
        if !call.is_talking() {
            return Err(Refused::NotTalking);
        }
        if side.hold_since.is_some() != on_hold {
            let cuts = if on_hold { self.acd.settings().hold_cuts } else { HoldCuts::OneWay };
            let other_holds =
                call.sides().any(|side| side.member != by && side.hold_since.is_some());
            let step = InternalStep::Held { by, on_hold, cuts, other_holds };
            self.internal_moves(call.id, step);
        }
        Ok(())
    }

    pub(super) fn mute_in_internal(
        &mut self,
        call: &Internal,
        by: MemberId,
        muted: bool,
    ) -> Result<(), Refused> {
        let side = call.side_of(by).ok_or(Refused::NotYourContact)?;
        if !call.is_talking() {
            return Err(Refused::NotTalking);
        }
        if side.muted != muted {
            self.internal_moves(call.id, InternalStep::Muted { by, muted });
        }
        Ok(())
    }

    /// Either one ends it; before the two talk it is called off.
    pub(super) fn hang_up_internal(
        &mut self,
        call: &Internal,
        member: MemberId,
    ) -> Result<(), Refused> {
        call.side_of(member).ok_or(Refused::NotYourContact)?;
        let reason = if call.is_talking() { EndReason::Answered } else { EndReason::Cancelled };
        self.end_internal(call.id, reason, Some(member));
        Ok(())
    }

    /// In whatever state it is. `first`: who left, or was lost, before the other.
    pub(super) fn end_internal(
        &mut self,
        contact: ContactId,
        reason: EndReason,
        first: Option<MemberId>,
    ) {
        self.end_offer(contact, OfferEnd::Cancelled);
        let Some(call) = self.internal(contact) else { return };
        let mut members: Vec<MemberId> = call.inside().collect();
        members.sort_by_key(|member| Some(*member) != first);
        let (at, acw) = (self.now, self.acd.settings().internal_acw);
        for member in members.iter().copied() {
            self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
        }
        self.record(Event::ContactEnded(ContactEnded { contact, reason, at }));
        let works = call.talked(at).is_some_and(|talked| talked >= TALK_FOR_ACW);
        for member in members {
            if works && acw > crate::Millis::ZERO {
                let until = at.after(acw);
                self.record(Event::AcwStarted(AcwStarted { member, contact, until }));
            } else {
                self.after_call_without_work(member);
            }
        }
    }

    pub(super) fn internal(&self, contact: ContactId) -> Option<Internal> {
        self.acd.internal(contact).copied()
    }

    fn internal_moves(&mut self, contact: ContactId, step: InternalStep) {
        let Some(call) = self.internal(contact) else { return };
        let (caller, callee, at) = (call.caller.member, call.callee.target(), self.now);
        self.record(Event::InternalMoved(InternalMoved { contact, caller, callee, step, at }));
    }
}

/// In a phone's own words: no number is wrong where one of ours is called.
const fn at_phone(why: DialFailure) -> EndReason {
    match why {
        DialFailure::InvalidNumber => EndReason::NoLine,
        DialFailure::Busy | DialFailure::NoAnswer | DialFailure::Rejected | DialFailure::NoLine => {
            reason(why)
        }
    }
}
