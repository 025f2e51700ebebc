//! The demo: a small company that is seeded once, and a guide to it. Besides seed and loopback trunk nothing differs from
//! `serve`.

mod rush_hour;
mod seed;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use rush_hour::RushHours;
pub(crate) use seed::{COMPANY, DemoSeed, LOOPBACK, guide, plant, trunk_peer};

/// Where the guide is written down.
pub(crate) fn guide_path(data: &Path) -> PathBuf {
    data.join("demo.json")
}

/// How to get in, also written to `DATA/demo.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct DemoGuide {
    pub(crate) url: String,
    /// The number to dial.
    pub(crate) hotline: String,
    /// Where a SIP phone on this machine reaches it.
    pub(crate) sip: String,
    pub(crate) widget_key: String,
    pub(crate) demo_page: String,
    pub(crate) members: Vec<DemoMember>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct DemoMember {
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) roles: Vec<wire::login::Role>,
}
