//! What an endpoint is told when it is made.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::time::Duration;

use crate::codec::Codecs;
use crate::peer::Peer;

/// The settings of an [`Endpoint`](crate::Endpoint). They hold a secret, so they do not print.
#[derive(Clone)]
pub struct EndpointConfig {
    /// The address peers reach us at by UDP and TCP: it stands in Via and Contact.
    pub advertised: SocketAddr,
    /// The same for TLS; without it nothing is sent that way.
    pub advertised_tls: Option<SocketAddr>,
    /// Who may talk to us.
    pub peers: Vec<Peer>,
    /// Bounds.
    pub limits: Limits,
    /// What may be agreed to be spoken.
    pub codecs: Codecs,
    /// Secret random bytes, new at each start: tags and branches come from them.
    pub seed: [u8; 32],
}

/// Bounds on what an endpoint takes on.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Calls at once, those elsewhere included; one more is answered 503.
    pub calls: usize,
    /// Seconds a refused caller is told to wait, drawn at random so that they do not return as
    /// one crowd (F63).
    pub retry_after_s: RangeInclusive<u16>,
    /// How long an incoming call may stay without a final response.
    pub ringing: Duration,
    /// How long an outgoing call may ring (Timer C, RFC 3261 §16.6).
    pub no_answer: Duration,
    /// How long a peer may leave an outgoing call without a word before it counts as not there (F40): less than the 32 s of
    /// RFC 3261, so that there is time for the next one.
    pub unheard: Option<Duration>,
    /// How long a call out may go on without a sign of life, where the far end knows session
    /// timers (RFC 4028).
    pub session: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            calls: 1_000,
            retry_after_s: 5..=30,
            ringing: Duration::from_mins(5),
            no_answer: Duration::from_secs(181),
            unheard: None,
            session: Duration::from_mins(30),
        }
    }
}
