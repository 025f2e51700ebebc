//! What the plane reports: facts about legs, each in the past tense.

use std::time::Duration;

use crate::codec::Codec;
use crate::dtmf::Digit;
use crate::order::LegId;
use crate::prompts::PromptId;
use crate::strain::Strain;

/// Something that happened on a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The browser's path is proved and encrypted (ICE and DTLS are up). Never for phones.
    Connected { leg: LegId },
    /// The first valid sound packet after the leg was opened, after [`crate::Order::AwaitFlow`], or after
    /// [`Event::Quiet`].
    Flowing { leg: LegId },
    /// A prompt that plays once has been heard to its end. `play` is its number; 0 where it was given none.
    PromptEnded { leg: LegId, prompt: PromptId, play: u32 },
    /// A key was pressed at the far end and let go.
    Digit { leg: LegId, digit: Digit },
    /// Whoever hears this browser would have its packets as they are, if it spoke this codec. Asked once; sound goes on
    /// transcoded whether it can or not.
    CodecWanted { leg: LegId, codec: Codec },
    /// Nothing valid came from the far end for [`crate::Timeouts::quiet`], though it should send.
    Quiet { leg: LegId },
    /// VC53: it has gone on for some seconds, or is worse than it was told before. At most once a second for each leg and kind.
    /// `worst` so far: milliseconds, of loss thousandths, of a silent microphone 0. `lasting`: how long it had gone on then.
    Strained { leg: LegId, strain: Strain, worst: u32, lasting: Duration },
    /// It is over.
    Eased { leg: LegId, strain: Strain },
    /// The leg ended by itself; the plane has forgotten it. Never after [`crate::Order::Close`].
    Closed { leg: LegId, why: CloseReason },
}

/// Why a leg ended by itself. The plane ends no phone leg, signalling does; whoever runs the plane may say `Lost` of any leg
/// that went down with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// ICE and DTLS were not up in time.
    NeverConnected,
    /// The browser's path was gone for too long.
    Lost,
    /// The browser closed the connection (DTLS `close_notify`).
    ClosedByPeer,
    /// The certificate is not the one that the SDP promised, or the handshake broke.
    HandshakeFailed,
}
