//! VC43: whether a customer knows that talks are recorded here.

use serde::{Deserialize, Serialize};

use crate::{GroupId, Place, Priority, Returned, Timestamp};

/// Whether the customer of a contact has heard the notice. Once is enough, whoever takes the contact later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
pub enum Notice {
    #[default]
    NotPlayed,
    /// With the place in a queue that follows it.
    Playing {
        group: GroupId,
        priority: Priority,
        place: Place,
        returned: Option<Returned>,
        since: Timestamp,
    },
    Played,
}
