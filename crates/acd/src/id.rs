//! Identities as types of their own, so that a group can never be passed where a member is meant.
//! The values are made outside (UUID version 7); the core only compares them. Those that flows name too are crate `flow`'s.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }
    )*};
}

ids! {
    /// A tenant. One [`crate::Acd`] serves one application.
    ApplicationId;
    /// One customer interaction: a call or a session.
    ContactId;
    /// The person on the other side, over all their contacts.
    CustomerId;
    /// A phone number of the application that customers can dial.
    NumberId;
    /// A place customers write from: a widget on a site.
    ChannelId;
    /// A break reason of the admin's list.
    BreakReasonId;
    /// A flow by its name that stays; its versions have ids of their own.
    FlowId;
    /// A SIP phone that registers here (VC31).
    PhoneId;
    /// A message's identity, made by the client that wrote it: the same id is the same message.
    MessageId;
}

/// Proves that an accept answers the offer that is open now, not an older one of the same contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fence(pub u64);
