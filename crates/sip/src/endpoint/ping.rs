//! Asking trunks and registered phones whether they are there, with OPTIONS (RFC 3261 §11). Any answer will do, but one that says that nothing is
//! taken; live calls are not judged by it (F40).

use std::time::Instant;

use sipx_sip::{HeaderName, Method, Response};

use super::Endpoint;
use super::calling::address_of;
use crate::alarm::Alarm;
use crate::dialog::{Dialog, Outgoing};
use crate::endpoint::Destination;
use crate::event::Output;
use crate::headers;
use crate::hop::Hop;
use crate::party::Party;
use crate::transactions::{Role, TransactionId};
use crate::trunks::{TrunkChanged, TrunkId, TrunkState, Trunks};

impl Endpoint {
    /// Asks every peer that has a [`ping`](crate::Peer::ping), now and from now on.
    pub fn watch_trunks(&mut self, now: Instant) -> Vec<Output> {
        self.watch_no_more();
        self.trunks = Trunks::of(&self.peers, self.advertised);
        for trunk in self.trunks.ids() {
            self.ping(trunk, now);
        }
        self.take_outputs()
    }

    pub(super) fn watch_no_more(&mut self) {
        for trunk in self.trunks.ids() {
            self.timers.clear(&Alarm::Ping(trunk));
            if let Some(pending) = self.trunks.get_mut(trunk).and_then(|trunk| trunk.pending.take())
            {
                self.forget_transaction(pending);
            }
        }
        self.trunks = Trunks::default();
    }

    /// One question. The one before it, if nobody answered it by now, is given up.
    pub(super) fn ping(&mut self, id: TrunkId, now: Instant) {
        let Some(trunk) = self.trunks.get_mut(id) else { return };
        let (address, contact) = (trunk.address, trunk.contact.clone());
        let (interval, unanswered) = (trunk.interval, trunk.pending.take());
        if let Some(unanswered) = unanswered {
            self.forget_transaction(unanswered);
            self.ping_missed(id);
        }
        if let Some(interval) = interval {
            self.timers.set(Alarm::Ping(id), now + interval);
        }
        let asked =
            self.options(address, contact).and_then(|ask| self.send(ask, Role::Ping(id), now));
        if let Some(trunk) = self.trunks.get_mut(id) {
            trunk.pending = asked;
        }
    }

    pub(super) fn ping_answered(&mut self, id: TransactionId, response: &Response, now: Instant) {
        let Some(client) = self.transactions.client(id) else { return };
        let Role::Ping(trunk) = client.role else { return };
        if let Some(trunk) = self.trunks.get_mut(trunk) {
            trunk.pending = None;
        }
        match response.status.code() {
            401 | 407 if self.prove_again(id, response, now) => {}
            401 | 403 | 407 => self.ping_heard(trunk, TrunkState::Refused),
            408 | 503 => self.ping_missed(trunk),
            _ => self.ping_heard(trunk, TrunkState::Up),
        }
    }

    pub(super) fn ping_missed(&mut self, id: TrunkId) {
        let Some(trunk) = self.trunks.get_mut(id) else { return };
        trunk.pending = None;
        let changed = trunk.missed();
        self.tell_of_trunk(id, changed);
    }

    fn ping_heard(&mut self, id: TrunkId, state: TrunkState) {
        let changed = self.trunks.get_mut(id).and_then(|trunk| trunk.answered(state));
        self.tell_of_trunk(id, changed);
    }

    fn tell_of_trunk(&mut self, id: TrunkId, changed: Option<TrunkChanged>) {
        if let Some(changed) = changed
            && !self.phone_heard(id, changed.state)
        {
            self.outbox.push(Output::Trunk(changed));
        }
    }

    fn options(&mut self, address: Hop, contact: Option<String>) -> Option<Outgoing> {
        let itself = || address_of(&Destination { user: String::new(), address });
        let to = contact.unwrap_or_else(itself);
        let mut dialog = Dialog::calling(self.caller(&Party::default()), to, address);
        let (cseq, sender) = (dialog.next_cseq(), self.sender());
        let mut outgoing = dialog.request(&Method::Options, cseq, &sender, &self.peers)?;
        let request = &mut outgoing.request;
        headers::set(&mut request.headers, HeaderName::Contact, dialog.contact(self.advertised));
        headers::set(&mut request.headers, HeaderName::Accept, headers::SDP);
        Some(outgoing)
    }
}
