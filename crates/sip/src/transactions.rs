//! The transactions in flight: the state machines of RFC 3261 §17, found by what a message carries.

use std::collections::BTreeMap;

use bytes::Bytes;
use sipx_sip::rel::Sequence;
use sipx_sip::transaction::{ClientState, Output, ServerState};
use sipx_sip::{
    ClientTransaction, Request, Response, ServerTransaction, Timer, Timers, TransactionKey,
};

use crate::dialog::Dialog;
use crate::event::CallId;
use crate::hop::Hop;
use crate::trunks::TrunkId;

/// A transaction, client or server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TransactionId(u64);

/// The identity of a transaction on the wire, in a form that sorts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(Vec<u8>);

/// A request we sent.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) machine: ClientTransaction,
    pub(crate) to: Hop,
    pub(crate) role: Role,
    /// It goes by TCP for its length alone (F52).
    pub(crate) is_switched: bool,
    /// How often the far end was told who we are, when it refused the same request before.
    pub(crate) proofs: u8,
    /// It was sent again on another connection (F51).
    is_repeated: bool,
    key: Key,
}

/// What a request we sent is for.
#[derive(Debug)]
pub(crate) enum Role {
    /// It calls somebody.
    Invite(Box<Invitation>),
    /// It changes the sound of a call that is up.
    Reoffer {
        call: CallId,
        /// The dialog as it was sent in, to acknowledge its answer even after hanging up.
        dialog: Box<Dialog>,
        /// The ACK that answers each copy of the 2xx.
        ack: Option<(Hop, Bytes)>,
    },
    /// It shows that a call lives.
    Refresh { call: CallId },
    /// It carries a key.
    Key { call: CallId },
    /// It asks whether a trunk is there.
    Ping(TrunkId),
    /// Its answer changes nothing: BYE, CANCEL, PRACK.
    Farewell,
}

/// A call out, as long as its INVITE transaction lives.
#[derive(Debug)]
pub(crate) struct Invitation {
    /// Our half of the dialog that an answer completes.
    pub(crate) dialog: Dialog,
    pub(crate) wish: Wish,
    /// The ACK of each 2xx by its To tag: more than one where the call forked (F46).
    pub(crate) acks: BTreeMap<String, (Hop, Bytes)>,
    /// The reliable provisional responses of each branch, by To tag.
    pub(crate) heard: BTreeMap<String, Sequence>,
}

impl Invitation {
    pub(crate) fn new(dialog: Dialog, call: CallId) -> Box<Self> {
        let (acks, heard) = (BTreeMap::new(), BTreeMap::new());
        Box::new(Self { dialog, wish: Wish::Talk(call), acks, heard })
    }
}

/// What the owner of a call out still wants of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// To talk.
    Talk(CallId),
    /// Nothing; CANCEL waits for a provisional response (RFC 3261 §9.1).
    Cancel,
    /// Nothing; CANCEL is sent, or the call was answered and is not our matter here any more.
    Done,
}

/// A request we received.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) machine: ServerTransaction,
    pub(crate) to: Hop,
    pub(crate) call: Option<CallId>,
    key: Key,
}

/// All transactions.
#[derive(Debug, Default)]
pub(crate) struct Transactions {
    begun: u64,
    clients: BTreeMap<TransactionId, Client>,
    client_ids: BTreeMap<Key, TransactionId>,
    servers: BTreeMap<TransactionId, Server>,
    server_ids: BTreeMap<Key, TransactionId>,
}

impl Transactions {
    /// Whether a request of ours went to such a place and is not over.
    pub(crate) fn are_sent_to(&self, is_there: impl Fn(Hop) -> bool) -> bool {
        self.clients.values().any(|client| is_there(client.to))
    }

    /// Begins a client transaction; the outputs send its request.
    pub(crate) fn begin_client(
        &mut self,
        request: Request,
        to: Hop,
        role: Role,
    ) -> Option<(TransactionId, Vec<Output>)> {
        let key = Key::from(TransactionKey::from_sent_request(&request)?);
        let id = self.next_id();
        let (machine, outputs) =
            ClientTransaction::new(request, to.transport.reliability(), Timers::default());
        self.client_ids.insert(key.clone(), id);
        let (is_switched, is_repeated, proofs) = (false, false, 0);
        let client = Client { machine, to, role, is_switched, proofs, is_repeated, key };
        self.clients.insert(id, client);
        Some((id, outputs))
    }

    /// Begins a server transaction for a request that matched none.
    pub(crate) fn begin_server(
        &mut self,
        key: Key,
        request: Request,
        to: Hop,
        call: Option<CallId>,
    ) -> (TransactionId, Vec<Output>) {
        let id = self.next_id();
        let (machine, outputs) =
            ServerTransaction::new(request, to.transport.reliability(), Timers::default());
        self.server_ids.insert(key.clone(), id);
        self.servers.insert(id, Server { machine, to, call, key });
        (id, outputs)
    }

    pub(crate) fn client_for(&self, response: &Response) -> Option<TransactionId> {
        self.client_ids.get(&Key::from(TransactionKey::from_response(response)?)).copied()
    }

    pub(crate) fn server_for(&self, key: &Key) -> Option<TransactionId> {
        self.server_ids.get(key).copied()
    }

    pub(crate) fn client(&mut self, id: TransactionId) -> Option<&mut Client> {
        self.clients.get_mut(&id)
    }

    pub(crate) fn server(&mut self, id: TransactionId) -> Option<&mut Server> {
        self.servers.get_mut(&id)
    }

    /// The requests that went by a connection and that nobody has answered at all, each for the
    /// first time that this is asked; they no longer belong to that connection.
    pub(crate) fn unheard_on(&mut self, connection: Hop) -> Vec<(Hop, Request)> {
        let mut lost = Vec::new();
        for client in self.clients.values_mut().filter(|client| client.is_unheard()) {
            let way =
                Hop::new(client.to.transport, client.to.connection.unwrap_or(client.to.address));
            if way == Hop::new(connection.transport, connection.address) && !client.is_repeated {
                client.is_repeated = true;
                client.to.connection = None;
                lost.push((client.to, client.machine.request().clone()));
            }
        }
        lost
    }

    /// Whether a final response is to go out by a connection.
    pub(crate) fn is_awaited_on(&self, connection: Hop) -> bool {
        self.servers.values().any(|server| {
            server.to.transport == connection.transport
                && server.to.connection == Some(connection.address)
                && matches!(server.machine.state(), ServerState::Trying | ServerState::Proceeding)
        })
    }

    /// The requests to a place that nobody has answered at all.
    pub(crate) fn unheard_at(&self, there: Hop) -> Vec<TransactionId> {
        let lost = self.clients.iter().filter(|(_, client)| {
            client.is_unheard()
                && client.to.transport == there.transport
                && client.to.address == there.address
        });
        lost.map(|(id, _)| *id).collect()
    }

    pub(crate) fn on_timer(&mut self, id: TransactionId, timer: Timer) -> Vec<Output> {
        if let Some(client) = self.clients.get_mut(&id) {
            client.machine.on_timer(timer)
        } else if let Some(server) = self.servers.get_mut(&id) {
            server.machine.on_timer(timer)
        } else {
            Vec::new()
        }
    }

    /// Where the messages of a transaction go.
    pub(crate) fn destination(&self, id: TransactionId) -> Option<Hop> {
        let client = self.clients.get(&id).map(|client| client.to);
        client.or_else(|| self.servers.get(&id).map(|server| server.to))
    }

    /// Forgets a transaction; gives back what a request of ours was for.
    pub(crate) fn remove(&mut self, id: TransactionId) -> Option<Role> {
        if let Some(server) = self.servers.remove(&id) {
            self.server_ids.remove(&server.key);
        }
        let client = self.clients.remove(&id)?;
        self.client_ids.remove(&client.key);
        Some(client.role)
    }

    pub(crate) fn clients(&self) -> usize {
        self.clients.len()
    }

    pub(crate) fn servers(&self) -> usize {
        self.servers.len()
    }

    fn next_id(&mut self) -> TransactionId {
        self.begun += 1;
        TransactionId(self.begun)
    }
}

impl Client {
    fn is_unheard(&self) -> bool {
        matches!(self.machine.state(), ClientState::Calling | ClientState::Trying)
    }
}

impl Key {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<TransactionKey> for Key {
    fn from(key: TransactionKey) -> Self {
        let mut bytes = Vec::new();
        let mut part = |value: &[u8]| {
            bytes.extend_from_slice(&value.len().to_be_bytes());
            bytes.extend_from_slice(value);
        };
        match key {
            TransactionKey::Rfc3261 { branch, sent_by, method } => {
                part(&branch);
                part(&sent_by);
                part(&method);
            }
            TransactionKey::Legacy {
                request_uri,
                top_via,
                from_tag,
                to_tag,
                call_id,
                cseq,
                method,
            } => {
                part(&request_uri);
                part(&top_via);
                part(&from_tag);
                part(&to_tag);
                part(&call_id);
                part(&cseq.to_be_bytes());
                part(&method);
            }
        }
        Self(bytes)
    }
}
