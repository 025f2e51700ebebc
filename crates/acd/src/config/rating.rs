//! How customers are asked what they thought of a session (DK08). The words they read are kept elsewhere.

use serde::{Deserialize, Serialize};

use crate::Millis;

/// The admin's rule for every session of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    pub when: RatingWhen,
    /// The best score; the worst is 1.
    pub scale: u8,
    /// How long an invitation may be answered.
    pub valid_for: Millis,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatingWhen {
    Never,
    /// Whom the agent wants asked, at once.
    #[default]
    ByButton,
    /// The button is there too; whoever was not asked by it is asked when the session ends.
    AtEnd,
}

impl Default for Rating {
    fn default() -> Self {
        Self { when: RatingWhen::ByButton, scale: 5, valid_for: Millis::from_secs(24 * 60 * 60) }
    }
}

impl Rating {
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
