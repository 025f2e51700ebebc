//! What carries requests: the choice for long ones, connections that close, neighbours that cannot be reached.

use std::time::Instant;

use sipx_sip::{Header, HeaderName, Message, Request};

use super::Endpoint;
use crate::call::Call;
use crate::dialog::Outgoing;
use crate::event::{Event, Output};
use crate::hop::Hop;
use crate::transactions::{Role, TransactionId, Wish};
use crate::transport::Transport;

/// RFC 3261 §18.1.1: a longer request may not fit into a datagram on the way, and a fragment that
/// is lost takes the rest with it (F52).
const DATAGRAM_REQUEST_BYTES_MAX: usize = 1_300;

impl Endpoint {
    /// A connection has closed. Requests that nobody has answered are sent again, each once, on a
    /// new one (F51); answers find their own way when they are due.
    pub fn closed(&mut self, connection: Hop) -> Vec<Output> {
        for (to, request) in self.transactions.unheard_on(connection) {
            self.transmit(to, Message::Request(request).to_bytes());
        }
        self.phones_lost_at(connection);
        self.take_outputs()
    }

    /// Whether a question that came by this connection is still without an answer.
    pub fn owes(&self, connection: Hop) -> bool {
        self.transactions.is_awaited_on(connection)
    }

    /// No connection can be had to there: RFC 3261 §8.1.3.1 counts that as a 503.
    pub fn unreachable(&mut self, there: Hop, now: Instant) -> Vec<Output> {
        for id in self.transactions.unheard_at(there) {
            match self.as_datagram(id) {
                Some((outgoing, role)) => self.send_again(id, outgoing, role, now),
                None => self.undelivered(id, now),
            }
        }
        self.take_outputs()
    }

    /// What the certificate of a neighbour must be for, where its address alone does not say.
    pub fn certified_host(&self, there: Hop) -> Option<&str> {
        self.peers.host(there)
    }

    /// Long requests go by TCP where the neighbour may be talked to so (F52).
    pub(super) fn fitting(&self, mut outgoing: Outgoing) -> (Outgoing, bool) {
        let stream = Hop::new(Transport::Tcp, outgoing.to.address);
        let is_long = || {
            let bytes = Message::Request(outgoing.request.clone()).to_bytes();
            bytes.len() > DATAGRAM_REQUEST_BYTES_MAX
        };
        if outgoing.to.transport.is_stream() || self.peers.at(stream).is_none() || !is_long() {
            return (outgoing, false);
        }
        carry_by(&mut outgoing.request, Transport::Udp, Transport::Tcp);
        (Outgoing { to: stream, ..outgoing }, true)
    }

    /// RFC 3261 §18.1.1: what went by TCP for its length alone goes by UDP when TCP fails.
    fn as_datagram(&mut self, id: TransactionId) -> Option<(Outgoing, Role)> {
        let client = self.transactions.client(id)?;
        if !client.is_switched {
            return None;
        }
        let (mut request, to) = (client.machine.request().clone(), client.to);
        let role = self.remove_transaction(id)?;
        carry_by(&mut request, Transport::Tcp, Transport::Udp);
        Some((Outgoing { request, to: Hop::new(Transport::Udp, to.address) }, role))
    }

    fn send_again(&mut self, old: TransactionId, outgoing: Outgoing, role: Role, now: Instant) {
        let talk = match &role {
            Role::Invite(invitation) => match invitation.wish {
                Wish::Talk(call) => Some(call),
                Wish::Cancel | Wish::Done => None,
            },
            Role::Reoffer { .. }
            | Role::Refresh { .. }
            | Role::Key { .. }
            | Role::Ping(_)
            | Role::Farewell => None,
        };
        let Some(new) = self.send_as_it_is(outgoing, role, now) else { return };
        if let Some(Call::Calling(calling)) = talk.and_then(|call| self.calls.get_mut(&call))
            && calling.transaction == old
        {
            calling.transaction = new;
        }
    }

    fn undelivered(&mut self, id: TransactionId, now: Instant) {
        match self.remove_transaction(id) {
            Some(Role::Invite(invitation)) => {
                if let Wish::Talk(call) = invitation.wish {
                    self.forget(call);
                    self.tell(Event::Failed { call, status: 503, retry_after: None, cause: None });
                }
            }
            Some(Role::Reoffer { call, .. } | Role::Refresh { call } | Role::Key { call }) => {
                self.lost(call, now);
            }
            Some(Role::Ping(trunk)) => self.ping_missed(trunk),
            Some(Role::Farewell) | None => {}
        }
    }
}

/// Changes the transport in the top Via.
fn carry_by(request: &mut Request, from: Transport, to: Transport) {
    let Some(via) = request.headers.value(&HeaderName::Via) else { return };
    let text = String::from_utf8_lossy(&via).replacen(from.token(), to.token(), 1);
    if let Ok(header) = Header::build(HeaderName::Via, text) {
        request.headers.remove_first(&HeaderName::Via);
        request.headers.insert(0, header);
    }
}
