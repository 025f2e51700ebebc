//! What an admin has set and routing obeys. Names and texts are kept elsewhere; the core holds ids and numbers.

mod channel;
mod country;
mod dial_caps;
mod group;
mod member;
mod number;
mod priority;
mod rating;
mod settings;

use flow::{BusinessHours, Flow, FlowVersionId, HoursId};
use serde::{Deserialize, Serialize};

use crate::{ChannelId, FlowId, GroupId, MemberId, NumberId};

pub use channel::Channel;
pub use country::{Country, Destination, Tariff};
pub use dial_caps::DialCaps;
pub use group::{
    Answering, Decline, Group, GroupKind, GroupMember, RecordingPolicy, Strategy, SurveyWhen,
};
pub use member::Member;
pub use number::{Greeting, Number};
pub use priority::Priority;
pub use rating::{Rating, RatingWhen};
pub use settings::{AfterAcw, AfterLogin, HoldCuts, Settings};

/// One change of configuration, journaled like everything else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum ConfigChange {
    SettingsPut {
        settings: Settings,
    },
    GroupPut {
        group: Group,
    },
    GroupRemoved {
        id: GroupId,
    },
    MemberPut {
        member: Member,
    },
    MemberRemoved {
        id: MemberId,
    },
    NumberPut {
        number: Number,
    },
    NumberRemoved {
        id: NumberId,
    },
    ChannelPut {
        channel: Channel,
    },
    ChannelRemoved {
        id: ChannelId,
    },
    /// VC41: this version is the one that calls get from now on. Those in an earlier one go on in it.
    FlowPut {
        id: FlowId,
        version: FlowVersionId,
        flow: Flow,
    },
    FlowRemoved {
        id: FlowId,
    },
    /// AD07.
    HoursPut {
        id: HoursId,
        hours: BusinessHours,
    },
    HoursRemoved {
        id: HoursId,
    },
}
