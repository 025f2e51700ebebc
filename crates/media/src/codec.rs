//! How sound is coded on a leg, and the frame it is cut into.

use std::time::Duration;

use crate::clock::RtpClock;
use crate::g711::{a_law, mu_law};
use crate::opus_packet;
use crate::pcm::PcmRate;

/// Samples per second of the telephone's sound, which robots and prompts speak.
pub const SAMPLE_RATE: u32 = 8_000;
/// Samples of one frame of it: 20 ms.
pub const FRAME_SAMPLES: usize = 160;
/// How long one frame sounds.
pub const FRAME_TIME: Duration = Duration::from_millis(20);

/// The longest packet of G.711 or G.722 that is passed on: 100 ms. More is no telephone packet.
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
    /// G.722 at 16 kHz and 64 kbit/s; its RTP clock says 8 kHz (RFC 3551 §4.5.2).
    G722,
    /// Opus (RFC 7587), which a call opens at 8 or 16 kHz; its RTP clock is 48 kHz.
    Opus,
}

impl Codec {
    /// Every codec, each at the place of [`Self::index`].
    pub const ALL: [Self; 4] = [Self::Pcmu, Self::Pcma, Self::G722, Self::Opus];

    pub const fn clock(self) -> RtpClock {
        match self {
            Self::Pcmu | Self::Pcma | Self::G722 => RtpClock::KHZ_8,
            Self::Opus => RtpClock::KHZ_48,
        }
    }

    /// The rate of samples at which nothing of it is lost.
    pub(crate) const fn rate(self) -> PcmRate {
        match self {
            Self::Pcmu | Self::Pcma => PcmRate::Narrow,
            Self::G722 | Self::Opus => PcmRate::Wide,
        }
    }

    /// One frame in which nothing is heard.
    pub(crate) const fn silence(self) -> &'static [u8] {
        match self {
            Self::Pcmu => &[mu_law::SILENCE; FRAME_SAMPLES],
            Self::Pcma => &[a_law::SILENCE; FRAME_SAMPLES],
            // The smallest step in both bands, upwards: the predictors come to rest.
            Self::G722 => &[0xFC; FRAME_SAMPLES],
            // CELT at 20 ms whose one flag says silence (RFC 6716 §4.3).
            Self::Opus => &[0xF8, 0xFF, 0xFE],
        }
    }

    /// The place in a table of all codecs.
    pub(crate) const fn index(self) -> usize {
        self as usize
    }

    /// The RTP clock ticks that a payload of this codec lasts; `None` for what cannot be one.
    pub(crate) fn ticks(self, payload: &[u8]) -> Option<u32> {
        match self {
            // G.722 has two samples in a byte, but its clock counts half of them: a tick a byte, as with G.711.
            Self::Pcmu | Self::Pcma | Self::G722 => {
                let ticks = u32::try_from(payload.len()).ok()?;
                (1..=OCTETS_MAX).contains(&ticks).then_some(ticks)
            }
            Self::Opus => opus_packet::ticks(payload),
        }
    }
}

const _: () = assert!(OCTETS_MAX < 1_400, "a packet fits one datagram");
