//! What holds for the whole application.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Rating;
use crate::{BreakReasonId, Millis, NumberId};

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
    /// VC06: how long a call out may ring.
    #[serde(default = "dial_for", skip_serializing_if = "is_dial_for")]
    pub dial_for: Millis,
    /// VC06, I25: how long a call out may last once it is answered. A change counts from the next answer on.
    #[serde(default = "call_out_max", skip_serializing_if = "is_call_out_max")]
    pub call_out_max: Millis,
    /// VC44: the number of the site, which those who send help see. Absent: the one that any other call would show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_number: Option<NumberId>,
    /// VC07. A change counts from the next hold on.
    #[serde(default, skip_serializing_if = "HoldCuts::is_one_way")]
    pub hold_cuts: HoldCuts,
    /// VC30, ST06: after-call-work of both after an internal call; zero = none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub internal_acw: Millis,
    /// DK08.
    #[serde(default, skip_serializing_if = "Rating::is_default")]
    pub rating: Rating,
}

/// VC07: who no longer hears whom while a customer is on hold. The agent is not heard in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HoldCuts {
    /// The agent still hears the customer.
    #[default]
    OneWay,
    BothWays,
}

impl HoldCuts {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    pub(crate) fn is_one_way(&self) -> bool {
        *self == Self::OneWay
    }
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
            dial_for: dial_for(),
            call_out_max: call_out_max(),
            site_number: None,
            hold_cuts: HoldCuts::OneWay,
            internal_acw: Millis::ZERO,
            rating: Rating::default(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_none(set: &Millis) -> bool {
    *set == Millis::ZERO
}

const fn dial_for() -> Millis {
    Millis::from_secs(60)
}

/// Journals that were written before it was a setting are written again as they were.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_dial_for(set: &Millis) -> bool {
    *set == dial_for()
}

const fn call_out_max() -> Millis {
    Millis::from_secs(2 * 3600)
}

/// As with [`is_dial_for`].
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_call_out_max(set: &Millis) -> bool {
    *set == call_out_max()
}
