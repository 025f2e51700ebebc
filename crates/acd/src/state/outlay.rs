//! What a group's calls out have cost so far (I25): how many go on, how fast they were begun, how long was talked today.

use serde::{Deserialize, Serialize};

use crate::{ContactId, DialCaps, GroupId, Millis, Refused, Timestamp};

use super::Acd;

/// A call out that counts against its group, until it ends; whoever it is handed to, the group pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    pub group: GroupId,
    /// Absent until somebody answers.
    pub answered_at: Option<Timestamp>,
}

/// What is counted of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlay {
    /// How many of its calls out go on.
    pub live: u32,
    pub(crate) pace: Pace,
    /// Talked in calls that ended on `day`.
    pub talked: Millis,
    pub day: u64,
}

impl Outlay {
    fn talked_on(self, day: u64) -> Millis {
        if self.day == day { self.talked } else { Millis::ZERO }
    }
}

/// How fast something was done of late: so many may come at once, then one after the other, as the virtual scheduling algorithm
/// of ITU-T I.371 has it. What is kept is when the next one would be due if all had come evenly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pace(Timestamp);

const MINUTE: u64 = 60_000;

impl Pace {
    pub(crate) const NONE: Self = Self(Timestamp(0));

    pub(crate) fn allows(self, now: Timestamp, a_minute: u32) -> bool {
        each(a_minute).is_some_and(|each| self.0.0 + each <= now.0 + MINUTE)
    }

    pub(crate) fn add(&mut self, now: Timestamp, a_minute: u32) {
        let due = self.0.0.max(now.0);
        self.0 = Timestamp(due + each(a_minute).unwrap_or(MINUTE));
    }
}

/// `None`: not even one is allowed.
fn each(a_minute: u32) -> Option<u64> {
    MINUTE.checked_div(a_minute.into())
}

impl Acd {
    /// I25: `by_member` is how fast the member who wants to dial has dialled of late.
    pub(crate) fn may_pay(
        &self,
        group: GroupId,
        caps: DialCaps,
        by_member: Pace,
        now: Timestamp,
    ) -> Result<(), Refused> {
        let outlay = self.outlays.get(&group).copied().unwrap_or_default();
        if outlay.talked_on(now.day()) >= caps.a_day {
            return Err(Refused::TalkTimeUsed);
        }
        let pace = outlay.pace.allows(now, caps.a_minute);
        if outlay.live >= caps.at_once || !pace || !by_member.allows(now, caps.a_minute_each) {
            return Err(Refused::TooManyCalls);
        }
        Ok(())
    }

    /// By group, where something was ever counted.
    pub(crate) fn outlays(&self) -> impl Iterator<Item = (GroupId, &Outlay)> {
        self.outlays.iter().map(|(group, outlay)| (*group, outlay))
    }

    pub(super) fn begin_to_pay(&mut self, contact: ContactId, group: GroupId, at: Timestamp) {
        self.begin_call_out(group, at);
        if let Some(contact) = self.contacts.get_mut(&contact) {
            contact.outgoing = Some(Outgoing { group, answered_at: None });
        }
    }

    /// Counts it; what it costs is known by who ends it.
    pub(super) fn begin_call_out(&mut self, group: GroupId, at: Timestamp) {
        let a_minute = self.group(group).map(|group| group.dial_caps.a_minute).unwrap_or_default();
        let outlay = self.outlays.entry(group).or_default();
        outlay.live += 1;
        outlay.pace.add(at, a_minute);
    }

    pub(super) fn pay(&mut self, outgoing: Outgoing, ended: Timestamp) {
        let Outgoing { group, answered_at } = outgoing;
        let Some(outlay) = self.outlays.get_mut(&group) else { return };
        outlay.live = outlay.live.saturating_sub(1);
        let talked = answered_at.map_or(Millis::ZERO, |answered| ended.since(answered));
        outlay.talked = Millis(outlay.talked_on(ended.day()).0 + talked.0);
        outlay.day = ended.day();
        self.forget_outlay(group);
    }

    /// Of a group that is no more, once its last call has ended.
    pub(super) fn forget_outlay(&mut self, group: GroupId) {
        let gone = !self.groups.contains_key(&group);
        if gone && self.outlays.get(&group).is_some_and(|outlay| outlay.live == 0) {
            self.outlays.remove(&group);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i25_so_many_at_once_and_then_one_after_the_other() {
        let mut pace = Pace::default();
        let noon = 43_200_000;
        for _ in 0..6 {
            assert!(pace.allows(Timestamp(noon), 6));
            pace.add(Timestamp(noon), 6);
        }
        assert!(!pace.allows(Timestamp(noon), 6));
        assert!(!pace.allows(Timestamp(noon + 9_999), 6));
        assert!(pace.allows(Timestamp(noon + 10_000), 6), "a sixth of a minute later");
        pace.add(Timestamp(noon + 10_000), 6);
        assert!(!pace.allows(Timestamp(noon + 19_999), 6));
        assert!(pace.allows(Timestamp(noon + 20_000), 6));
    }

    #[test]
    fn i25_a_cap_of_none_allows_none() {
        assert!(!Pace::default().allows(Timestamp(43_200_000), 0));
    }

    #[test]
    fn i25_a_new_day_begins_at_nought() {
        let outlay = Outlay { talked: Millis(5), day: 7, ..Outlay::default() };
        assert_eq!(outlay.talked_on(7), Millis(5));
        assert_eq!(outlay.talked_on(8), Millis::ZERO);
    }
}
