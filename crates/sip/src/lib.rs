//! SIP without sockets: calls in and out over datagrams, as one value.
//!
//! [`Endpoint`] takes datagrams, commands and the time, and gives back datagrams to send and
//! [`Event`]s. It opens no socket, reads no clock and draws no random number of its own, so every
//! retransmission and every glare is played in tests in virtual time. Sound is not here: the
//! endpoint only says where the far end wants to hear it ([`RemoteMedia`]).
//!
//! ```
//! # use std::time::Instant;
//! use sip::{Codecs, Endpoint, EndpointConfig, Event, Limits, Output, Peer};
//!
//! let mut endpoint = Endpoint::new(EndpointConfig {
//!     advertised: ([192, 0, 2, 1], 5060).into(),
//!     advertised_tls: None,
//!     peers: vec![Peer::new("trunk", vec!["198.51.100.0/24".parse()?])],
//!     limits: Limits::default(),
//!     codecs: Codecs::default(),
//!     seed: [42; 32], // secret and random in earnest
//! });
//! # let (datagram, now) = (b"\r\n\r\n", Instant::now());
//! for output in endpoint.receive(datagram, "198.51.100.7:5060".parse()?, now) {
//!     match output {
//!         Output::Transmit { to, datagram } => println!("{} bytes to {to}", datagram.len()),
//!         Output::Event(Event::Invited { call, callee, .. }) => println!("{call:?} for {callee}"),
//!         Output::Event(event) => println!("{event:?}"),
//!         Output::Trunk(changed) => println!("{changed:?}"),
//!         Output::Phone(news) => println!("{news:?}"),
//!     }
//! }
//! let _wake_me_at = endpoint.next_timeout();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Messages, transactions and session descriptions are those of `sipx-sip` and `sipx-sdp`; none of
//! their types leaves this crate.

#![warn(clippy::indexing_slicing)]
#![warn(clippy::wildcard_enum_match_arm)]

mod advertised;
mod alarm;
mod call;
mod cause;
mod codec;
mod config;
mod counters;
mod credentials;
mod dialog;
mod dtmf;
mod endpoint;
mod event;
mod framing;
mod header_lines;
mod headers;
mod hop;
mod incoming;
mod offer_answer;
mod party;
mod peer;
mod purpose;
mod quoting;
mod registrar;
mod rejection;
mod response;
mod salvage;
mod session_timer;
mod stream;
mod stun;
mod timer_queue;
mod tokens;
mod transactions;
mod transport;
mod trunks;
mod via;

pub use crate::call::Pickup;
pub use crate::cause::Cause;
pub use crate::codec::{AudioCodec, AudioFormat, Choice, Codecs, KeyWay, TelephoneEvent};
pub use crate::config::{EndpointConfig, Limits};
pub use crate::counters::{Counters, Size};
pub use crate::credentials::Credentials;
pub use crate::dialog::SavedDialog;
pub use crate::endpoint::{Destination, Endpoint, InviteError};
pub use crate::event::{CallId, EndedBy, Event, Output};
pub use crate::hop::{Hop, HopError};
pub use crate::offer_answer::{Direction, RemoteMedia};
pub use crate::party::Party;
pub use crate::peer::{Peer, PeerAddress, PeerAddressError};
pub use crate::registrar::{
    DigestAlgorithm, PhoneAccount, PhoneBinding, PhoneNews, PhoneReach, Registration,
};
pub use crate::rejection::Rejection;
pub use crate::stream::{Frame, MESSAGE_BYTES_MAX, StreamFramer};
pub use crate::transport::Transport;
pub use crate::trunks::{TrunkChanged, TrunkState};
