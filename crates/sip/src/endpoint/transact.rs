//! Doing what the transactions' state machines ask for.

use std::time::Instant;

use sipx_sip::transaction::Output;
use sipx_sip::{Message, Response, Timer, TuEvent};

use super::Endpoint;
use super::refuse::Received;
use crate::alarm::{Alarm, TransactionTimer};
use crate::dialog::Outgoing;
use crate::event::CallId;
use crate::transactions::{Role, TransactionId};

/// What a step of a transaction left for its user.
pub(super) struct Performed {
    pub(super) events: Vec<TuEvent>,
    /// What a request of ours was for, when its transaction ended with this step.
    pub(super) ended: Option<Role>,
}

impl Endpoint {
    /// Sends a request in a transaction of its own.
    pub(super) fn send(
        &mut self,
        mut outgoing: Outgoing,
        role: Role,
        now: Instant,
    ) -> Option<TransactionId> {
        self.prove(&mut outgoing);
        let (outgoing, is_switched) = self.fitting(outgoing);
        let id = self.send_as_it_is(outgoing, role, now)?;
        if let Some(client) = self.transactions.client(id) {
            client.is_switched = is_switched;
        }
        Some(id)
    }

    /// The same by the transport that it names.
    pub(super) fn send_as_it_is(
        &mut self,
        outgoing: Outgoing,
        role: Role,
        now: Instant,
    ) -> Option<TransactionId> {
        let (id, outputs) = self.transactions.begin_client(outgoing.request, outgoing.to, role)?;
        self.perform(id, outputs, now);
        Some(id)
    }

    /// Opens a transaction for a request, to answer it in.
    pub(super) fn open(
        &mut self,
        received: &Received,
        call: Option<CallId>,
        now: Instant,
    ) -> TransactionId {
        let (id, outputs) = self.transactions.begin_server(
            received.key.clone(),
            received.request.clone(),
            received.reply_to,
            call,
        );
        self.perform(id, outputs, now);
        id
    }

    pub(super) fn respond(&mut self, id: TransactionId, response: Response, now: Instant) {
        let Some(server) = self.transactions.server(id) else { return };
        let outputs = server.machine.on_tu_response(response);
        self.perform(id, outputs, now);
    }

    pub(super) fn perform(
        &mut self,
        id: TransactionId,
        outputs: Vec<Output>,
        now: Instant,
    ) -> Performed {
        let mut performed = Performed { events: Vec::new(), ended: None };
        for output in outputs {
            match output {
                Output::Send(message) => self.transmit_for(id, &message),
                Output::SetTimer { timer, after } => {
                    self.timers.set(Alarm::Transaction(id, TransactionTimer(timer)), now + after);
                }
                Output::ClearTimer(timer) => {
                    self.timers.clear(&Alarm::Transaction(id, TransactionTimer(timer)));
                }
                Output::ToTu(event) => performed.events.push(*event),
                Output::Terminated(_) => performed.ended = self.remove_transaction(id),
                // The library may learn to ask for more; what we do not know we cannot do.
                _ => {}
            }
        }
        performed
    }

    pub(super) fn transaction_timer(&mut self, id: TransactionId, timer: Timer, now: Instant) {
        let outputs = self.transactions.on_timer(id, timer);
        let performed = self.perform(id, outputs, now);
        let timed_out = performed.events.iter().any(|event| matches!(event, TuEvent::Timeout));
        if let Some(role) = performed.ended.filter(|_| timed_out) {
            self.unanswered(role, now);
        }
    }

    /// Drops a transaction in the middle of its life.
    pub(super) fn forget_transaction(&mut self, id: TransactionId) {
        let _nothing_waits_for_it = self.remove_transaction(id);
    }

    pub(super) fn remove_transaction(&mut self, id: TransactionId) -> Option<Role> {
        for timer in Timer::ALL {
            self.timers.clear(&Alarm::Transaction(id, TransactionTimer(timer)));
        }
        self.timers.clear(&Alarm::Cancelled(id));
        let removed = self.transactions.remove(id);
        self.settle_places();
        removed
    }

    fn transmit_for(&mut self, id: TransactionId, message: &Message) {
        if let Some(to) = self.transactions.destination(id) {
            self.transmit(to, message.to_bytes());
        }
    }
}
