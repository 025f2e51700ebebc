//! A member of staff, in numbers.

use serde::{Deserialize, Serialize};

use crate::MemberId;

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
