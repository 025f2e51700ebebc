//! A group with its two ordered indexes: who waits, and who could take it. Matching reads their heads.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Agent;
use crate::{ContactId, Fence, Group, MemberId, Place, Priority, Strategy, Timestamp};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Queue {
    pub(crate) group: Group,
    pub(crate) waiting: BTreeSet<QueueKey>,
    /// The same contacts by arrival, for "longest wait".
    pub(crate) arrivals: BTreeSet<(Timestamp, ContactId)>,
    /// Agents who may take a contact of this group now, the strategy's first choice first.
    pub(crate) routable: BTreeSet<(u64, MemberId)>,
    /// Each routable agent's rank, to find it in `routable`.
    pub(crate) ranks: BTreeMap<MemberId, u64>,
    /// The last offer each member had from this group ([`Strategy::RoundRobin`]).
    turns: BTreeMap<MemberId, Fence>,
}

/// RT03: the order of service, first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct QueueKey {
    pub(crate) priority: Priority,
    pub(crate) place: Place,
    pub(crate) arrival: Timestamp,
    pub(crate) contact: ContactId,
}

impl Queue {
    pub(super) const fn new(group: Group) -> Self {
        Self {
            group,
            waiting: BTreeSet::new(),
            arrivals: BTreeSet::new(),
            routable: BTreeSet::new(),
            ranks: BTreeMap::new(),
            turns: BTreeMap::new(),
        }
    }

    /// RT02: where the strategy puts this agent; ties go by id.
    pub(crate) fn rank(&self, agent: &Agent) -> u64 {
        let member = agent.member.id;
        match self.group.strategy {
            Strategy::LongestIdle => agent.idle_since.0,
            Strategy::FewestContactsToday => u64::from(agent.contacts_today),
            Strategy::RoundRobin => self.turns.get(&member).map_or(0, |fence| fence.0),
            Strategy::Priority => {
                self.group.members.get(&member).map_or(u64::MAX, |place| u64::from(place.priority))
            }
        }
    }

    pub(super) fn enter(&mut self, key: QueueKey) {
        self.waiting.insert(key);
        self.arrivals.insert((key.arrival, key.contact));
    }

    pub(super) fn leave(&mut self, key: QueueKey) {
        self.waiting.remove(&key);
        self.arrivals.remove(&(key.arrival, key.contact));
    }

    /// Puts the agent where its rank now belongs, or takes it out.
    pub(super) fn set_routable(&mut self, member: MemberId, rank: Option<u64>) {
        if self.ranks.get(&member).copied() == rank {
            return;
        }
        if let Some(old) = self.ranks.remove(&member) {
            self.routable.remove(&(old, member));
        }
        if let Some(new) = rank {
            self.ranks.insert(member, new);
            self.routable.insert((new, member));
        }
    }

    pub(super) fn take_turn(&mut self, member: MemberId, fence: Fence) {
        self.turns.insert(member, fence);
    }

    /// A new configuration. Waiting contacts stay; who is routable is asked again by the caller.
    pub(super) fn reconfigure(&mut self, group: Group) {
        self.turns.retain(|member, _| group.members.contains_key(member));
        self.routable.clear();
        self.ranks.clear();
        self.group = group;
    }
}
