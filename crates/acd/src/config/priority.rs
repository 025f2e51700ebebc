//! Which contacts come first (RT03).

use serde::{Deserialize, Serialize};

/// Lower is more urgent; [`Priority::NORMAL`] unless the admin says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Priority(pub u8);

impl Priority {
    pub const NORMAL: Self = Self(100);
}
