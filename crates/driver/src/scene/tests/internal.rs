//! VC30: the law of the pictures on days on which members call each other and a phone. They are days of their own, because those
//! that the screens fold are kept.

use acd::{By, Command, ExternalNews, Fact, InternalStage, InternalTarget, MemberId};
use proptest::prelude::*;

use super::day::Day;
use super::day_of;
use super::moves::{Move, What, commits};
use crate::world::{MEMBERS, member, phone};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn vc30_the_folded_picture_of_an_internal_call_is_the_fresh_one(commits in commits()) {
        let among_colleagues = |step: Move| {
            let what = if step.pick.is_multiple_of(3) { What::Internal } else { step.what };
            Move { what, ..step }
        };
        let commits = commits.into_iter();
        day_of(commits.map(|commit| commit.into_iter().map(among_colleagues).collect()).collect());
    }
}

impl Day {
    /// A new call, or something in the one that is there.
    pub(super) fn internal(&mut self, pick: usize, by: u8) {
        let calls: Vec<_> = self.scene.acd.internals().copied().collect();
        let call = pick.checked_rem(calls.len()).and_then(|nth| calls.get(nth)).copied();
        let Some(call) = call.filter(|_| !by.is_multiple_of(7)) else {
            return self.call_a_colleague(pick, by);
        };
        let contact = call.id;
        let news = match (call.callee.target(), by % 8) {
            (InternalTarget::Phone(_), 0..=4) => Some(ExternalNews::Answered),
            (InternalTarget::Phone(_), 5) => Some(ExternalNews::HungUp),
            _ => None,
        };
        if let Some(news) = news.filter(|_| !call.is_talking()) {
            return self.fact(Fact::External { contact, news });
        }
        let callee = call.callee.target().member().unwrap_or(call.caller.member);
        let one = if by.is_multiple_of(2) { call.caller.member } else { callee };
        let command = match (call.stage, by % 8) {
            (InternalStage::Ringing(offer), 0..=4) => {
                return self.of(callee, Command::Accept { contact, fence: offer.fence });
            }
            (InternalStage::Ringing(offer), 5) => {
                return self.of(callee, Command::Decline { contact, fence: offer.fence });
            }
            (InternalStage::Connecting { .. }, 0..=5) => {
                return self.fact(Fact::AgentHeard { contact, member: callee });
            }
            (_, 0) => Command::Hold { contact },
            (_, 1) => Command::CancelHold { contact },
            (_, 2) => Command::Mute { contact },
            (_, 3) => Command::Unmute { contact },
            (_, 4) => return self.fact(Fact::AgentSilent { contact, member: one }),
            (_, 5) => return self.fact(Fact::AgentHeard { contact, member: one }),
            _ => Command::HangUp { contact },
        };
        self.of(one, command);
    }

    fn call_a_colleague(&mut self, pick: usize, by: u8) {
        let free = |other: &MemberId| self.scene.acd.why_not_in_person(*other).is_none();
        let mut free = (1..=MEMBERS).map(member).filter(free);
        let Some((caller, callee)) = free.next().zip(free.next()) else { return };
        let to = if by.is_multiple_of(2) {
            InternalTarget::Member(callee)
        } else {
            InternalTarget::Phone(phone())
        };
        let contact = self.fresh(pick);
        let caller = if by.is_multiple_of(5) { callee } else { caller };
        self.of(caller, Command::CallInternally { contact, to });
    }

    fn of(&mut self, member: MemberId, command: Command) {
        self.command(By::Member(member), command);
    }
}
