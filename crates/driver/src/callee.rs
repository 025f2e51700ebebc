//! The numbers outside to which flows hand their callers (VC41). Whose one is, is found or made by who knows the customers, and
//! nobody waits for it: what is found comes back as an input, and is nobody's once the run has gone on.

use std::fmt;

use acd::{Acd, ContactId, CustomerId, Destination, Fact, Timestamp};
use flow::{Input, Turn};

use super::clock::Time;
use super::ledger::Ledger;
use super::request::{Callee, Request};
use super::task::DriverTask;
use super::work::Work;

/// A number to be looked up, once. It does not print: it is somebody's.
#[derive(Clone)]
pub struct WantedCallee {
    pub contact: ContactId,
    pub turn: Turn,
    /// In E.164, as the flow has it.
    pub number: String,
}

/// What was found: absent for what is no number, or where nobody could say.
#[derive(Clone, Debug)]
pub struct FoundCallee {
    pub contact: ContactId,
    pub turn: Turn,
    pub found: Option<(Box<Callee>, Destination)>,
}

impl FoundCallee {
    fn customer(&self) -> Option<CustomerId> {
        self.found.as_ref().map(|(callee, _)| CustomerId(callee.customer.id))
    }

    fn fact(&self) -> Fact {
        let Self { contact, turn, .. } = *self;
        match &self.found {
            Some((callee, to)) => {
                let called = CustomerId(callee.customer.id);
                Fact::CalleeFound { contact, turn, called, to: *to }
            }
            None => Fact::Flow { contact, input: Input::TransferFailed { turn } },
        }
    }
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// A customer who is called is kept with the call, or not at all.
    pub(super) fn take_found(
        &mut self,
        found: Box<FoundCallee>,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        let (contact, customer, fact) = (found.contact, found.customer(), found.fact());
        let callee = found.found.as_ref().map(|(callee, _)| callee.clone());
        if let (Some(customer), Some(callee)) = (customer, &callee) {
            self.scene.book.customers.insert(customer, callee.customer.clone());
        }
        self.take_told(Request::Found(found), fact, now, work)?;
        if let (Some(customer), Some(callee)) = (customer, callee) {
            if is_called(&self.scene.acd, contact, customer) {
                work.batch.writes.extend(callee.write);
            } else {
                self.forget_if_gone(customer);
            }
        }
        Ok(())
    }
}

fn is_called(acd: &Acd, contact: ContactId, customer: CustomerId) -> bool {
    let external = acd.contact(contact).and_then(acd::Contact::external);
    external.is_some_and(|external| external.far_end().customer() == Some(customer))
}

impl fmt::Debug for WantedCallee {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { contact, turn, .. } = self;
        let mut out = out.debug_struct("WantedCallee");
        out.field("contact", contact).field("turn", turn).finish_non_exhaustive()
    }
}
