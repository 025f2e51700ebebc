//! The contact center as the events tell it, judged one by one. Nothing here asks the core; each rule stands here a second
//! time, from the rules and the invariants, and an event that breaks one is told with the invariant's name.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    By, Channel, ChannelId, Command, ConfigChange, ContactId, EndReason, Event, Fence, Group,
    GroupId, GroupKind, Input, MemberId, Number, NumberId, Settings, Timestamp,
};
use anyhow::{Context, Result, ensure};

use super::agent::Agent;
use super::contact::{Contact, Place};
use super::rights::queue_may_offer;

#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) settings: Settings,
    pub(super) groups: BTreeMap<GroupId, Group>,
    pub(super) numbers: BTreeMap<NumberId, Number>,
    pub(super) channels: BTreeMap<ChannelId, Channel>,
    pub(super) agents: BTreeMap<MemberId, Agent>,
    /// Those that live.
    pub(super) contacts: BTreeMap<ContactId, Contact>,
    pub(super) ended: BTreeMap<ContactId, EndReason>,
    pub(super) arrived: u64,
    pub(super) fence: Fence,
    /// RT02: when each member had an offer of the group last.
    pub(super) turns: BTreeMap<(GroupId, MemberId), Fence>,
    pub(super) taken_today: BTreeMap<MemberId, u64>,
}

/// One journal entry on its way through the model.
pub(super) struct Step<'a> {
    pub(super) at: Timestamp,
    pub(super) input: &'a Input,
    /// Who has left a talk in this entry, and since when they had talked.
    pub(super) left: BTreeMap<ContactId, (MemberId, Timestamp)>,
    /// ST06: after-call-work that must begin in this entry.
    pub(super) acw_due: BTreeMap<MemberId, (ContactId, Timestamp)>,
    /// Whose after-call-work has ended in this entry.
    pub(super) worked: BTreeSet<MemberId>,
    /// Contacts whose offer was cancelled: they must end in this entry.
    pub(super) cancelled: BTreeSet<ContactId>,
    /// I21: talks that began and have to be recorded from now on.
    pub(super) record_due: BTreeSet<ContactId>,
}

impl<'a> Step<'a> {
    pub(super) const fn new(at: Timestamp, input: &'a Input) -> Self {
        Self {
            at,
            input,
            left: BTreeMap::new(),
            acw_due: BTreeMap::new(),
            worked: BTreeSet::new(),
            cancelled: BTreeSet::new(),
            record_due: BTreeSet::new(),
        }
    }

    /// The command of this entry, if it is this member's.
    pub(super) fn command_of(&self, member: MemberId) -> Option<Command> {
        match self.input {
            Input::Command { by: By::Member(by), command } if *by == member => Some(*command),
            Input::Command { .. } | Input::Fact { .. } | Input::Config { .. } => None,
        }
    }
}

impl Model {
    pub(super) fn take(&mut self, step: &mut Step<'_>, event: &Event) -> Result<()> {
        match event {
            Event::ConfigChanged(event) => self.config_changed(&event.change),
            Event::PhoneChanged(event) => {
                anyhow::bail!("{} changes, and there is no phone in a day", event.phone)
            }
            Event::DayBegan(_) => {
                self.taken_today.clear();
                Ok(())
            }
            Event::BrowserChanged(event) => self.browser_changed(step, *event),
            Event::AudioChanged(event) => {
                self.agent(event.member)?.audio = event.ready;
                Ok(())
            }
            Event::StatusChosen(event) => self.status_chosen(step, *event),
            Event::StatusReserved(event) => self.status_reserved(step, *event),
            Event::AcwStarted(event) => self.acw_started(step, *event),
            Event::AcwExtended(event) => self.acw_extended(step, *event),
            Event::AcwEnded(event) => self.acw_ended(step, *event),
            Event::StatusChanged(event) => self.status_changed(step, *event),
            Event::ContactArrived(event) => self.contact_arrived(step, *event),
            Event::NoticeStarted(event) => self.notice_started(step, *event),
            Event::NoticePlayed(event) => self.notice_played(step, *event),
            Event::KeyPressed(event) => self.key_pressed(step, *event),
            Event::CallTransferred(event) => self.call_transferred(step, *event),
            Event::CallDialled(event) => self.call_dialled(step, *event),
            Event::CallProgressed(event) => self.call_progressed(step, *event),
            Event::CallOutLimited(event) => self.call_out_limited(step, *event),
            Event::ConsultMoved(event) => {
                anyhow::bail!("{} is asked, which no agent of a day does", event.member)
            }
            Event::ExternalMoved(event) => self.external_moved(step, *event),
            Event::InternalMoved(event) => {
                anyhow::bail!("{} calls a colleague, which no agent of a day does", event.caller)
            }
            Event::FlowMoved(event) => self.flow_moved(step, *event),
            Event::QueueEntered(event) => self.queue_entered(step, *event),
            Event::OfferMade(event) => self.offer_made(step, event),
            Event::OfferSeen(event) => self.offer_seen(*event),
            Event::OfferEnded(event) => self.offer_ended(step, *event),
            Event::MissForgiven(event) => self.miss_forgiven(step, *event),
            Event::HoldBackEnded(event) => self.hold_back_ended(step, *event),
            Event::MemberJoined(event) => self.member_joined(step, *event),
            Event::TalkStarted(event) => self.talk_started(step, *event),
            Event::RecordingStarted(event) => self.recording_started(step, *event),
            Event::RecordingPaused(event) => self.recording_paused(step, *event),
            Event::RecordingResumed(event) => self.recording_resumed(step, *event),
            Event::RecordingEnded(event) => self.recording_ended(step, *event),
            Event::SelfServiceStarted(event) => {
                anyhow::bail!("{} starts a flow, which no agent of a day does", event.member)
            }
            Event::SelfServiceEnded(event) => {
                anyhow::bail!("{} is back from a flow that nobody started", event.contact)
            }
            Event::SatisfactionAsked(event) => {
                anyhow::bail!("{} wants a survey, which no agent of a day does", event.member)
            }
            Event::SurveyStarted(_) | Event::RatingInvited(_) | Event::RatingGiven(_) => {
                anyhow::bail!("{event:?}, and nobody is asked on such a day")
            }
            Event::HoldChanged(event) => self.hold_changed(step, *event),
            Event::MuteChanged(event) => self.mute_changed(step, *event),
            Event::KeysSent(event) => self.keys_sent(step, *event),
            Event::AgentSilenceChanged(event) => self.agent_silence_changed(*event),
            Event::MessageAdded(event) => self.message_added(step, *event),
            Event::MemberLeft(event) => self.member_left(step, *event),
            Event::ContactEnded(event) => self.contact_ended(step, *event),
        }
    }

    fn config_changed(&mut self, change: &ConfigChange) -> Result<()> {
        match change {
            ConfigChange::SettingsPut { settings } => self.settings = settings.clone(),
            ConfigChange::GroupPut { group } => {
                self.groups.insert(group.id, group.clone());
            }
            ConfigChange::GroupRemoved { id } => {
                self.groups.remove(id);
                self.turns.retain(|(group, _), _| group != id);
            }
            ConfigChange::MemberPut { member } => {
                let agent = self.agents.entry(member.id);
                agent.or_insert_with(|| Agent::new(member.sessions_max)).sessions_max =
                    member.sessions_max;
            }
            ConfigChange::MemberRemoved { id } => {
                self.taken_today.remove(id);
                if let Some(agent) = self.agents.remove(id) {
                    let is_free =
                        agent.rings.is_none() && agent.call.is_none() && agent.sessions.is_empty();
                    ensure!(is_free, "I07: {id} was removed with a contact in hand");
                }
            }
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
            ConfigChange::FlowPut { .. }
            | ConfigChange::FlowRemoved { .. }
            | ConfigChange::HoursPut { .. }
            | ConfigChange::HoursRemoved { .. } => {}
        }
        if let ConfigChange::GroupPut { group } = change {
            self.turns
                .retain(|(of, member), _| *of != group.id || group.members.contains_key(member));
        }
        Ok(())
    }

    /// RT01, RT07: whether this member may take a contact of this group now.
    pub(super) fn may_take(&self, member: MemberId, group: &Group) -> bool {
        let (Some(agent), Some(place)) = (self.agents.get(&member), group.members.get(&member))
        else {
            return false;
        };
        let reached = agent.browser == acd::Browser::Live && agent.rings.is_none();
        let fits = match group.kind {
            GroupKind::Voice => agent.audio,
            GroupKind::Chat => {
                let of_group = agent.sessions.values().filter(|of| **of == group.id).count();
                let below = |count: usize, max: u32| u32::try_from(count).is_ok_and(|n| n < max);
                below(agent.sessions.len(), agent.sessions_max)
                    && place.sessions_max.is_none_or(|share| below(of_group, share))
            }
        };
        reached && fits && queue_may_offer(agent.label(), group.kind)
    }

    pub(super) fn agent(&mut self, member: MemberId) -> Result<&mut Agent> {
        self.agents.get_mut(&member).with_context(|| format!("I24: {member} does not work here"))
    }

    /// I06: nothing happens to a contact that has ended, or that never came.
    pub(super) fn contact(&mut self, contact: ContactId) -> Result<&mut Contact> {
        if let Some(reason) = self.ended.get(&contact) {
            anyhow::bail!("I06: {contact} has ended ({reason:?}), and something happens to it");
        }
        self.contacts.get_mut(&contact).with_context(|| format!("I07: {contact} never arrived"))
    }

    /// Who waits in the group, in no order.
    pub(super) fn waiting(&self, group: GroupId) -> impl Iterator<Item = &Contact> {
        let waits = move |contact: &&Contact| {
            contact.place == Place::Waiting
                && contact.queued.is_some_and(|queued| queued.group == group)
        };
        self.contacts.values().filter(waits)
    }
}
