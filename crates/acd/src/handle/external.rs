//! VC13: a call whose agent hands the customer to a line outside, and their way back when nobody there takes them (VC14); from
//! then on the same for a phone of ours (VC12).

use super::Step;
use super::offer::ring;
use super::transfer::RING;
use crate::{
    CallProgressed, ContactId, CustomerId, Destination, DialFailure, EndReason, Event, External,
    ExternalEnd, ExternalMoved, ExternalNews, ExternalStage, ExternalStep, FarEnd, GroupId,
    GroupKind, MemberId, MemberLeft, Millis, NumberId, OfferWhy, Progress, Refused, Tariff,
    Timestamp,
};

/// A talk with a line outside has nobody here who would end it.
pub const EXTERNAL_MAX: Millis = Millis::from_secs(4 * 3600);

impl Step<'_> {
    /// What cannot be handed over stays with the agent, who hears why.
    pub(super) fn transfer_out(
        &mut self,
        member: MemberId,
        contact: ContactId,
        (called, to): (CustomerId, Destination),
    ) -> Result<(), Refused> {
        let talk = self.talk_alone(member, contact)?;
        let through = self.known(contact)?.group().ok_or(Refused::UnknownGroup)?;
        let (group, number, until) = self.line_that_may_call(member, contact, to)?;
        let acw = self.acd.group(through).map(|group| group.acw).unwrap_or_default();
        let at = self.now;
        self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
        let step = ExternalStep::Dialled { by: Some(member), group, number, until };
        self.external_moves(contact, FarEnd::Customer(called), step);
        self.after_call(contact, &talk, acw);
        Ok(())
    }

    /// Who pays, what is shown, and when it is given up unless somebody answers.
    pub(super) fn line_that_may_call(
        &self,
        member: MemberId,
        contact: ContactId,
        to: Destination,
    ) -> Result<(GroupId, NumberId, Timestamp), Refused> {
        let through = self.known(contact)?.group().ok_or(Refused::UnknownGroup)?;
        // VC44: help is called by who needs it, and would be sent to our site.
        if to.tariff == Tariff::Emergency {
            return Err(Refused::NumberNotAllowed);
        }
        let payer = self.group_that_calls(member, through);
        let number = self.number_that_may_call(member, payer, None, to)?;
        Ok((number.group, number.id, self.rings_until(through)))
    }

    /// Where the contact came through this group.
    pub(super) fn rings_until(&self, through: GroupId) -> Timestamp {
        self.now.after(self.acd.group(through).map_or(RING, ring))
    }

    /// The rules and caps that hold: those of the group the call came through, or of the agent's own where it is none of those.
    fn group_that_calls(&self, member: MemberId, through: GroupId) -> Option<GroupId> {
        let own = |group: &GroupId| {
            self.acd.group(*group).is_some_and(|group| {
                group.kind == GroupKind::Voice && group.members.contains_key(&member)
            })
        };
        std::iter::once(through).chain(self.acd.groups_of(member)).find(own)
    }

    /// What no longer fits the line changes nothing.
    pub(super) fn external_told(&mut self, contact: ContactId, news: ExternalNews) {
        if self.internal_line_told(contact, news) {
            return;
        }
        let Some((external, asked)) = self.line_outside(contact) else { return };
        match (news, external.stage) {
            (ExternalNews::Progressed { progress }, ExternalStage::Dialling { .. }) => {
                self.external_progressed(contact, &external, progress);
            }
            (ExternalNews::Answered, ExternalStage::Dialling { .. }) => {
                let until = (!asked).then(|| self.now.after(EXTERNAL_MAX));
                self.external_moves(contact, external.far_end(), ExternalStep::Answered { until });
                self.flow_is_answered(contact);
            }
            (ExternalNews::Failed { why }, ExternalStage::Dialling { .. }) => {
                self.line_is_lost(contact, why.into());
            }
            (ExternalNews::HungUp, ExternalStage::Dialling { .. }) => {
                self.line_is_lost(contact, DialFailure::Rejected.into());
            }
            // VC15: the agent is there still.
            (ExternalNews::HungUp, ExternalStage::Talking { .. }) if asked => {
                self.release_outside(contact, &external, ExternalEnd::HungUp);
            }
            (ExternalNews::HungUp, ExternalStage::Talking { .. }) => {
                self.end(contact, EndReason::TransferredOut);
            }
            (ExternalNews::Lost, _) => self.line_is_lost(contact, ExternalEnd::Lost),
            (
                ExternalNews::Progressed { .. }
                | ExternalNews::Answered
                | ExternalNews::Failed { .. },
                ExternalStage::Talking { .. },
            ) => {}
        }
    }

    fn external_progressed(&mut self, contact: ContactId, external: &External, to: Progress) {
        // VC12: of a phone of ours nobody is told that it rings.
        if external.far_end().phone().is_some() {
            return;
        }
        let ExternalStage::Dialling { progress, .. } = external.stage else { return };
        if progress < Some(to) {
            let (progress, at) = (to, self.now);
            self.record(Event::CallProgressed(CallProgressed { contact, progress, at }));
        }
    }

    /// Whether it was an external line that nobody has answered.
    pub(super) fn external_unanswered(&mut self, contact: ContactId) -> bool {
        let outside = self.line_outside(contact).is_some();
        if outside {
            self.line_is_lost(contact, ExternalEnd::NoAnswer);
        }
        outside
    }

    /// VC15: who asked there has the customer still; else nobody has them.
    pub(super) fn line_is_lost(&mut self, contact: ContactId, why: ExternalEnd) {
        match self.line_outside(contact) {
            Some((line, true)) => self.release_outside(contact, &line, why),
            Some((line, false)) => self.comes_back(contact, &line, why),
            None => {}
        }
    }

    /// First both are told, then the talk is ended.
    pub(super) fn external_limit(&mut self, contact: ContactId) {
        let Some(external) = self.external(contact) else { return };
        match external.stage {
            ExternalStage::Talking { warned: false, .. } => {
                self.external_moves(contact, external.far_end(), ExternalStep::Warned);
            }
            ExternalStage::Talking { warned: true, .. } | ExternalStage::Dialling { .. } => {
                self.end(contact, EndReason::TransferredOut);
            }
        }
    }

    /// VC14: to who handed the customer over, else to the head of the group they came through; their time to wait begins anew.
    pub(super) fn comes_back(&mut self, contact: ContactId, external: &External, why: ExternalEnd) {
        let far_end = external.far_end();
        let why = far_end.words(why);
        self.external_moves(contact, far_end, ExternalStep::Ended { why });
        if self.flow_goes_on(contact) {
            return;
        }
        let queued = self.acd.contact(contact).and_then(|known| known.queued);
        let by = external.by.filter(|by| self.can_ring_in_person(*by));
        match (queued, by) {
            (Some(queued), Some(by)) => {
                let why = match far_end {
                    FarEnd::Customer(called) => OfferWhy::ReturnedOutside { called },
                    FarEnd::Phone(phone) => OfferWhy::ReturnedFromPhone { phone },
                };
                self.offer_in_person(contact, &queued, by, why);
            }
            (Some(queued), None) => {
                let until = self.wait_over(queued.group);
                self.return_until(contact, until);
            }
            (None, _) => self.goes_to_the_numbers_group(contact),
        }
    }

    pub(super) fn external_moves(
        &mut self,
        contact: ContactId,
        far_end: FarEnd,
        step: ExternalStep,
    ) {
        let at = self.now;
        self.record(Event::ExternalMoved(ExternalMoved { contact, far_end, step, at }));
    }

    /// And whether an agent is with it who asks there (VC15).
    pub(super) fn line_outside(&self, contact: ContactId) -> Option<(External, bool)> {
        let call = self.call(contact)?;
        Some((*call.line_outside()?, call.talk().is_some()))
    }

    pub(super) fn external(&self, contact: ContactId) -> Option<External> {
        self.call(contact)?.external().copied()
    }
}
