//! The clock that an RTP stream counts its time with: an SDP names it with the codec.

use std::time::Duration;

use crate::codec::FRAME_TIME;

/// Ticks per second of RTP timestamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RtpClock(u32);

impl RtpClock {
    /// Of every telephone codec, and of G.722 by an old mistake (RFC 3551 §4.5.2).
    pub const KHZ_8: Self = Self(8_000);
    /// Of Opus, at whatever rate it is decoded (RFC 7587 §4.1).
    pub const KHZ_48: Self = Self(48_000);

    /// The clock of this rate, if one of our codecs has it.
    pub fn of_hz(hz: u32) -> Option<Self> {
        [Self::KHZ_8, Self::KHZ_48].into_iter().find(|clock| clock.0 == hz)
    }

    pub const fn hz(self) -> u32 {
        self.0
    }

    /// Ticks of one frame of 20 ms.
    pub(crate) const fn frame_ticks(self) -> u32 {
        self.0 / 50
    }

    /// How long this many ticks last.
    pub(crate) fn duration_of(self, ticks: u32) -> Duration {
        Duration::from_micros(u64::from(ticks) * 1_000_000 / u64::from(self.0))
    }

    /// The time since a start in ticks; it may wrap, as RTP timestamps do.
    #[expect(clippy::cast_possible_truncation, reason = "RTP clocks wrap at 32 bits")]
    pub(crate) fn ticks_in(self, time: Duration) -> u32 {
        (time.as_micros() * u128::from(self.0) / 1_000_000) as u32
    }
}

const _: () = assert!(FRAME_TIME.as_millis() == 20, "a frame is a fiftieth of a second");
