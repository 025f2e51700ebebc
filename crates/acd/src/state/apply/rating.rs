//! Events of a customer who is asked what they thought of a session (DK08).

use crate::state::{Acd, Given, Invitation};
use crate::{RatingGiven, RatingInvited};

impl Acd {
    pub(super) fn rating_invited(&mut self, event: RatingInvited) {
        let RatingInvited { contact, scale, until, at, .. } = event;
        let invitation = Invitation { at, scale, until, given: None };
        self.edit_contact(contact, |contact| contact.rating = Some(invitation));
    }

    pub(super) fn rating_given(&mut self, event: RatingGiven) {
        let RatingGiven { contact, score, at, .. } = event;
        let given = Given { score, at };
        self.edit_contact(contact, |contact| {
            if let Some(invitation) = &mut contact.rating {
                invitation.given = Some(given);
            }
        });
        self.ratable.answer(contact, given);
    }
}
