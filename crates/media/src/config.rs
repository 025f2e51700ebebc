//! What the plane is built with.

use std::sync::Arc;
use std::time::Duration;

use crate::prompts::Prompts;

/// Everything a [`crate::Plane`] needs to know from the start.
#[derive(Clone, Debug)]
pub struct PlaneConfig {
    /// How many RTP ports the server has bound.
    pub rtp_ports: u16,
    pub prompts: Arc<Prompts>,
    pub timeouts: Timeouts,
    /// Where stream ids and first numbers come from; the same seed draws the same ones.
    pub seed: u64,
}

/// F23, F36: so long without a valid packet, and a leg is [`crate::Event::Quiet`]. What follows from it counts from here.
pub const QUIET_AFTER: Duration = Duration::from_secs(5);

/// How long the plane waits for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// No valid packet from a leg that should send: [`crate::Event::Quiet`] (F23, F36).
    pub quiet: Duration,
    /// ICE and DTLS of a browser must be up.
    pub connect: Duration,
    /// A browser whose path is gone is given up (VC51: the call itself waits elsewhere).
    pub lost: Duration,
    /// How long a phone that has sent nothing is sent sound: an address in an SDP is no proof that
    /// somebody there wants it. Long enough for the one-way audio check (F37, 8 s) to act first.
    pub unproven: Duration,
    /// Between two RTCP reports to a phone (RFC 3550 §6.2).
    pub report: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            quiet: QUIET_AFTER,
            connect: Duration::from_secs(15),
            lost: Duration::from_mins(1),
            unproven: Duration::from_secs(10),
            report: Duration::from_secs(5),
        }
    }
}
