//! VC31: by what a member takes calls: the browser, or a SIP phone that is theirs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::sip_phone::SipPhoneState;

/// Told after the picture, and whenever any of it changes. Never told where no SIP phone is the member's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnPhone {
    /// The SIP phone that the member has chosen; absent: the browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Uuid>,
    /// Those that an admin has made the member's, by extension.
    pub sip_phones: Vec<OwnSipPhone>,
    /// What the chosen one does now; `idle` where the browser is chosen.
    pub doing: SipPhoneDoing,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnSipPhone {
    pub id: Uuid,
    pub extension: String,
    pub name: String,
    pub state: SipPhoneState,
}

/// In the order of life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SipPhoneDoing {
    #[default]
    Idle,
    /// For the offer on the screen: whoever lifts the handset accepts it.
    Rings,
    /// The member is in the call, and the phone was told to answer by itself. One that does not rings: its handset is to be
    /// lifted.
    Connects,
    InCall,
    /// It has refused, or did not answer, what the member is in or what rings for them.
    Failed,
}
