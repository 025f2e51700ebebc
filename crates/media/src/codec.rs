//! How sound is coded on a leg, and the frame it is cut into.

use std::time::Duration;

use crate::clock::RtpClock;
use crate::g711::{a_law, mu_law};
use crate::pcm::PcmRate;

/// Samples per second of the telephone's sound, which robots and prompts speak.
pub const SAMPLE_RATE: u32 = 8_000;
/// Samples of one frame of it: 20 ms.
pub const FRAME_SAMPLES: usize = 160;
/// How long one frame sounds.
pub const FRAME_TIME: Duration = Duration::from_millis(20);

/// The longest packet of G.711 that is passed on: 100 ms. More is no telephone packet.
const OCTETS_MAX: u32 = 800;

/// A way to code sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Codec {
    /// G.711 μ-law at 8 kHz, one byte a sample (RFC 3551 §4.5.14).
    #[default]
    Pcmu,
    /// G.711 A-law at 8 kHz, one byte a sample (RFC 3551 §4.5.14).
    Pcma,
}

impl Codec {
    /// Every codec, each at the place of [`Self::index`].
    pub const ALL: [Self; 2] = [Self::Pcmu, Self::Pcma];

    pub const fn clock(self) -> RtpClock {
        match self {
            Self::Pcmu | Self::Pcma => RtpClock::KHZ_8,
        }
    }

    /// The rate of samples at which nothing of it is lost.
    pub(crate) const fn rate(self) -> PcmRate {
        match self {
            Self::Pcmu | Self::Pcma => PcmRate::Narrow,
        }
    }

    /// One frame in which nothing is heard.
    pub(crate) const fn silence(self) -> &'static [u8] {
        match self {
            Self::Pcmu => &[mu_law::SILENCE; FRAME_SAMPLES],
            Self::Pcma => &[a_law::SILENCE; FRAME_SAMPLES],
        }
    }

    /// The place in a table of all codecs.
    pub(crate) const fn index(self) -> usize {
        self as usize
    }

    /// The RTP clock ticks that a payload of this codec lasts; `None` for what cannot be one.
    pub(crate) fn ticks(self, payload: &[u8]) -> Option<u32> {
        match self {
            Self::Pcmu | Self::Pcma => {
                let ticks = u32::try_from(payload.len()).ok()?;
                (1..=OCTETS_MAX).contains(&ticks).then_some(ticks)
            }
        }
    }
}

const _: () = assert!(OCTETS_MAX < 1_400, "a packet fits one datagram");
