//! How calls go, as an admin sets it: of the whole application and of one voice group. A body says all of it; what it leaves
//! out is refused. Problems: `out-of-range` (its detail names the field and what it may be), `unknown-number`,
//! `unknown-country`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Of the application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallSettings {
    /// VC07: a change counts from the next hold on.
    pub hold_cuts: HoldCuts,
    /// VC06: seconds that a call out may ring, 10–180.
    pub dial_seconds: u32,
    /// VC06: seconds that a call out may last once it is answered, 60–14400. A call for help may last as long as it has to, and
    /// so may one that came in.
    pub call_out_seconds: u32,
    /// VC30, ST06: seconds of after-call-work of both after an internal call, 0–3600; 0 = none.
    pub internal_acw_seconds: u32,
    /// VC44: the number that those who send help see; absent: the one that any other call would show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_number: Option<Uuid>,
}

/// VC07: who is not heard while a customer is on hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HoldCuts {
    /// The agent; they still hear the customer.
    OneWay,
    BothWays,
}

/// Of a voice group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupCalls {
    /// RT02.
    pub strategy: Strategy,
    /// VC01, VC04.
    pub answering: Answering,
    /// VC03: seconds, 5–120.
    pub ring_seconds: u32,
    /// VC02: whether an agent may decline.
    pub may_decline: bool,
    /// VC03: misses in a row that lead to a break, 0–20; 0 = never.
    pub misses_max: u32,
    /// ST06: seconds of after-call-work, 0–3600; 0 = none.
    pub acw_seconds: u32,
    /// RT05: seconds in the queue, 0–86400.
    pub wait_seconds: u32,
    /// RT05: 0–10000.
    pub queue_max: u32,
    /// VC40, VC43: a change counts from the next talk on.
    pub recorded: bool,
    /// VC06: where its members may call to, as the two letters of ISO 3166-1.
    pub dials: Vec<String>,
    pub caps: DialCaps,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    LongestIdle,
    FewestContactsToday,
    RoundRobin,
    Priority,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answering {
    Manual,
    Automatic,
}

/// I25: what a group's calls out may come to. What is above is refused, not queued; each is at most 10000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DialCaps {
    /// Dialling or talking at the same time.
    pub at_once: u32,
    /// Begun within a minute, by all members together.
    pub a_minute: u32,
    /// The same for one member.
    pub a_minute_each: u32,
    /// Minutes talked in calls that ended on one day (UTC).
    pub minutes_a_day: u32,
}
