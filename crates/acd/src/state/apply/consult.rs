//! Events of a consult (VC15): each changes the talk that it is a part of.

use crate::state::{Acd, Connecting, Consult, ConsultOver, ContactState, Party, Talk};
use crate::{
    ConsultEnd, ConsultMoved, ConsultStep, ConsultWith, ContactId, MemberId, Offer, OfferEnd,
    OfferEnded, Timestamp,
};

impl Acd {
    pub(super) fn consult_moved(&mut self, event: ConsultMoved) {
        let ConsultMoved { contact, member, step, at } = event;
        match step {
            ConsultStep::Joined { media_by } => {
                let joined = Connecting { member, since: at, media_by, by_itself: false };
                self.edit_talk(contact, |talk| {
                    talk.consult = Some(Consult::new(Party::Connecting(joined)));
                });
                self.edit_agent(member, |agent| {
                    agent.idle_since = at;
                    agent.call = Some(contact);
                });
            }
            ConsultStep::Started => {
                self.edit_consult(contact, |consult| {
                    consult.party = Party::Talking { member, since: at };
                });
            }
            ConsultStep::Turned { with } => self.consult_turned(contact, with),
            ConsultStep::Muted { muted } => {
                self.edit_consult(contact, |consult| consult.muted = muted);
            }
            // What follows it says what has become of the call.
            ConsultStep::Completed | ConsultStep::CalledOff => {}
            ConsultStep::RingsOn { offer } => {
                self.edit_contact(contact, |contact| contact.state = ContactState::Offered(offer));
            }
            ConsultStep::Ended { why } => self.consult_ended(contact, member, why, at),
        }
    }

    pub(super) fn consult_turned(&mut self, contact: ContactId, with: ConsultWith) {
        self.edit_consult(contact, |consult| consult.with = with);
    }

    fn consult_ended(
        &mut self,
        contact: ContactId,
        member: MemberId,
        why: ConsultEnd,
        at: Timestamp,
    ) {
        let told = !matches!(why, ConsultEnd::Cancelled | ConsultEnd::CallOver);
        self.edit_talk(contact, |talk| {
            talk.consult = None;
            talk.consult_over = told.then_some(ConsultOver::Colleague { member, why });
        });
        self.edit_agent(member, |agent| {
            agent.idle_since = at;
            if agent.call == Some(contact) {
                agent.call = None;
            }
        });
    }

    fn edit_consult(&mut self, contact: ContactId, edit: impl FnOnce(&mut Consult)) {
        self.edit_talk(contact, |talk| {
            if let Some(consult) = &mut talk.consult {
                edit(consult);
            }
        });
    }
}

impl Talk {
    pub(super) fn consult_rings(&mut self, offer: Offer) {
        self.consult = Some(Consult::new(Party::Ringing(offer)));
        self.consult_over = None;
    }

    pub(super) fn consult_seen(&mut self) {
        if let Some(Consult { party: Party::Ringing(offer), .. }) = &mut self.consult {
            offer.seen_by = None;
        }
    }

    /// An answer leads to the event that follows.
    pub(super) fn consult_rung(&mut self, ended: OfferEnded) {
        let member = ended.member;
        let over = |why| Some(ConsultOver::Colleague { member, why });
        self.consult = None;
        self.consult_over = match ended.end {
            OfferEnd::Accepted | OfferEnd::Cancelled => None,
            OfferEnd::Declined => over(ConsultEnd::Declined),
            OfferEnd::Missed => over(ConsultEnd::NoAnswer),
            OfferEnd::Unseen | OfferEnd::AgentGone => over(ConsultEnd::Unreachable),
        };
    }
}
