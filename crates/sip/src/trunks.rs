//! Whether trunks are there (F40): what is known of each address that can be asked.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::advertised::Advertised;
use crate::hop::Hop;
use crate::peer::{PeerAddress, Peers};
use crate::transactions::TransactionId;

/// Questions in a row without an answer, and a trunk is down.
const DOWN_AFTER: u8 = 3;
/// Answers in a row, and one that was down is up.
const UP_AFTER: u8 = 2;

/// An address of a peer, as the endpoint numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TrunkId(usize);

/// What is known of a trunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrunkState {
    /// It answers.
    Up,
    /// It answers, and does not believe that we are who we say, or takes us for nobody.
    Refused,
    /// It does not answer, or says that it takes nothing.
    Down,
}

/// A trunk came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrunkChanged {
    /// The configured peer.
    pub peer: String,
    /// Which of its addresses.
    pub address: Hop,
    /// From now on.
    pub state: TrunkState,
}

#[derive(Debug)]
pub(crate) struct Trunk {
    peer: String,
    pub(crate) address: Hop,
    /// The address that a phone gives itself.
    pub(crate) contact: Option<String>,
    pub(crate) interval: Option<Duration>,
    /// Nothing is known before the first answer, or the third without one.
    state: Option<TrunkState>,
    misses: u8,
    answers: u8,
    /// The question that is not answered yet.
    pub(crate) pending: Option<TransactionId>,
}

/// All addresses that are asked.
#[derive(Debug, Default)]
pub(crate) struct Trunks {
    begun: usize,
    all: BTreeMap<TrunkId, Trunk>,
}

impl Trunks {
    /// Of the peers that want to be asked, each address that names one host.
    pub(crate) fn of(peers: &Peers, ours: Advertised) -> Self {
        let mut trunks = Self::default();
        for peer in peers.iter() {
            let Some(interval) = peer.ping else { continue };
            for (transport, address) in peer.addresses.iter().filter_map(PeerAddress::destination) {
                if ours.speaks(transport) {
                    let address = Hop::new(transport, address);
                    trunks.insert(Trunk::new(peer.name.clone(), address, Some(interval)));
                }
            }
        }
        trunks
    }

    /// One more address, at which a phone is that names itself so.
    pub(crate) fn add(
        &mut self,
        address: Hop,
        interval: Option<Duration>,
        contact: String,
    ) -> TrunkId {
        let phone = Trunk::new(String::new(), address, interval);
        self.insert(Trunk { contact: Some(contact), ..phone })
    }

    pub(crate) fn remove(&mut self, id: TrunkId) -> Option<Trunk> {
        self.all.remove(&id)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = TrunkId> + use<> {
        self.all.keys().copied().collect::<Vec<_>>().into_iter()
    }

    fn insert(&mut self, trunk: Trunk) -> TrunkId {
        let id = TrunkId(self.begun);
        self.begun += 1;
        self.all.insert(id, trunk);
        id
    }

    /// Whether it is known not to answer.
    pub(crate) fn is_down(&self, address: Hop) -> bool {
        let mut there = self.all.values().filter(|trunk| trunk.address == address);
        there.any(|trunk| trunk.state == Some(TrunkState::Down))
    }

    pub(crate) fn get_mut(&mut self, id: TrunkId) -> Option<&mut Trunk> {
        self.all.get_mut(&id)
    }
}

impl Trunk {
    fn new(peer: String, address: Hop, interval: Option<Duration>) -> Self {
        let (contact, state, pending) = (None, None, None);
        Self { peer, address, contact, interval, state, misses: 0, answers: 0, pending }
    }

    /// It said something that makes it this.
    pub(crate) fn answered(&mut self, state: TrunkState) -> Option<TrunkChanged> {
        self.misses = 0;
        self.answers = self.answers.saturating_add(1);
        let is_believed = self.state != Some(TrunkState::Down) || self.answers >= UP_AFTER;
        if is_believed { self.becomes(state) } else { None }
    }

    /// It said nothing, or that it takes nothing.
    pub(crate) fn missed(&mut self) -> Option<TrunkChanged> {
        self.answers = 0;
        self.misses = self.misses.saturating_add(1);
        if self.misses >= DOWN_AFTER { self.becomes(TrunkState::Down) } else { None }
    }

    fn becomes(&mut self, state: TrunkState) -> Option<TrunkChanged> {
        let before = self.state.replace(state);
        let changed = || TrunkChanged { peer: self.peer.clone(), address: self.address, state };
        (before != Some(state)).then(changed)
    }
}
