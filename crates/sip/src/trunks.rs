//! Whether trunks are there (F40): what is known of each address that can be asked.

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
    pub(crate) interval: Duration,
    /// Nothing is known before the first answer, or the third without one.
    state: Option<TrunkState>,
    misses: u8,
    answers: u8,
    /// The question that is not answered yet.
    pub(crate) pending: Option<TransactionId>,
}

/// All addresses that are asked.
#[derive(Debug, Default)]
pub(crate) struct Trunks(Vec<Trunk>);

impl Trunks {
    /// Of the peers that want to be asked, each address that names one host.
    pub(crate) fn of(peers: &Peers, ours: Advertised) -> Self {
        let mut trunks = Vec::new();
        for peer in peers.iter() {
            let Some(interval) = peer.ping else { continue };
            for (transport, address) in peer.addresses.iter().filter_map(PeerAddress::destination) {
                if ours.speaks(transport) {
                    let address = Hop::new(transport, address);
                    trunks.push(Trunk::new(peer.name.clone(), address, interval));
                }
            }
        }
        Self(trunks)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = TrunkId> + use<> {
        (0..self.0.len()).map(TrunkId)
    }

    /// Whether it is known not to answer.
    pub(crate) fn is_down(&self, address: Hop) -> bool {
        let mut there = self.0.iter().filter(|trunk| trunk.address == address);
        there.any(|trunk| trunk.state == Some(TrunkState::Down))
    }

    pub(crate) fn get_mut(&mut self, id: TrunkId) -> Option<&mut Trunk> {
        self.0.get_mut(id.0)
    }
}

impl Trunk {
    fn new(peer: String, address: Hop, interval: Duration) -> Self {
        Self { peer, address, interval, state: None, misses: 0, answers: 0, pending: None }
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
