//! Events of the notice that talks are recorded.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::{ContactId, GroupId, Priority, Timestamp};

/// VC43: the customer hears that the talk will be recorded, before the queue of a group that records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeStarted {
    pub contact: ContactId,
    pub group: GroupId,
    pub priority: Priority,
    pub place: Place,
    /// For a contact that has waited before: where its wait goes on.
    pub returned: Option<Returned>,
    pub at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub arrival: Timestamp,
    pub until: Timestamp,
}

/// The notice was heard to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePlayed {
    pub contact: ContactId,
    pub at: Timestamp,
}
