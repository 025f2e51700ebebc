//! Peers that ask who we are (RFC 3261 §22). The question is answered once, or again where only its nonce was stale;
//! later requests answer it before it is asked.

use std::time::Instant;

use sipx_sip::{CSeq, Header, HeaderName, Request, Response};

use super::Endpoint;
use crate::credentials::{Asker, challenge, has_answered};
use crate::dialog::Outgoing;
use crate::headers;
use crate::transactions::{Role, TransactionId};

/// How often one request may be refused for who we are: by a proxy, by the far end, and for a nonce that was stale.
const PROOFS_MAX: u8 = 3;

impl Endpoint {
    /// Adds the answers to what the peer has asked before.
    pub(super) fn prove(&mut self, outgoing: &mut Outgoing) {
        let Some(peer) = self.peers.at(outgoing.to) else { return };
        let Some(credentials) = &peer.credentials else { return };
        let request = &mut outgoing.request;
        let uri = String::from_utf8_lossy(&request.uri.to_bytes()).into_owned();
        let method = request.method.to_string();
        for asker in Asker::BOTH {
            request.headers.remove_all(&asker.header());
            let (by, what) = ((peer.name.as_str(), asker), (method.as_str(), uri.as_str()));
            let cnonce = self.tokens.draw();
            if let Some(answer) = self.challenges.answer(by, credentials, what, &cnonce) {
                headers::set(&mut request.headers, asker.header(), answer);
            }
        }
    }

    /// Which proof the refused request is to be sent again with, counted; `None` where another one is of no use: it was
    /// no question, we are nobody there, or what we said was not believed.
    pub(super) fn next_proof(&mut self, id: TransactionId, response: &Response) -> Option<u8> {
        let asker = Asker::of(response.status.code())?;
        let client = self.transactions.client(id)?;
        let (to, proofs) = (client.to, client.proofs);
        let has_answered = has_answered(&client.machine.request().headers, asker);
        let peer = self.peers.at(to)?;
        peer.credentials.as_ref()?;
        let challenge = challenge(response, asker)?;
        // The first answer of a request may be to a question of long ago. After that only a stale nonce excuses it.
        let was_told = proofs > 0 && has_answered;
        if proofs >= PROOFS_MAX || was_told && !challenge.stale {
            self.challenges.forget(&peer.name, asker);
            return None;
        }
        self.challenges.learn(&peer.name, asker, challenge);
        Some(proofs.saturating_add(1))
    }

    /// Sends a request that was refused for who we are once more (RFC 3261 §22.2), where it is the last of its dialog or
    /// of none. `false`: that is of no use.
    pub(super) fn prove_again(
        &mut self,
        id: TransactionId,
        response: &Response,
        now: Instant,
    ) -> bool {
        let Some(proofs) = self.next_proof(id, response) else { return false };
        let branch = self.tokens.draw();
        let Some(client) = self.transactions.client(id) else { return false };
        let to = client.to;
        let via = self.advertised.via(to.transport, &branch);
        let Some(request) = renewed(client.machine.request(), via) else { return false };
        let role = std::mem::replace(&mut client.role, Role::Farewell);
        self.send_proof(Outgoing { request, to }, role, proofs, now)
    }

    fn send_proof(&mut self, outgoing: Outgoing, role: Role, proofs: u8, now: Instant) -> bool {
        let trunk = match &role {
            Role::Ping(trunk) => Some(*trunk),
            Role::Invite(_)
            | Role::Reoffer { .. }
            | Role::Refresh { .. }
            | Role::Key { .. }
            | Role::Farewell => None,
        };
        let Some(id) = self.send(outgoing, role, now) else { return false };
        if let Some(client) = self.transactions.client(id) {
            client.proofs = proofs;
        }
        if let Some(trunk) = trunk.and_then(|trunk| self.trunks.get_mut(trunk)) {
            trunk.pending = Some(id);
        }
        true
    }
}

/// The same request in a transaction of its own: the next `CSeq` and another branch.
fn renewed(request: &Request, via: String) -> Option<Request> {
    let mut request = request.clone();
    let next = request.headers.typed::<CSeq>()?.ok()?.sequence.checked_add(1)?;
    request.headers.remove_all(&HeaderName::CSeq);
    headers::set(&mut request.headers, HeaderName::CSeq, format!("{next} {}", request.method));
    request.headers.remove_first(&HeaderName::Via);
    request.headers.insert(0, Header::build(HeaderName::Via, via).ok()?);
    Some(request)
}
