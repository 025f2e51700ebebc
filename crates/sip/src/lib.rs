//! SIP without sockets: calls in and out over datagrams, as one value.
//!
//! [`Endpoint`] takes datagrams, commands and the time, and gives back datagrams to send and
//! [`Event`]s. It opens no socket, reads no clock and draws no random number of its own, so every
//! retransmission and every glare is played in tests in virtual time. Sound is not here: the
//! endpoint only says where the far end wants to hear it ([`RemoteMedia`]).
//!
//! Messages, transactions and session descriptions are those of `sipx-sip` and `sipx-sdp`; none of
//! their types leaves this crate.

#![warn(clippy::indexing_slicing)]
#![warn(clippy::wildcard_enum_match_arm)]

mod alarm;
mod call;
mod cause;
mod config;
mod counters;
mod dialog;
mod dtmf;
mod endpoint;
mod event;
mod framing;
mod headers;
mod incoming;
mod offer_answer;
mod party;
mod peer;
mod purpose;
mod rejection;
mod response;
mod salvage;
mod stun;
mod timer_queue;
mod tokens;
mod transactions;
mod via;

pub use crate::cause::Cause;
pub use crate::config::{EndpointConfig, Limits};
pub use crate::counters::{Counters, Size};
pub use crate::dialog::SavedDialog;
pub use crate::endpoint::{Destination, Endpoint, InviteError};
pub use crate::event::{CallId, EndedBy, Event, Output};
pub use crate::offer_answer::{Direction, RemoteMedia};
pub use crate::party::Party;
pub use crate::peer::{Peer, PeerAddress, PeerAddressError};
pub use crate::rejection::Rejection;
