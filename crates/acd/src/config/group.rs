//! A skill group: whom its contacts are offered to, and how (AD02).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Country, Destination, DialCaps, Tariff};
use crate::{FlowId, GroupId, MemberId, Millis};

/// A skill group (AD02).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub id: GroupId,
    pub kind: GroupKind,
    pub strategy: Strategy,
    pub answering: Answering,
    pub members: BTreeMap<MemberId, GroupMember>,
    /// How long an offer rings, 5–120 s (VC03).
    pub ring: Millis,
    /// ST06; zero = no after-call-work.
    pub acw: Millis,
    /// VC02: whether Decline is shown.
    pub decline: Decline,
    /// VC03: misses in a row that lead to a break; 0 = never.
    pub misses_max: u32,
    /// RT05: after this long in the queue the contact is ended with `waited_too_long`.
    pub wait_max: Millis,
    /// RT05: longer queues refuse new contacts with `queue_full`.
    pub queue_max: u32,
    /// VC40. A change counts from the next talk on.
    #[serde(default, skip_serializing_if = "RecordingPolicy::is_off")]
    pub recording: RecordingPolicy,
    /// VC06: where its members may call to. Nowhere, unless an admin says so.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub dials: BTreeSet<Country>,
    /// I25.
    #[serde(default, skip_serializing_if = "DialCaps::are_usual")]
    pub dial_caps: DialCaps,
    /// VC20: flows into which its members may send a customer in a call.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub self_service: BTreeSet<FlowId>,
    /// VC22: what customers are asked after a call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<FlowId>,
    #[serde(default, skip_serializing_if = "SurveyWhen::is_by_button")]
    pub survey_when: SurveyWhen,
}

impl Group {
    /// As it is before an admin says otherwise.
    pub const fn new(id: GroupId, kind: GroupKind) -> Self {
        let answering = match kind {
            GroupKind::Voice => Answering::Manual,
            GroupKind::Chat => Answering::Automatic,
        };
        Self {
            id,
            kind,
            strategy: Strategy::LongestIdle,
            answering,
            members: BTreeMap::new(),
            ring: Millis::from_secs(20),
            acw: Millis::from_secs(30),
            decline: Decline::Allowed,
            misses_max: 3,
            wait_max: Millis::from_secs(600),
            queue_max: 100,
            recording: RecordingPolicy::Off,
            dials: BTreeSet::new(),
            dial_caps: DialCaps::USUAL,
            self_service: BTreeSet::new(),
            survey: None,
            survey_when: SurveyWhen::ByButton,
        }
    }

    /// VC06: nothing is allowed that the admin has not named, and no tariff that is made to cost. VC44: help is no
    /// destination that could be forbidden.
    pub fn may_call(&self, to: Destination) -> bool {
        let named = to.country.is_some_and(|country| self.dials.contains(&country));
        match to.tariff {
            Tariff::Ordinary => named,
            Tariff::Special => false,
            Tariff::Emergency => true,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    Voice,
    Chat,
}

/// How a group picks among eligible agents (RT02); ties by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    LongestIdle,
    FewestContactsToday,
    RoundRobin,
    Priority,
}

/// Whether an agent answers by hand (VC01, DK02) or is connected at once (VC04, DK01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answering {
    Manual,
    Automatic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decline {
    Allowed,
    Forbidden,
}

/// VC40: whether a group's talks are recorded. Where they are, the notice comes first (VC43).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordingPolicy {
    #[default]
    Off,
    On,
}

impl RecordingPolicy {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    fn is_off(&self) -> bool {
        *self == Self::Off
    }
}

/// VC22: after which calls customers are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SurveyWhen {
    /// After those for which the agent has asked for it.
    #[default]
    ByButton,
    Always,
}

impl SurveyWhen {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    fn is_by_button(&self) -> bool {
        *self == Self::ByButton
    }
}

/// A member's place in one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMember {
    /// Lower is asked first under [`Strategy::Priority`].
    pub priority: u8,
    /// A group may lower a member's share of sessions (RT01).
    pub sessions_max: Option<u32>,
}
