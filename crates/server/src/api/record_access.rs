//! Who may see a record, and who may hear what was recorded of it: an agent their own, a supervisor those of
//! their groups, an admin those of the application. To everybody else there is none: 404, not 403.

use std::collections::BTreeSet;

use acd::{GroupId, MemberId};
use driver::Book;
use store::{
    Concerned, ReadError, RecordDetail, RecordScope, Recording, Roles, Segment, SkillGroup, Store,
};
use wire::record::RecordChoices;

use super::guard::AtWork;

/// What a member may look at.
#[derive(Clone, Debug)]
pub(super) struct RecordAccess {
    member: MemberId,
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

    /// The records that are listed: the same that [`Self::may_see`] lets be opened.
    pub(super) fn scopes(&self) -> Vec<RecordScope> {
        if self.roles.admin {
            return vec![RecordScope::All];
        }
        let groups = self.groups.iter().map(|group| RecordScope::Group(*group));
        std::iter::once(RecordScope::Member(self.member)).chain(groups).collect()
    }

    /// Whose records there can be, by name: to an agent only their own, of the groups they are in.
    pub(super) fn choices(&self, groups: &[SkillGroup], book: &Book) -> RecordChoices {
        let mut members = BTreeSet::from([self.member]);
        let mut seen = Vec::new();
        for SkillGroup { routing, .. } in groups {
            let answers = self.roles.admin || self.answers_for(routing.id);
            if answers {
                members.extend(routing.members.keys());
            }
            if answers || routing.members.contains_key(&self.member) {
                seen.push(book.group(routing.id));
            }
        }
        if self.roles.admin {
            members.extend(book.members.keys());
        }
        let mut members: Vec<_> = members.into_iter().map(|member| book.member(member)).collect();
        members.sort_by(|one, other| one.name.cmp(&other.name));
        seen.sort_by(|one, other| one.name.cmp(&other.name));
        RecordChoices { members, groups: seen }
    }

    pub(super) fn may_see(&self, detail: &RecordDetail) -> bool {
        self.had_part(&detail.segments, detail.record.group)
    }

    /// What was said in a session, also before it is over: who may open its record, and who is asked to take it.
    pub(super) fn may_read(&self, concerned: &Concerned) -> bool {
        concerned.offered.contains(&self.member)
            || self.had_part(&concerned.segments, concerned.record.group)
    }

    fn had_part(&self, segments: &[Segment], group: Option<GroupId>) -> bool {
        let own = segments.iter().any(|segment| segment.member == self.member);
        let groups = segments.iter().filter_map(|segment| segment.group);
        own || self.roles.admin || groups.chain(group).any(|id| self.answers_for(id))
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

    #[test]
    fn rc01_each_role_is_listed_what_it_may_open() {
        let agent = Roles { agent: true, ..Roles::default() };
        let supervisor = Roles { supervisor: true, ..Roles::default() };
        let admin = Roles { admin: true, supervisor: true, ..Roles::default() };
        let own = RecordScope::Member(ANN);
        assert_eq!(access(agent, &[]).scopes(), [own]);
        assert_eq!(access(supervisor, &[SALES]).scopes(), [own, RecordScope::Group(SALES)]);
        assert_eq!(access(admin, &[SALES]).scopes(), [RecordScope::All]);
    }
}
