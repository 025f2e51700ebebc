//! Counts for I07: what arrived is here or has ended.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub calls_arrived: u64,
    pub calls_ended: u64,
    pub sessions_arrived: u64,
    pub sessions_ended: u64,
}
