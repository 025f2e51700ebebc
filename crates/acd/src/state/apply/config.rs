//! Events of configuration.

use crate::state::{Acd, Agent, Queue};
use crate::{ConfigChange, ConfigChanged, DayBegan, Group, GroupId, Member, MemberId, Settings};

impl Acd {
    pub(super) fn config_changed(&mut self, event: &ConfigChanged) {
        match &event.change {
            ConfigChange::SettingsPut { settings } => self.put_settings(settings),
            ConfigChange::GroupPut { group } => self.put_group(group),
            ConfigChange::GroupRemoved { id } => self.remove_group(*id),
            ConfigChange::MemberPut { member } => self.put_member(*member),
            ConfigChange::MemberRemoved { id } => self.remove_member(*id),
            ConfigChange::NumberPut { number } => {
                self.numbers.insert(number.id, *number);
            }
            ConfigChange::NumberRemoved { id } => {
                self.numbers.remove(id);
            }
            ConfigChange::ChannelPut { channel } => {
                self.channels.insert(channel.id, *channel);
            }
            ConfigChange::ChannelRemoved { id } => {
                self.channels.remove(id);
            }
            ConfigChange::FlowPut { id, version, flow } => self.put_flow(*id, *version, flow),
            ConfigChange::FlowRemoved { id } => self.remove_flow(*id),
            ConfigChange::HoursPut { id, hours } => self.put_hours(*id, hours),
            ConfigChange::HoursRemoved { id } => self.remove_hours(*id),
        }
    }

    pub(super) fn day_began(&mut self, event: DayBegan) {
        self.day = event.day;
        let counted: Vec<MemberId> = self
            .agents
            .values()
            .filter(|agent| agent.contacts_today > 0)
            .map(|agent| agent.member.id)
            .collect();
        for member in counted {
            self.edit_agent(member, |agent| agent.contacts_today = 0);
        }
    }

    /// Deadlines of agents follow the settings at once; a contact keeps those it was given.
    fn put_settings(&mut self, settings: &Settings) {
        for agent in self.agents.values() {
            for deadline in agent.deadlines(&self.settings) {
                self.deadlines.remove(&deadline);
            }
        }
        self.settings = settings.clone();
        for agent in self.agents.values() {
            self.deadlines.extend(agent.deadlines(&self.settings));
        }
    }

    fn put_group(&mut self, group: &Group) {
        self.forget_memberships(group.id);
        for member in group.members.keys() {
            self.memberships.entry(*member).or_default().insert(group.id);
        }
        self.groups
            .entry(group.id)
            .or_insert_with(|| Queue::new(group.clone()))
            .reconfigure(group.clone());
        for member in group.members.keys() {
            self.refresh_idle(*member);
        }
    }

    fn remove_group(&mut self, id: GroupId) {
        self.forget_memberships(id);
        self.groups.remove(&id);
        self.forget_outlay(id);
    }

    fn forget_memberships(&mut self, id: GroupId) {
        let Self { groups, memberships, .. } = self;
        let Some(queue) = groups.get(&id) else { return };
        for member in queue.group.members.keys() {
            if let Some(of_member) = memberships.get_mut(member) {
                of_member.remove(&id);
                if of_member.is_empty() {
                    memberships.remove(member);
                }
            }
        }
    }

    fn put_member(&mut self, member: Member) {
        self.agents.entry(member.id).or_insert_with(|| Agent::new(member));
        self.edit_agent(member.id, |agent| agent.member = member);
    }

    fn remove_member(&mut self, id: MemberId) {
        let Some(agent) = self.agents.remove(&id) else { return };
        for deadline in agent.deadlines(&self.settings) {
            self.deadlines.remove(&deadline);
        }
        self.refresh_idle(id);
    }
}
