//! VC15: an agent asks somebody outside in the middle of a talk, or at a SIP phone that is no member's. The line is VC13's (VC12's); who turns to whom, and the ways on, are
//! those of every consult.

use super::Step;
use super::external::EXTERNAL_MAX;
use crate::{
    AtPhone, ConsultEnd, ContactId, CustomerId, Destination, Event, External, ExternalEnd,
    ExternalStep, FarEnd, MemberId, MemberLeft, PhoneId, Refused, Talk,
};

impl Step<'_> {
    /// The customer hears music from now on, and the agent how the call goes.
    pub(super) fn consult_out(
        &mut self,
        member: MemberId,
        contact: ContactId,
        (called, to): (CustomerId, Destination),
    ) -> Result<(), Refused> {
        self.talk_alone(member, contact)?;
        let (group, number, until) = self.line_that_may_call(member, contact, to)?;
        let step = ExternalStep::Asked { by: member, group, number, until };
        self.external_moves(contact, FarEnd::Customer(called), step);
        Ok(())
    }

    /// It rings for the ring time of the group that the contact came through, and costs nobody anything.
    pub(super) fn consult_phone(
        &mut self,
        member: MemberId,
        contact: ContactId,
        phone: PhoneId,
    ) -> Result<(), Refused> {
        self.talk_alone(member, contact)?;
        let through = self.known(contact)?.group().ok_or(Refused::UnknownGroup)?;
        match self.acd.at_phone(phone)? {
            AtPhone::Member(colleague) => return self.consult(member, contact, colleague),
            AtPhone::Anybody => {
                let step =
                    ExternalStep::PhoneAsked { by: member, until: self.rings_until(through) };
                self.external_moves(contact, FarEnd::Phone(phone), step);
            }
        }
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
        let far_end = line.far_end();
        let why = far_end.words(why);
        self.external_moves(contact, far_end, ExternalStep::Released { why });
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
