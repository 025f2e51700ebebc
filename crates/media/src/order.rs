//! What the plane can be told, and why it may refuse.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::browser_connection::BrowserConnection;
use crate::clock::RtpClock;
use crate::codec::Codec;
use crate::dtmf::Digit;
use crate::formats::Formats;
use crate::prompts::{PromptId, Prompts};
use crate::tape::Tape;

/// One leg: one far end that hears and is heard. The number is chosen by whoever gives the orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegId(pub u128);

/// A shared RTP port, by its place in the server's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RtpPort(pub u16);

/// One of the media thread's sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Socket {
    /// The one socket of all browsers.
    Browser,
    Rtp(RtpPort),
}

/// Who a leg hears: exactly one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nobody. The leg still gets a packet every 20 ms.
    Silence,
    Prompt {
        id: PromptId,
        repeat: Repeat,
    },
    /// Another leg, which may come and go: while it is not there, silence is heard.
    Leg(LegId),
    /// VC15: two other legs at once; while one is not there, the other is heard.
    Two(LegId, LegId),
}

/// How often a prompt is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Then silence, and [`crate::Event::PromptEnded`].
    Once,
    /// The same, and its end is told by this number: no other play of the same prompt is taken for it.
    Numbered(u32),
    Loop,
}

/// The far end of a phone leg, as its SDP describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneTerms {
    /// Where it wants its sound. `None`, an unspecified address and port 0 all mean: nowhere yet.
    pub remote: Option<SocketAddr>,
    /// The payload types that were agreed, as the far end numbers them.
    pub formats: Formats,
    /// Whether it sends (`sendrecv`, `sendonly`). If not, its silence is no fault.
    pub talks: bool,
    /// Whether it wants to be sent anything (`sendrecv`, `recvonly`).
    pub listens: bool,
}

impl PhoneTerms {
    /// Two-way PCMU with telephone events, the usual case.
    pub fn pcmu(remote: SocketAddr, telephone_event: Option<u8>) -> Self {
        Self {
            remote: Some(remote),
            formats: Formats::new(0, Codec::Pcmu)
                .with_keys(telephone_event.map(|number| (number, RtpClock::KHZ_8))),
            talks: true,
            listens: true,
        }
    }
}

/// What the plane is told.
#[derive(Debug)]
pub enum Order {
    /// A browser's connection, negotiated elsewhere, joins the plane. It hears silence.
    OpenBrowser {
        leg: LegId,
        connection: Box<BrowserConnection>,
    },
    /// A phone leg on a shared RTP port. It hears silence.
    OpenPhone {
        leg: LegId,
        port: RtpPort,
        terms: PhoneTerms,
    },
    /// The far end's SDP was renewed (an answer to a late offer, a re-INVITE).
    RenewPhone {
        leg: LegId,
        terms: PhoneTerms,
    },
    /// The leg hears `to` from now on.
    Listen {
        leg: LegId,
        to: Source,
    },
    /// Report [`crate::Event::Flowing`] at the next sound packet of this leg.
    AwaitFlow {
        leg: LegId,
    },
    /// What the leg says, and what it hears of others, goes onto the tape from now on (VC40). It replaces an earlier
    /// tape; it ends with the leg.
    Record {
        leg: LegId,
        tape: Box<Tape>,
    },
    /// Nothing of what is said goes onto the tape.
    PauseRecording {
        leg: LegId,
    },
    ResumeRecording {
        leg: LegId,
    },
    StopRecording {
        leg: LegId,
    },
    /// Send keys to the leg, one after the other: as telephone events where it agreed to them, else as tones. They interrupt
    /// what it hears.
    SendDigits {
        leg: LegId,
        digits: Vec<Digit>,
    },
    /// The leg ends. Whoever heard it hears silence. No event follows.
    Close {
        leg: LegId,
    },
    /// Prompts that start from now on come from this set.
    UsePrompts(Arc<Prompts>),
}

/// Why an order was not carried out. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefused {
    #[error("leg {} is not open", .0.0)]
    NoSuchLeg(LegId),
    #[error("leg {} is open already", .0.0)]
    LegExists(LegId),
    #[error("leg {} is not a phone", .0.0)]
    NotAPhone(LegId),
    #[error("there is no RTP port number {}", .0.0)]
    NoSuchPort(RtpPort),
    #[error("there is no prompt number {}", .0.0)]
    NoSuchPrompt(PromptId),
    #[error("a leg cannot hear itself (leg {})", .0.0)]
    HearsItself(LegId),
    #[error("{not_taken} keys are too many for leg {}", leg.0)]
    TooManyDigits { leg: LegId, not_taken: usize },
    #[error("the plane has {} legs and takes no more", crate::plane::LEGS_MAX)]
    TooManyLegs,
}
