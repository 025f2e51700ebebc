//! DK08: what customers say of sessions, and what agents read of it.

use acd::{By, Command, Input};

use super::Pure;
use super::standing::equal;
use crate::act::CustomerAct;
use crate::cast::Customer;
use crate::ids;
use crate::sight::Standing;

impl Pure {
    pub(super) fn rates(&mut self, customer: Customer, does: &CustomerAct) -> Result<(), String> {
        let (whose, score, comment) = match does {
            CustomerAct::Rates { score, comment } => (customer, *score, comment.clone()),
            CustomerAct::RatesSessionOf { other, score } => (*other, *score, None),
            other => return Err(format!("{other:?} rates nothing")),
        };
        let contact = self.session_of(whose)?;
        let by = By::Customer(ids::customer(customer));
        let command = Command::Rate { contact, score };
        let answer = self.feed(Input::Command { by, command });
        self.refuse(answer);
        if answer.is_ok() {
            self.comments.insert(contact, comment.unwrap_or_default());
        }
        Ok(())
    }

    /// In a session that goes on.
    pub(super) fn reads_rating(&self, standing: &Standing) -> Result<(), String> {
        let Standing::Rated { customer, score, comment, .. } = standing else {
            return Err(format!("{standing:?} is no rating"));
        };
        let contact = self.session_of(*customer)?;
        let session = self.acd.contact(contact).and_then(|session| session.rating);
        let given = session.and_then(|invitation| invitation.given).map(|given| given.score);
        equal(given, Some(*score), "the score")?;
        equal(self.comments.get(&contact), Some(comment), "the comment")
    }
}
