//! What flows ask of other systems (VC41). A question leaves with the commit that made it necessary, and nobody waits for it:
//! its answer comes back as an input like any other, and fills the caller's values before the core hears that it came. A
//! question or an answer that is lost is failed by the run's own deadline, and never sent twice.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use acd::{Acd, ContactId, Fact, Timestamp};
use flow::{Doing, Input, NodeId, Outgoing, Target, Turn, Wanted};

use super::callee::WantedCallee;
use super::clock::Time;
use super::ledger::Ledger;
use super::request::Request;
use super::task::DriverTask;
use super::work::Work;
use crate::keyed::Keyed;

/// A question to another system, to be sent once. Its fields do not print: they may be a customer's number, or a secret.
#[derive(Clone, Debug)]
pub struct Enquiry {
    pub contact: ContactId,
    pub id: EnquiryId,
    pub outgoing: Outgoing,
}

/// No two questions of one process have the same: an answer that comes late is no answer to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnquiryId(pub(crate) u64);

/// What came back.
#[derive(Clone)]
pub struct EnquiryAnswer {
    pub contact: ContactId,
    pub id: EnquiryId,
    /// Of an answer of the 200s; absent where there was none in time.
    pub body: Option<Vec<u8>>,
}

/// Of the question that a caller's run waits for, or has waited for last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    id: EnquiryId,
    turn: Turn,
    node: NodeId,
}

/// What a flow wants of whoever keeps its values, done as far as it can be done here.
#[derive(Debug)]
pub enum Reply {
    /// The core is to be told at once.
    Fact(Fact),
    /// Once the commit is on disk it is to be sent.
    Enquiry(Enquiry),
    /// The same: whose number it is has to be found.
    Callee(WantedCallee),
}

impl Keyed {
    /// What a flow asks of whoever keeps its values: of us, or of another system. Asked again for the same turn, a question is
    /// not sent again.
    pub fn reply(&mut self, acd: &Acd, contact: ContactId, wanted: &Wanted) -> Option<Reply> {
        match wanted {
            Wanted::Request { turn, node, .. } => {
                let outgoing = self.outgoing(acd, contact, *node);
                let id = self.asks_once(contact, *turn, *node)?;
                let Some(outgoing) = outgoing else {
                    let input = Input::RequestFailed { turn: *turn };
                    return Some(Reply::Fact(Fact::Flow { contact, input }));
                };
                Some(Reply::Enquiry(Enquiry { contact, id, outgoing }))
            }
            Wanted::Transfer { turn, to: Target::External(number), .. } => {
                let node = acd.contact(contact)?.run()?.stop()?.node;
                self.asks_once(contact, *turn, node)?;
                let (turn, number) = (*turn, number.clone());
                Some(Reply::Callee(WantedCallee { contact, turn, number }))
            }
            wanted => self.answer(acd, contact, wanted).map(Reply::Fact),
        }
    }

    /// `None` if it was asked for this turn before.
    fn asks_once(&mut self, contact: ContactId, turn: Turn, node: NodeId) -> Option<EnquiryId> {
        let asked_before = self.asked(contact).is_some_and(|asked| asked.turn == turn);
        if asked_before {
            return None;
        }
        let id = self.next_enquiry();
        self.asks(contact, Asked { id, turn, node });
        Some(id)
    }

    /// Before the core: what the flow wants of the answer is taken. What the core is to be told, if the run waits for it still.
    pub fn take_answer(&mut self, acd: &Acd, answer: &EnquiryAnswer) -> Option<Fact> {
        let contact = answer.contact;
        let Asked { turn, node, .. } = self.asked(contact).filter(|asked| asked.id == answer.id)?;
        let run = acd.contact(contact).and_then(acd::Contact::run)?;
        let waits = run.stop().is_some_and(|stop| stop.doing == Doing::Request);
        if !waits || run.turn() != turn {
            return None;
        }
        let taken = answer.body.as_ref().is_some_and(|body| self.take(acd, contact, node, body));
        let input = if taken { Input::Answered { turn } } else { Input::RequestFailed { turn } };
        Some(Fact::Flow { contact, input })
    }
}

impl<L: Ledger, T: Time> DriverTask<L, T> {
    /// What comes too late is nobody's.
    pub(super) fn take_answer(
        &mut self,
        answer: EnquiryAnswer,
        now: Timestamp,
        work: &mut Work,
    ) -> Result<(), Box<Request>> {
        let scene = &mut self.scene;
        match catch_unwind(AssertUnwindSafe(|| scene.take_answer(&answer))) {
            Ok(Some(fact)) => self.take_told(Request::Answered(answer), fact, now, work),
            Ok(None) => Ok(()),
            Err(_) => Err(Box::new(Request::Answered(answer))),
        }
    }
}

/// It may be all that another system knows of a customer.
impl fmt::Debug for EnquiryAnswer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.body.as_ref().map(Vec::len);
        let mut out = out.debug_struct("EnquiryAnswer");
        out.field("contact", &self.contact).field("id", &self.id).field("size", &size).finish()
    }
}
