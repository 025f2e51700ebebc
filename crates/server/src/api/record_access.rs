//! Who may see a record, and who may hear what was recorded of it (SECURITY 2.3): an agent their own, a supervisor those of
//! their groups, an admin those of the application. To everybody else there is none: 404, not 403.

use std::collections::BTreeSet;

use acd::GroupId;
use store::{ReadError, RecordDetail, Recording, Roles, Store};

use super::guard::AtWork;

/// What a member may look at.
#[derive(Clone, Debug)]
pub(super) struct RecordAccess {
    member: acd::MemberId,
    roles: Roles,
    /// Those a supervisor answers for.
    groups: BTreeSet<GroupId>,
}

impl RecordAccess {
    pub(super) async fn of(store: &Store, at_work: &AtWork) -> Result<Self, ReadError> {
        let AtWork { member, application, roles, .. } = at_work;
        let mut groups = BTreeSet::new();
        if roles.supervisor {
            let all = store.directory(application.id).await?.groups.into_iter();
            let own = all.filter(|group| group.routing.members.contains_key(member));
            groups.extend(own.map(|group| group.routing.id));
        }
        Ok(Self { member: *member, roles: *roles, groups })
    }

    pub(super) fn may_see(&self, detail: &RecordDetail) -> bool {
        let own = detail.segments.iter().any(|segment| segment.member == self.member);
        let groups = detail.segments.iter().filter_map(|segment| segment.group);
        own || self.roles.admin || groups.chain(detail.record.group).any(|id| self.answers_for(id))
    }

    /// An agent hears the talks of their own, and not what a colleague said before or after them.
    pub(super) fn may_hear(&self, recording: &Recording) -> bool {
        let own = recording.member == self.member;
        own || self.roles.admin || recording.group.is_some_and(|id| self.answers_for(id))
    }

    fn answers_for(&self, group: GroupId) -> bool {
        self.groups.contains(&group)
    }
}

#[cfg(test)]
mod tests {
    use acd::{ContactId, MemberId, Millis, Timestamp};
    use store::RecordingId;
    use uuid::Uuid;

    use super::*;

    const SALES: GroupId = GroupId(Uuid::from_u128(1));
    const HELP: GroupId = GroupId(Uuid::from_u128(2));
    const ANN: MemberId = MemberId(Uuid::from_u128(3));
    const BOB: MemberId = MemberId(Uuid::from_u128(4));

    fn access(roles: Roles, groups: &[GroupId]) -> RecordAccess {
        RecordAccess { member: ANN, roles, groups: groups.iter().copied().collect() }
    }

    fn recording(member: MemberId, group: Option<GroupId>) -> Recording {
        Recording {
            id: RecordingId(Uuid::from_u128(5)),
            contact: ContactId(Uuid::from_u128(6)),
            member,
            group,
            started: Timestamp(7),
            finished: Some(Timestamp(8)),
            length: Millis(1),
            spans: vec![],
            complete: true,
            failure: None,
        }
    }

    #[test]
    fn each_role_hears_what_is_its_to_hear() {
        let agent = Roles { agent: true, ..Roles::default() };
        let supervisor = Roles { supervisor: true, ..Roles::default() };
        let admin = Roles { admin: true, ..Roles::default() };
        let own = recording(ANN, Some(SALES));
        let colleagues = recording(BOB, Some(SALES));
        let groupless = recording(BOB, None);
        let rows = [
            (access(agent, &[]), [true, false, false]),
            (access(supervisor, &[SALES]), [true, true, false]),
            (access(supervisor, &[HELP]), [true, false, false]),
            (access(admin, &[]), [true, true, true]),
            (access(Roles::default(), &[]), [true, false, false]),
        ];
        for (access, expected) in rows {
            let may = [&own, &colleagues, &groupless].map(|one| access.may_hear(one));
            assert_eq!(may, expected, "{access:?}");
        }
    }
}
