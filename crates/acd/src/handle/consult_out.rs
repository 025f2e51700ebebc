//! VC15: an agent asks somebody outside in the middle of a talk. The line is VC13's; who turns to whom, and the ways on, are
//! those of every consult.

use super::Step;
use super::consult::refuse_in_consult;
use super::external::EXTERNAL_MAX;
use crate::{
    ConsultEnd, ContactId, CustomerId, Destination, Event, External, ExternalEnd, ExternalStep,
    FarEnd, MemberId, MemberLeft, Refused, Talk,
};

impl Step<'_> {
    /// The customer hears music from now on, and the agent how the call goes.
    pub(super) fn consult_out(
        &mut self,
        member: MemberId,
        contact: ContactId,
        (called, to): (CustomerId, Destination),
    ) -> Result<(), Refused> {
        let talk = self.talk_of(member, contact)?;
        refuse_in_consult(&talk)?;
        Self::not_in_flow(&talk)?;
        let (group, number, until) = self.line_that_may_call(member, contact, to)?;
        let step = ExternalStep::Asked { by: member, group, number, until };
        self.external_moves(contact, FarEnd::Customer(called), step);
        Ok(())
    }

    /// The agent leaves. Who has not answered yet is called on, and what becomes of it is VC13's and VC14's.
    pub(super) fn leave_to_outside(&mut self, contact: ContactId, talk: &Talk, line: External) {
        let (member, at) = (talk.member, self.now);
        self.record(Event::MemberLeft(MemberLeft { contact, member, at }));
        let line = line.left_alone(at.after(EXTERNAL_MAX));
        self.external_moves(contact, line.far_end(), ExternalStep::Completed { line });
    }

    /// The agent goes on without it.
    pub(super) fn release_outside(
        &mut self,
        contact: ContactId,
        line: &External,
        why: ExternalEnd,
    ) {
        self.external_moves(contact, line.far_end(), ExternalStep::Released { why });
        if why != ExternalEnd::CallOver {
            self.keep_again(contact);
        }
    }

    /// F34: the agent is lost. Who is in a three-way already has the customer from now on; nobody else outside is left alone
    /// with one.
    pub(super) fn outside_takes_over(
        &mut self,
        contact: ContactId,
        talk: &Talk,
        line: &External,
    ) -> bool {
        let joined = line.is_answered() && talk.is_three_way_outside();
        if joined {
            self.leave_to_outside(contact, talk, *line);
        } else {
            self.release_outside(contact, line, ExternalEnd::Cancelled);
        }
        joined
    }
}

/// Whoever ends a consult says it in the same words, whoever was asked.
pub(super) const fn released(why: ConsultEnd) -> ExternalEnd {
    match why {
        ConsultEnd::CallOver => ExternalEnd::CallOver,
        ConsultEnd::Declined
        | ConsultEnd::NoAnswer
        | ConsultEnd::Unreachable
        | ConsultEnd::Left
        | ConsultEnd::Cancelled => ExternalEnd::Cancelled,
    }
}
