//! What an admin has set and routing obeys. Names and texts are kept elsewhere; the core holds ids and numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{BreakReasonId, ChannelId, GroupId, MemberId, Millis, NumberId};

/// One change of configuration, journaled like everything else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum ConfigChange {
    SettingsPut { settings: Settings },
    GroupPut { group: Group },
    GroupRemoved { id: GroupId },
    MemberPut { member: Member },
    MemberRemoved { id: MemberId },
    NumberPut { number: Number },
    NumberRemoved { id: NumberId },
    ChannelPut { channel: Channel },
    ChannelRemoved { id: ChannelId },
}

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

/// A member's place in one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMember {
    /// Lower is asked first under [`Strategy::Priority`].
    pub priority: u8,
    /// A group may lower a member's share of sessions (RT01).
    pub sessions_max: Option<u32>,
}

/// A member as far as routing cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: MemberId,
    /// Sessions at one time (RT01), default 5. Calls are always one.
    pub sessions_max: u32,
}

impl Member {
    /// As it is before an admin says otherwise.
    pub const fn new(id: MemberId) -> Self {
        Self { id, sessions_max: 5 }
    }
}

/// An inbound number and where its calls go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    pub id: NumberId,
    pub group: GroupId,
    /// Whether a greeting is played before the queue.
    pub greeting: Greeting,
    pub priority: Priority,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Greeting {
    Played,
    None,
}

/// A chat channel and where its sessions go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    pub id: ChannelId,
    pub group: GroupId,
    pub priority: Priority,
}

/// Lower is more urgent; [`Priority::NORMAL`] unless the admin says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Priority(pub u8);

impl Priority {
    pub const NORMAL: Self = Self(100);
}

/// Settings of the application; each has a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// AC07: what a member is after login.
    pub after_login: AfterLogin,
    /// ST07: what follows after-call-work without a reserved status.
    pub after_acw: AfterAcw,
    /// ST02: the reasons that can be picked.
    pub break_reasons: BTreeSet<BreakReasonId>,
    /// F26: an offer must be seen by the browser within this.
    pub seen_within: Millis,
    /// An accepted call must carry sound within this, else it returns to the head.
    pub media_within: Millis,
    /// ST10: quiet without a call, counted from the last frame, until Offline.
    pub offline_after: Millis,
    /// VC51: quiet with a call until the call goes back to its group.
    pub rejoin_within: Millis,
    /// ST10: quiet until open sessions go back to the head of their group.
    pub sessions_kept: Millis,
    /// DK04: silence of the customer that ends a session; zero = off.
    pub customer_silence: Millis,
    /// VC03: not offered again within this to one who missed or declined.
    pub held_back: Millis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterLogin {
    Available,
    Offline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterAcw {
    Available,
    Previous,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            after_login: AfterLogin::Available,
            after_acw: AfterAcw::Available,
            break_reasons: BTreeSet::new(),
            seen_within: Millis::from_secs(2),
            media_within: Millis::from_secs(5),
            offline_after: Millis::from_secs(45),
            rejoin_within: Millis::from_secs(60),
            sessions_kept: Millis::from_secs(120),
            customer_silence: Millis::from_secs(600),
            held_back: Millis::from_secs(10),
        }
    }
}
