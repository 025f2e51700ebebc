//! Changes by an admin. What a removed group or member still held goes its regular way first.

use super::Step;
use crate::{
    Actor, AcwEnd, Chosen, ConfigChange, ConfigChanged, ConsultEnd, ContactId, ContactState,
    EndReason, Event, GroupId, MemberId, OfferEnd, OfflineWhy,
};

impl Step<'_> {
    pub(super) fn config(&mut self, change: ConfigChange) {
        match &change {
            ConfigChange::GroupPut { group } => {
                let old = self.acd.group(group.id);
                if old.is_some_and(|old| old.kind != group.kind) {
                    self.empty_group(group.id);
                }
                self.stirred.insert(group.id);
            }
            ConfigChange::GroupRemoved { id } => self.empty_group(*id),
            ConfigChange::MemberPut { member } => {
                self.touched.insert(member.id);
            }
            ConfigChange::MemberRemoved { id } => self.release(*id),
            ConfigChange::SettingsPut { .. }
            | ConfigChange::NumberPut { .. }
            | ConfigChange::NumberRemoved { .. }
            | ConfigChange::ChannelPut { .. }
            | ConfigChange::ChannelRemoved { .. }
            | ConfigChange::FlowPut { .. }
            | ConfigChange::FlowRemoved { .. }
            | ConfigChange::HoursPut { .. }
            | ConfigChange::HoursRemoved { .. } => {}
        }
        self.record(Event::ConfigChanged(ConfigChanged { change }));
    }

    /// Nobody will ever take those who wait here.
    fn empty_group(&mut self, group: GroupId) {
        let stranded: Vec<ContactId> = self
            .acd
            .contacts()
            .filter(|contact| contact.group() == Some(group))
            .filter(|contact| {
                matches!(contact.state, ContactState::Waiting(_) | ContactState::Offered(_))
            })
            .map(|contact| contact.id)
            .collect();
        for contact in stranded {
            self.end(contact, EndReason::Refused);
        }
    }

    /// A removed member's contacts go back to the head of their groups; the history ends Offline.
    fn release(&mut self, member: MemberId) {
        let Some(agent) = self.acd.agent(member) else { return };
        let (offer, call) = (agent.offer, agent.call);
        if let Some(contact) = offer
            && let Some(ended) = self.end_offer(contact, OfferEnd::AgentGone)
        {
            self.go_on(contact, &ended);
        }
        if let Some(contact) = call.filter(|call| self.consult_with(*call, member).is_some()) {
            self.end_consult(contact, ConsultEnd::Unreachable);
        } else if let Some(contact) = call {
            self.take_from(contact, member);
        }
        self.hand_back_sessions(member);
        self.end_acw(member, AcwEnd::LoggedOut);
        self.reserve(member, None);
        self.choose(member, Chosen::Offline { why: OfflineWhy::LoggedOut }, Actor::System);
        self.settle();
    }
}
