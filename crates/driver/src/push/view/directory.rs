//! Colleagues and groups as everybody sees them who hands a call (W13) or a session (W21) over.

use acd::{Agent, Group, GroupId, MemberId, NotRoutable};
use wire::login::Role;
use wire::workspace::{ColleagueView, Directory, DirectoryGroup, SessionLoad, Unavailable};

use super::{View, kind, label};

impl View<'_> {
    pub(crate) fn directory(&self) -> Directory {
        Directory {
            colleagues: self.acd.agents().filter_map(|agent| self.colleague_of(agent)).collect(),
            groups: self.acd.groups().map(|group| self.directory_group_of(group)).collect(),
            phones: self.phones(),
        }
    }

    pub(crate) fn colleague(&self, member: MemberId) -> Option<ColleagueView> {
        self.colleague_of(self.acd.agent(member)?)
    }

    pub(crate) fn directory_group(&self, group: GroupId) -> Option<DirectoryGroup> {
        Some(self.directory_group_of(self.acd.group(group)?))
    }

    /// `None` for who is no agent: nothing ever rings there.
    fn colleague_of(&self, agent: &Agent) -> Option<ColleagueView> {
        let id = agent.member.id;
        let known = self.book.members.get(&id)?;
        if !known.roles.contains(&Role::Agent) {
            return None;
        }
        Some(ColleagueView {
            id: id.0,
            name: known.name.clone(),
            email: known.email.clone(),
            label: label(agent.shown.label),
            since: self.since(agent).0,
            break_reason: agent.shown.break_reason.map(|reason| self.break_reason(reason)),
            groups: self.acd.groups_of(id).map(|group| group.0).collect(),
            unavailable: self.acd.why_not_in_person(id).map(unavailable),
            sessions: SessionLoad {
                open: u32::try_from(agent.sessions.len()).unwrap_or(u32::MAX),
                max: agent.member.sessions_max,
                unavailable: self.acd.why_no_session_in_person(id).map(unavailable),
            },
        })
    }

    fn directory_group_of(&self, group: &Group) -> DirectoryGroup {
        let id = group.id;
        // A disabled member keeps the places in the groups, and works nowhere.
        let members = || group.members.keys().filter(|member| self.acd.agent(**member).is_some());
        let can = |member: &&MemberId| self.acd.why_not_routable(**member, id).is_none();
        let routable = members().filter(can).count();
        DirectoryGroup {
            id: id.0,
            name: self.book.group(id).name,
            kind: kind(group.kind),
            routable: u32::try_from(routable).unwrap_or(u32::MAX),
            members: u32::try_from(members().count()).unwrap_or(u32::MAX),
            waiting: u32::try_from(self.acd.queue_length(id)).unwrap_or(u32::MAX),
            longest_since: self.acd.longest_waiting_since(id).map(|at| at.0),
        }
    }
}

const fn unavailable(why: NotRoutable) -> Unavailable {
    match why {
        NotRoutable::Label { .. } | NotRoutable::HeldBack => Unavailable::Status,
        NotRoutable::Full { .. } => Unavailable::Full,
        NotRoutable::NotConnected => Unavailable::NotConnected,
        NotRoutable::NoAudio => Unavailable::NoAudio,
        NotRoutable::Ringing => Unavailable::Ringing,
    }
}
