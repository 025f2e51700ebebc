//! DK08: a customer is invited to say what they thought of a session, once; and says it, once.

use super::Step;
use crate::{
    Contact, ContactId, CustomerId, Event, GroupKind, Invitation, MemberId, RatingGiven,
    RatingInvited, RatingWhen, Refused,
};

impl Step<'_> {
    /// The button. A call is asked about after it (VC22), a session at once.
    pub(super) fn ask_satisfaction(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        if !self.is_session(contact) {
            return self.ask_after_call(member, contact);
        }
        let session = self.own(member, contact, GroupKind::Chat)?;
        if self.acd.settings().rating.when == RatingWhen::Never {
            return Err(Refused::RatingOff);
        }
        if session.rating.is_some() {
            return Err(Refused::SurveyGiven);
        }
        self.invite(contact, Some(member));
        Ok(())
    }

    /// The session is about to end. Whoever was with nobody is not asked about anybody.
    pub(super) fn invite_at_end(&mut self, contact: ContactId) {
        let session = self.acd.contact(contact).filter(|known| known.kind() == GroupKind::Chat);
        let had_agent = |session: &Contact| session.member().or(session.had_by).is_some();
        let is_due = session.is_some_and(|known| known.rating.is_none() && had_agent(known));
        if is_due && self.acd.settings().rating.when == RatingWhen::AtEnd {
            self.invite(contact, None);
        }
    }

    fn invite(&mut self, contact: ContactId, member: Option<MemberId>) {
        let rating = self.acd.settings().rating;
        let (scale, at) = (rating.scale, self.now);
        let until = at.after(rating.valid_for);
        self.record(Event::RatingInvited(RatingInvited { contact, member, scale, until, at }));
    }

    /// Until the invitation's time is over, whether or not the session still goes on.
    pub(super) fn rate(
        &mut self,
        customer: CustomerId,
        contact: ContactId,
        score: u8,
    ) -> Result<(), Refused> {
        let (of, invitation) = self.invitation(contact)?;
        if of != customer {
            return Err(Refused::NotYourContact);
        }
        let invitation = invitation.ok_or(Refused::NotInvited)?;
        if invitation.given.is_some() {
            return Err(Refused::RatingGiven);
        }
        if invitation.until <= self.now {
            return Err(Refused::RatingOver);
        }
        if !(1..=invitation.scale).contains(&score) {
            return Err(Refused::ScoreOffScale);
        }
        let (scale, at) = (invitation.scale, self.now);
        self.record(Event::RatingGiven(RatingGiven { contact, customer, score, scale, at }));
        Ok(())
    }

    fn invitation(&self, contact: ContactId) -> Result<(CustomerId, Option<Invitation>), Refused> {
        if let Some((customer, invitation)) = self.acd.ratable(contact) {
            return Ok((customer, Some(invitation)));
        }
        match self.known(contact) {
            Ok(session) => Ok((session.customer, session.rating)),
            // It has ended, and nobody was asked, or too long ago.
            Err(Refused::ContactEnded) => Err(Refused::RatingOver),
            Err(other) => Err(other),
        }
    }
}
