//! VC30: an internal call, as each of the two sees it.

use acd::{HoldCuts, Internal, InternalStage, InternalTarget, MemberId};
use wire::workspace::{
    CallState, CallView, DialProgress, DialView, Direction, RecordingState, TalkView,
};

use super::View;

impl View<'_> {
    /// The one that this member is in, or that rings for them.
    pub(crate) fn internal_of(&self, member: MemberId) -> Option<CallView> {
        self.internal(self.acd.internal_of(member)?, member)
    }

    /// Nothing for who is neither of the two.
    pub(crate) fn internal(&self, call: &Internal, member: MemberId) -> Option<CallView> {
        let is_caller = member == call.caller.member;
        let (own, other) = if is_caller {
            (&call.caller, call.callee.target())
        } else {
            (call.callee.side()?, InternalTarget::Member(call.caller.member))
        };
        if own.member != member {
            return None;
        }
        let state = match &call.stage {
            InternalStage::Ringing(offer) if is_caller => CallState::Dialling(DialView {
                since: call.since.0,
                until: offer.deadline.0,
                progress: Some(DialProgress::Ringing),
            }),
            InternalStage::Ringing(offer) => CallState::Ringing(self.offer(call.id, offer)),
            InternalStage::AtPhone { until } => CallState::Dialling(DialView {
                since: call.since.0,
                until: until.0,
                progress: Some(DialProgress::Ringing),
            }),
            InternalStage::Rung { .. } => return None,
            InternalStage::Connecting { .. } => CallState::Connecting,
            InternalStage::Talking { since } => CallState::Talking(TalkView {
                since: since.0,
                muted: own.muted,
                hold_since: own.hold_since.map(|at| at.0),
                hold_apart: own.hold_cuts == HoldCuts::BothWays,
                silent_since: own.silent_since.map(|at| at.0),
                ends: None,
            }),
        };
        Some(CallView {
            id: call.id.0,
            direction: Direction::Internal,
            customer: None,
            colleague: other.member().map(|member| self.book.member(member)),
            phone: other.phone().map(|phone| self.book.phone(phone)),
            dialled: String::new(),
            group: None,
            came_by: None,
            arrived: call.since.0,
            state,
            recording: RecordingState::Off,
            recording_resumes: None,
            consult: None,
            consult_over: None,
            consulted_by: None,
            flows: Vec::new(),
            self_service: None,
            survey: None,
            note: None,
        })
    }
}
