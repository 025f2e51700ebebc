//! VC31: a SIP phone is there, or is not.

use serde::{Deserialize, Serialize};

use crate::{MemberId, PhoneId, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneChanged {
    pub phone: PhoneId,
    pub standing: PhoneStanding,
    pub at: Timestamp,
}

/// How a SIP phone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum PhoneStanding {
    /// Registered: it can ring for whoever is near it.
    Here,
    /// Not registered, or it does not answer.
    Away,
    /// A member takes calls by it instead of a browser: a call for the phone is one for them (VC11).
    Chosen { by: MemberId },
    /// No phone of the application any more.
    Gone,
}
