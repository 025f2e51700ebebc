//! Who gets whom (RT02, RT03, RT07). Reads the heads of the ordered indexes; every look costs O(log n).

use std::collections::BTreeSet;

use crate::state::{Contact, Queue, QueueKey};
use crate::{Acd, Candidate, ContactId, Decision, GroupId, MemberId, NotRoutable, Verdict};

/// A contact and the agent the strategy picked for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    pub(crate) group: GroupId,
    pub(crate) contact: ContactId,
    pub(crate) member: MemberId,
    key: QueueKey,
}

/// RT03: the most urgent contact over all these groups that somebody may take now. Groups without one are dropped.
pub(crate) fn best(acd: &Acd, groups: &mut BTreeSet<GroupId>) -> Option<Match> {
    let mut best: Option<Match> = None;
    groups.retain(|group| {
        let found = acd.queue(*group).and_then(|queue| first(acd, queue));
        if let Some(found) = found
            && best.is_none_or(|so_far| found.key < so_far.key)
        {
            best = Some(found);
        }
        found.is_some()
    });
    best
}

/// The first waiting contact that a routable agent may take. Only contacts that hold back every routable agent are
/// passed over, and an agent is held back by few: each is an offer they let pass seconds ago.
fn first(acd: &Acd, queue: &Queue) -> Option<Match> {
    if queue.routable.is_empty() {
        return None;
    }
    queue.waiting.iter().inspect(|_| visits::count()).find_map(|key| {
        let contact = acd.contact(key.contact)?;
        let member = choose(queue, contact)?;
        Some(Match { group: queue.group.id, contact: key.contact, member, key: *key })
    })
}

/// VC03: first those who have not passed this contact, in the strategy's order; then those who have and are no
/// longer held back, longest ago first.
fn choose(queue: &Queue, contact: &Contact) -> Option<MemberId> {
    let fresh = queue.routable.iter().inspect(|_| visits::count()).map(|(_, member)| *member);
    let mut fresh = fresh.filter(|member| contact.pass_of(*member).is_none());
    fresh.next().or_else(|| {
        let again = contact.passes.iter().inspect(|_| visits::count());
        let mut again = again.filter(|pass| pass.held_until.is_none()).map(|pass| pass.member);
        again.find(|member| queue.ranks.contains_key(member))
    })
}

/// RT06: the reasons, in at most [`Decision::CANDIDATES_MAX`] lines and without a walk through the group: the
/// chosen one, those the contact had passed before, the next in order, and some who could not.
pub(crate) fn decision(acd: &Acd, found: &Match) -> Decision {
    let Some((queue, contact)) = acd.queue(found.group).zip(acd.contact(found.contact)) else {
        return Decision {
            strategy: crate::Strategy::LongestIdle,
            candidates: vec![],
            unlisted: 0,
        };
    };
    let members = queue.group.members.len();
    let mut list = Candidates(vec![Candidate { member: found.member, verdict: Verdict::Chosen }]);

    for pass in contact.passes.iter().take(PASSES_LISTED) {
        if queue.ranks.contains_key(&pass.member) {
            let why = NotRoutable::HeldBack;
            let held = pass.held_until.map(|_| Verdict::NotRoutable { why });
            list.add(pass.member, held.unwrap_or(Verdict::Eligible));
        }
    }
    let everyone = members <= Decision::CANDIDATES_MAX;
    let eligible = if everyone { members } else { ELIGIBLE_LISTED };
    for (_, member) in queue.routable.iter().take(eligible).inspect(|_| visits::count()) {
        list.add(*member, Verdict::Eligible);
    }
    let asked = queue.group.members.keys().take(MEMBERS_ASKED).inspect(|_| visits::count());
    for member in asked {
        if let Some(why) = acd.why_not_routable(*member, found.group) {
            list.add(*member, Verdict::NotRoutable { why });
        }
    }
    let unlisted = u32::try_from(members.saturating_sub(list.0.len())).unwrap_or(u32::MAX);
    Decision { strategy: queue.group.strategy, candidates: list.0, unlisted }
}

const PASSES_LISTED: usize = 8;
const ELIGIBLE_LISTED: usize = 16;
/// How many members are asked why they are not routable, whatever the size of the group.
const MEMBERS_ASKED: usize = 32;

struct Candidates(Vec<Candidate>);

impl Candidates {
    fn add(&mut self, member: MemberId, verdict: Verdict) {
        let listed = self.0.iter().any(|candidate| candidate.member == member);
        if !listed && self.0.len() < Decision::CANDIDATES_MAX {
            self.0.push(Candidate { member, verdict });
        }
    }
}

/// Counts looks at the indexes, so that a test can prove that their number does not grow with the queue.
mod visits {
    #[cfg(not(test))]
    pub(super) const fn count() {}

    #[cfg(test)]
    pub(super) fn count() {
        super::tests::VISITS.with(|visits| visits.set(visits.get() + 1));
    }
}

#[cfg(test)]
mod tests;
