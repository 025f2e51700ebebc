//! What the demo page asks of the demo.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /api/v1/demo/rush-hour`: the last one that was started, or zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RushHour {
    /// Somebody is here or to come.
    pub running: bool,
    pub calls: RushTally,
    pub chats: RushTally,
}

/// How many scripted people are where; each is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RushTally {
    pub to_come: u32,
    pub waiting: u32,
    /// With an agent.
    pub served: u32,
    /// Gone, after an agent was there.
    pub done: u32,
    /// Gone, because nobody came in time.
    pub gave_up: u32,
    /// Not let in, or cut off.
    pub failed: u32,
}
