//! Another system that flows ask, and whose numbers it is that they call (VC41).

use acd::{ContactId, Destination, Fact, Tariff};
use driver::{EnquiryAnswer, Reply, WantedCallee};
use flow::Turn;

use super::Pure;
use crate::act::LookupAnswer;
use crate::cast::Customer;
use crate::ids;

impl Pure {
    /// What a flow wants of whoever keeps its values. Another system answers when the play says so.
    pub(super) fn reply(&mut self, contact: ContactId, wanted: &flow::Wanted) -> Option<Fact> {
        match self.keyed.reply(&self.acd, contact, wanted)? {
            Reply::Fact(fact) => Some(fact),
            Reply::Enquiry(enquiry) => {
                self.enquiries.push_back(enquiry);
                None
            }
            Reply::Callee(WantedCallee { contact, turn, number }) => {
                Some(found(contact, turn, &number))
            }
        }
    }

    pub(super) fn lookup_answers(&mut self, answers: &LookupAnswer) -> Result<(), String> {
        let asked = self.enquiries.pop_front().ok_or("nobody has asked the lookup")?;
        let body = answers.body().map(String::into_bytes);
        let answer = EnquiryAnswer { contact: asked.contact, id: asked.id, body };
        if let Some(fact) = self.keyed.take_answer(&self.acd, &answer) {
            self.fact(fact);
        }
        Ok(())
    }
}

/// At once: that it takes a moment is nothing that anybody sees.
fn found(contact: ContactId, turn: Turn, number: &str) -> Fact {
    let called = Customer::ALL.into_iter().find(|one| ids::phone_number(*one) == number);
    match called {
        Some(called) => {
            let (called, country) = (ids::customer(called), Some(ids::HOME));
            let to = Destination { country, tariff: Tariff::Ordinary };
            Fact::CalleeFound { contact, turn, called, to }
        }
        None => Fact::Flow { contact, input: flow::Input::TransferFailed { turn } },
    }
}
