//! Chat channels as an admin sets them up (AD08, DK14). Problems: `origin-invalid`, `too-many`, `no-secret`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// By name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelList {
    pub channels: Vec<ChannelView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelView {
    pub id: Uuid,
    /// What the site's script tag names, and the `aud` of an identity.
    pub key: String,
    pub name: String,
    pub welcome: String,
    pub kind: ChannelKind,
    pub enforce_identity: bool,
    pub origins: Vec<String>,
    /// The older first.
    pub secrets: Vec<ChannelSecretView>,
}

/// Who a channel's customers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// Whoever opens the widget.
    Anonymous,
    /// The site or the app can say who somebody is, and signs it.
    Client,
}

/// All of it, as it is to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelForm {
    /// What the widget says before the first message; at most 500 characters.
    pub welcome: String,
    pub kind: ChannelKind,
    /// Nobody comes without a signed identity. `no-secret` while there is none to sign with.
    pub enforce_identity: bool,
    /// Of the pages that may show the widget, as in `https://shop.example`; at most 50. AN EMPTY LIST IS EVERY PAGE OF THE WEB.
    pub origins: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChannelSecretView {
    pub id: Uuid,
    pub made: u64,
}

/// Told here and never again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NewChannelSecret {
    pub id: Uuid,
    pub made: u64,
    /// The key of HS256 is this text, letter by letter.
    pub secret: String,
}
