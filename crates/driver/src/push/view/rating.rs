//! DK08: what was asked about a session and said, as its agent and its customer see it.

use acd::{Contact, ContactId, Invitation, RatingWhen};
use store::SessionRating;
use wire::widget::CustomerRating;
use wire::workspace::{RatingState, RatingView, SentRating};

use super::View;

impl View<'_> {
    /// Absent where nobody is asked, unless this customer was.
    pub(super) fn rating(&self, contact: &Contact) -> Option<RatingState> {
        let Some(Invitation { at, scale, given, .. }) = contact.rating else {
            let is_asked = self.acd.settings().rating.when != RatingWhen::Never;
            return is_asked.then_some(RatingState::Available);
        };
        let Some(given) = given else {
            return Some(RatingState::Sent(SentRating { at: at.0 }));
        };
        let opinion = self.opinions.of(contact.id).cloned().unwrap_or_default();
        Some(RatingState::Given(RatingView {
            score: given.score,
            scale,
            at: given.at.0,
            tags: opinion.tags,
            comment: opinion.comment,
        }))
    }

    /// Of a session that has ended, as long as it may be rated.
    pub(crate) fn rating_of_ended(&self, contact: ContactId) -> Option<CustomerRating> {
        self.acd.ratable(contact).map(|(_, invitation)| customer_rating(invitation))
    }
}

pub(crate) const fn customer_rating(invitation: Invitation) -> CustomerRating {
    let Invitation { scale, until, given, .. } = invitation;
    let score = match given {
        Some(given) => Some(given.score),
        None => None,
    };
    CustomerRating { scale, until: until.0, score }
}

/// As the store has kept it.
pub(crate) fn kept_rating(rating: &SessionRating) -> CustomerRating {
    let SessionRating { scale, until, score, .. } = *rating;
    CustomerRating { scale, until: until.0, score }
}
