//! What an admin has set when a play begins, and what it sets: the defaults, calls by hand, sessions automatic.

use std::collections::{BTreeMap, BTreeSet};

use acd::{
    AfterAcw, AfterLogin, Answering, Channel, ConfigChange, Decline, DialCaps, FlowId, Greeting,
    GroupKind, GroupMember, HoldCuts, Member, Number, Priority, RecordingPolicy, Settings,
    SurveyWhen,
};

use crate::act::{Cap, Setting};
use crate::cast::{Agent, Group, Reason};
use crate::{flows_of_cast, ids, menu};

#[derive(Clone, Debug)]
pub struct Config {
    settings: Settings,
    groups: BTreeMap<Group, acd::Group>,
    greeting: BTreeMap<Group, Greeting>,
    /// Calls to these groups get a flow.
    flows: BTreeMap<Group, FlowId>,
}

/// More urgent than [`Priority::NORMAL`].
const URGENT: Priority = Priority(10);

impl Default for Config {
    fn default() -> Self {
        let break_reasons: BTreeSet<_> = Reason::ALL.into_iter().map(ids::reason_id).collect();
        Self {
            settings: Settings { break_reasons, ..Settings::default() },
            groups: Group::ALL.into_iter().map(|group| (group, opening_group(group))).collect(),
            greeting: BTreeMap::new(),
            flows: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Everything as it is set now, for a core that knows nothing yet.
    pub fn opening(&self) -> Vec<ConfigChange> {
        let settings = self.settings.clone();
        let mut changes = vec![ConfigChange::SettingsPut { settings }];
        changes.extend(Agent::ALL.into_iter().map(|agent| {
            let member = Member::new(ids::member(agent));
            ConfigChange::MemberPut { member }
        }));
        for (group, config) in &self.groups {
            changes.push(ConfigChange::GroupPut { group: config.clone() });
            changes.push(self.entry(*group, Priority::NORMAL));
        }
        changes.extend(menu::opening());
        changes.extend(flows_of_cast::opening());
        changes
    }

    /// The group's own number or channel.
    fn entry(&self, of: Group, priority: Priority) -> ConfigChange {
        let group = ids::group_id(of);
        if of.is_voice() {
            let greeting = self.greeting.get(&of).copied().unwrap_or(Greeting::None);
            let flow = self.flows.get(&of).copied();
            let number = Number { id: ids::number(of), group, flow, greeting, priority };
            ConfigChange::NumberPut { number }
        } else {
            let channel = Channel { id: ids::channel(of), group, priority };
            ConfigChange::ChannelPut { channel }
        }
    }

    fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> ConfigChange {
        change(&mut self.settings);
        ConfigChange::SettingsPut { settings: self.settings.clone() }
    }

    fn change_group(&mut self, of: Group, change: impl FnOnce(&mut acd::Group)) -> ConfigChange {
        let group = self.groups.entry(of).or_insert_with(|| opening_group(of));
        change(group);
        ConfigChange::GroupPut { group: group.clone() }
    }
}

impl Config {
    /// Sets it, and says what the core has to be told.
    pub fn set(&mut self, setting: &Setting) -> ConfigChange {
        match setting {
            Setting::AfterLoginOffline => {
                self.change_settings(|settings| settings.after_login = AfterLogin::Offline)
            }
            Setting::AfterWorkPrevious => {
                self.change_settings(|settings| settings.after_acw = AfterAcw::Previous)
            }
            Setting::HoldCutsBothWays => {
                self.change_settings(|settings| settings.hold_cuts = HoldCuts::BothWays)
            }
            Setting::CallsOutLast { span } => {
                self.change_settings(|settings| settings.call_out_max = *span)
            }
            Setting::InternalWork { span } => {
                self.change_settings(|settings| settings.internal_acw = *span)
            }
            Setting::SiteNumber { group } => {
                self.change_settings(|settings| settings.site_number = Some(ids::number(*group)))
            }
            Setting::AgentSessions { agent, max } => put_agent(*agent, *max),
            Setting::AgentRemoved { agent } => {
                ConfigChange::MemberRemoved { id: ids::member(*agent) }
            }
            Setting::GroupRemoved { group } => {
                ConfigChange::GroupRemoved { id: ids::group_id(*group) }
            }
            Setting::GroupGreets { group } => {
                self.greeting.insert(*group, Greeting::Played);
                self.entry(*group, Priority::NORMAL)
            }
            Setting::GroupAnswersWithMenu { group } => {
                self.flows.insert(*group, ids::MENU);
                self.entry(*group, Priority::NORMAL)
            }
            Setting::GroupAnswersWithLookup { group } => {
                self.flows.insert(*group, ids::LOOKUP);
                self.entry(*group, Priority::NORMAL)
            }
            Setting::GroupAnswersWithVoicemail { group } => {
                self.flows.insert(*group, ids::VOICEMAIL);
                self.entry(*group, Priority::NORMAL)
            }
            Setting::GroupAnswersWithExchange { group } => {
                self.flows.insert(*group, ids::EXCHANGE);
                self.entry(*group, Priority::NORMAL)
            }
            Setting::MenuCloses => menu::hours(false),
            Setting::GroupComesFirst { group } => self.entry(*group, URGENT),
            Setting::GroupHasNoNumber { group } => {
                ConfigChange::NumberRemoved { id: ids::number(*group) }
            }
            setting => self.of_session(setting),
        }
    }

    fn of_session(&mut self, setting: &Setting) -> ConfigChange {
        match setting {
            Setting::CustomerSilence { span } => {
                self.change_settings(|settings| settings.customer_silence = *span)
            }
            Setting::CustomerWarning { span } => {
                self.change_settings(|settings| settings.silence_warning = *span)
            }
            Setting::AnswerReminder { span } => {
                self.change_settings(|settings| settings.patience.remind = *span)
            }
            Setting::AnswerOverdue { span } => {
                self.change_settings(|settings| settings.patience.overdue = *span)
            }
            Setting::AnswerTakenBack { span } => {
                self.change_settings(|settings| settings.patience.take_back = *span)
            }
            Setting::Ratings { when } => {
                self.change_settings(|settings| settings.rating.when = *when)
            }
            Setting::RatingScale { best } => {
                self.change_settings(|settings| settings.rating.scale = *best)
            }
            Setting::RatingTime { span } => {
                self.change_settings(|settings| settings.rating.valid_for = *span)
            }
            setting => self.of_group(setting),
        }
    }

    fn of_group(&mut self, setting: &Setting) -> ConfigChange {
        match setting {
            Setting::GroupHas { group, agents } => {
                self.change_group(*group, |group| group.members = members(agents))
            }
            Setting::GroupRings { group, span } => {
                self.change_group(*group, |group| group.ring = *span)
            }
            Setting::GroupAnswersAutomatically { group } => {
                self.change_group(*group, |group| group.answering = Answering::Automatic)
            }
            Setting::GroupAnswersByHand { group } => {
                self.change_group(*group, |group| group.answering = Answering::Manual)
            }
            Setting::GroupWork { group, span } => {
                self.change_group(*group, |group| group.acw = *span)
            }
            Setting::GroupForbidsDeclining { group } => {
                self.change_group(*group, |group| group.decline = Decline::Forbidden)
            }
            Setting::GroupMisses { group, max } => {
                self.change_group(*group, |group| group.misses_max = *max)
            }
            Setting::GroupWaits { group, span } => {
                self.change_group(*group, |group| group.wait_max = *span)
            }
            Setting::GroupLength { group, max } => {
                self.change_group(*group, |group| group.queue_max = *max)
            }
            Setting::GroupPicks { group, strategy } => {
                self.change_group(*group, |group| group.strategy = *strategy)
            }
            Setting::GroupShare { group, agent, sessions } => self.change_group(*group, |group| {
                if let Some(place) = group.members.get_mut(&ids::member(*agent)) {
                    place.sessions_max = Some(*sessions);
                }
            }),
            Setting::GroupDialsNowhere { group } => {
                self.change_group(*group, |group| group.dials.clear())
            }
            Setting::GroupCallsOut { group, cap } => {
                self.change_group(*group, |group| set(&mut group.dial_caps, *cap))
            }
            Setting::GroupOffers { group, service } => self.change_group(*group, |group| {
                group.self_service.insert(ids::service(*service));
            }),
            Setting::GroupAsks { group, always } => self.change_group(*group, |group| {
                group.survey = Some(ids::OPINION);
                group.survey_when = if *always { SurveyWhen::Always } else { SurveyWhen::ByButton };
            }),
            Setting::GroupRecords { group } => {
                self.change_group(*group, |group| group.recording = RecordingPolicy::On)
            }
            Setting::GroupGreets { group }
            | Setting::GroupAnswersWithMenu { group }
            | Setting::GroupAnswersWithLookup { group }
            | Setting::GroupAnswersWithVoicemail { group }
            | Setting::GroupAnswersWithExchange { group }
            | Setting::GroupComesFirst { group }
            | Setting::GroupHasNoNumber { group }
            | Setting::GroupRemoved { group } => self.change_group(*group, |_| {}),
            // All that is no group's was set before.
            _ => self.change_settings(|_| {}),
        }
    }
}

fn set(caps: &mut DialCaps, cap: Cap) {
    match cap {
        Cap::AtOnce(max) => caps.at_once = max,
        Cap::AMinute(max) => caps.a_minute = max,
        Cap::AMinuteEach(max) => caps.a_minute_each = max,
        Cap::ADay(span) => caps.a_day = span,
    }
}

fn opening_group(group: Group) -> acd::Group {
    let kind = if group.is_voice() { GroupKind::Voice } else { GroupKind::Chat };
    let members = members(group.agents());
    let dials = if group.is_voice() { BTreeSet::from([ids::HOME]) } else { BTreeSet::new() };
    acd::Group { members, dials, ..acd::Group::new(ids::group_id(group), kind) }
}

/// In the order of priority.
fn members(agents: &[Agent]) -> BTreeMap<acd::MemberId, GroupMember> {
    let places = (1..).map(|priority| GroupMember { priority, sessions_max: None });
    agents.iter().map(|agent| ids::member(*agent)).zip(places).collect()
}

fn put_agent(agent: Agent, sessions_max: u32) -> ConfigChange {
    ConfigChange::MemberPut { member: Member { id: ids::member(agent), sessions_max } }
}
