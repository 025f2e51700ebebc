//! Where a customer writes.

use serde::{Deserialize, Serialize};

use super::Priority;
use crate::{ChannelId, GroupId};

/// A chat channel and where its sessions go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    pub id: ChannelId,
    pub group: GroupId,
    pub priority: Priority,
}
