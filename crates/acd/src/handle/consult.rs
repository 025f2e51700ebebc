//! VC15: an agent asks a colleague in the middle of a talk, or somebody outside or at a phone of ours (`consult_out.rs`), turns
//! to the one or the other, brings all three together, and hands the call over or goes on alone.

use super::Step;
use super::consult_out::released;
use crate::{
    CallTransferred, Consult, ConsultEnd, ConsultMoved, ConsultStage, ConsultStep, ConsultWith,
    ContactId, Event, ExternalStep, MemberId, MemberJoined, MemberLeft, Millis, MuteChanged, Offer,
    OfferEnd, OfferWhy, Party, Refused, Talk, TalkStarted, Timestamp, TransferTo,
};

impl Step<'_> {
    /// It rings for the colleague in person; the customer hears music from now on.
    pub(super) fn consult(
        &mut self,
        member: MemberId,
        contact: ContactId,
        target: MemberId,
    ) -> Result<(), Refused> {
        self.talk_alone(member, contact)?;
        let queued = self.known(contact)?.queued.ok_or(Refused::UnknownGroup)?;
        self.acd.agent(target).ok_or(Refused::UnknownMember)?;
        if !self.can_ring_in_person(target) {
            return Err(Refused::TargetUnavailable);
        }
        self.offer_in_person(contact, &queued, target, OfferWhy::Consult { by: member });
        Ok(())
    }

    /// The talk of this member with the customer, if there is nobody and nothing beside it.
    pub(super) fn talk_alone(&self, member: MemberId, contact: ContactId) -> Result<Talk, Refused> {
        let talk = self.talk_of(member, contact)?;
        refuse_in_consult(&talk)?;
        Self::not_in_flow(&talk)?;
        Ok(talk)
    }

    /// From the one to the other; out of a three-way it leads back to the colleague alone.
    pub(super) fn swap_consult(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        let (talk, consult) = self.consult_talked(member, contact)?;
        let with = match consult.with {
            ConsultWith::Consultant => ConsultWith::Customer,
            ConsultWith::Customer | ConsultWith::All => ConsultWith::Consultant,
        };
        self.turn(contact, &talk, &consult, with);
        Ok(())
    }

    /// Three-way.
    pub(super) fn merge_consult(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        let (talk, consult) = self.consult_talked(member, contact)?;
        if consult.with != ConsultWith::All {
            self.turn(contact, &talk, &consult, ConsultWith::All);
        }
        Ok(())
    }

    /// The agent's part ends as if the call had been handed over, but nobody rings anew.
    pub(super) fn complete_consult(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        let (talk, consult) = self.own_consult(member, contact)?;
        let group = self.known(contact)?.group().and_then(|group| self.acd.group(group));
        let acw = group.map_or(Millis::ZERO, |group| group.acw);
        if let Party::Outside(line) = consult.party {
            self.leave_to_outside(contact, &talk, line);
        } else if let Some(asked) = consult.member() {
            let (to, at) = (TransferTo::Agent(asked), self.now);
            self.consult_moves(contact, &consult, ConsultStep::Completed);
            self.record(Event::CallTransferred(CallTransferred { contact, member, to, at }));
            self.pass_to_consultant(contact, &talk, &consult);
        }
        self.after_call(contact, &talk, acw);
        Ok(())
    }

    pub(super) fn cancel_consult(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        self.own_consult(member, contact)?;
        self.end_consult(contact, ConsultEnd::Cancelled);
        Ok(())
    }

    /// The colleague has accepted.
    pub(super) fn join_consult(
        &mut self,
        contact: ContactId,
        member: MemberId,
        media_by: Timestamp,
    ) {
        let (step, at) = (ConsultStep::Joined { media_by }, self.now);
        self.record(Event::ConsultMoved(ConsultMoved { contact, member, step, at }));
    }

    /// The colleague's sound has come; whether they are one.
    pub(super) fn consultant_heard(&mut self, contact: ContactId, member: MemberId) -> bool {
        let Some(consult) = self.consult_with(contact, member) else { return false };
        if consult.stage() == ConsultStage::Connecting {
            self.consult_moves(contact, &consult, ConsultStep::Started);
        }
        true
    }

    /// The colleague's sound is lost, and nobody waits for it: the agent is there.
    pub(super) fn consultant_silent(&mut self, contact: ContactId, member: MemberId) -> bool {
        let Some(consult) = self.consult_with(contact, member) else { return false };
        if consult.stage() == ConsultStage::Talking {
            self.end_consult(contact, ConsultEnd::Unreachable);
        }
        true
    }

    pub(super) fn mute_consultant(
        &mut self,
        contact: ContactId,
        consult: &Consult,
        muted: bool,
    ) -> Result<(), Refused> {
        if consult.stage() != ConsultStage::Talking {
            return Err(Refused::NotTalking);
        }
        if consult.muted != muted {
            self.consult_moves(contact, consult, ConsultStep::Muted { muted });
        }
        Ok(())
    }

    /// The consult of this call, if this member is the colleague in it.
    pub(super) fn consult_with(&self, contact: ContactId, member: MemberId) -> Option<Consult> {
        let consult = self.call(contact)?.talk()?.consult?;
        (consult.member_inside() == Some(member)).then_some(consult)
    }

    /// The agent goes on alone; a colleague who was in the call is free, without after-call-work.
    pub(super) fn end_consult(&mut self, contact: ContactId, why: ConsultEnd) {
        let talk = self.call(contact).and_then(crate::Contact::talk);
        let Some(consult) = talk.and_then(|talk| talk.consult) else { return };
        if let Some(line) = consult.outside() {
            return self.release_outside(contact, line, released(why));
        }
        match consult.member_inside() {
            None => {
                self.end_offer(contact, OfferEnd::Cancelled);
                if why != ConsultEnd::CallOver {
                    self.consult_moves(contact, &consult, ConsultStep::CalledOff);
                }
            }
            Some(member) => {
                self.consult_moves(contact, &consult, ConsultStep::Ended { why });
                self.after_call_without_work(member);
            }
        }
    }

    /// F34: the agent is lost. Whether a colleague is there who has the customer from now on.
    pub(super) fn consultant_takes_over(&mut self, contact: ContactId) -> bool {
        let talk = self.call(contact).and_then(crate::Contact::talk).copied();
        let Some((talk, consult)) = talk.and_then(|talk| Some((talk, talk.consult?))) else {
            return false;
        };
        if let Some(line) = consult.outside() {
            return self.outside_takes_over(contact, &talk, line);
        }
        let there = consult.stage() == ConsultStage::Talking;
        if there {
            self.consult_moves(contact, &consult, ConsultStep::Completed);
            self.pass_to_consultant(contact, &talk, &consult);
        } else {
            self.end_consult(contact, ConsultEnd::Cancelled);
        }
        there
    }

    fn pass_to_consultant(&mut self, contact: ContactId, talk: &Talk, consult: &Consult) {
        let Some(member) = consult.member() else { return };
        let (agent, at) = (talk.member, self.now);
        self.record(Event::MemberLeft(MemberLeft { contact, member: agent, at }));
        let joined = |media_by| {
            let media_by = Some(media_by);
            Event::MemberJoined(MemberJoined { contact, member, at, media_by, by_itself: false })
        };
        match consult.party {
            Party::Ringing(offer) => {
                let offer = Offer { why: OfferWhy::Transferred { by: agent }, ..offer };
                self.consult_moves(contact, consult, ConsultStep::RingsOn { offer });
            }
            Party::Connecting(connecting) => self.record(joined(connecting.media_by)),
            Party::Talking { .. } => {
                self.record(joined(at));
                self.record(Event::TalkStarted(TalkStarted { contact, member, at }));
                // Whoever muted themselves is not heard by a customer of whom they know nothing yet.
                if consult.muted {
                    let muted = true;
                    self.record(Event::MuteChanged(MuteChanged { contact, muted, at }));
                }
                self.start_recording(contact, member);
            }
            Party::Outside(_) => {}
        }
    }

    /// To turn to a customer on hold takes them off it.
    fn turn(&mut self, contact: ContactId, talk: &Talk, consult: &Consult, with: ConsultWith) {
        if talk.hold_since.is_some() && with != ConsultWith::Consultant {
            self.off_hold(contact);
        }
        match consult.outside() {
            None => self.consult_moves(contact, consult, ConsultStep::Turned { with }),
            Some(line) => {
                self.external_moves(contact, line.far_end(), ExternalStep::Turned { with });
                self.keep_no_secret(contact);
                self.keep_again(contact);
            }
        }
    }

    fn consult_moves(&mut self, contact: ContactId, consult: &Consult, step: ConsultStep) {
        let (Some(member), at) = (consult.member(), self.now) else { return };
        self.record(Event::ConsultMoved(ConsultMoved { contact, member, step, at }));
    }

    fn own_consult(
        &self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(Talk, Consult), Refused> {
        let talk = self.talk_of(member, contact)?;
        Ok((talk, talk.consult.ok_or(Refused::NoConsult)?))
    }

    fn consult_talked(
        &self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(Talk, Consult), Refused> {
        let (talk, consult) = self.own_consult(member, contact)?;
        match consult.stage() {
            ConsultStage::Talking => Ok((talk, consult)),
            ConsultStage::Ringing | ConsultStage::Connecting => Err(Refused::NoConsult),
        }
    }
}

/// What is about the customer alone waits until there is nobody else.
pub(super) fn refuse_in_consult(talk: &Talk) -> Result<(), Refused> {
    if talk.consult.is_some() { Err(Refused::InConsult) } else { Ok(()) }
}
