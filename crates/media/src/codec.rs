//! How sound is coded on a leg, and the frame it is cut into. Only PCMU is spoken so far; the enum
//! is where the next codec goes, and [`Codec`] is what decides whether a packet may pass untouched.

use std::time::Duration;

/// Samples per second of every telephone codec here.
pub const SAMPLE_RATE: u32 = 8_000;
/// Samples of one frame: 20 ms.
pub const FRAME_SAMPLES: usize = 160;
/// How long one frame sounds.
pub const FRAME_TIME: Duration = Duration::from_millis(20);

/// One frame in the RTP clock of 8 kHz codecs.
pub(crate) const FRAME_TICKS: u32 = 160;
/// The longest packet that is passed on: 100 ms. More is no telephone packet.
pub(crate) const PACKET_TICKS_MAX: u32 = 800;

/// A way to code sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Codec {
    /// G.711 μ-law at 8 kHz, one byte a sample (RFC 3551 §4.5.14).
    #[default]
    Pcmu,
}

impl Codec {
    /// The RTP clock ticks that a payload of this codec lasts.
    pub(crate) fn ticks(self, payload: &[u8]) -> Option<u32> {
        match self {
            Self::Pcmu => {
                let ticks = u32::try_from(payload.len()).ok()?;
                (1..=PACKET_TICKS_MAX).contains(&ticks).then_some(ticks)
            }
        }
    }
}

/// How long this many RTP clock ticks last.
pub(crate) fn duration_of(ticks: u32) -> Duration {
    Duration::from_micros(u64::from(ticks) * 1_000_000 / u64::from(SAMPLE_RATE))
}
