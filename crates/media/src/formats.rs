//! What an SDP exchange has agreed to be spoken on a leg: payload types, and what each stands for.

use crate::clock::RtpClock;
use crate::codec::Codec;

/// Payload types of sound that one leg may have agreed to.
const SOUNDS_MAX: usize = 8;
/// Likewise of telephone events, one for each clock.
const KEYS_MAX: usize = 2;

/// The payload types of a leg. The first sound is what the far end wants to hear most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats {
    sounds: [Option<(u8, Codec)>; SOUNDS_MAX],
    keys: [Option<(u8, RtpClock)>; KEYS_MAX],
}

impl Formats {
    /// One codec, without telephone events.
    pub fn new(payload_type: u8, codec: Codec) -> Self {
        Self { sounds: first([(payload_type, codec)]), keys: [None; KEYS_MAX] }
    }

    /// Those of `sounds` and `keys` that there is room for; `None` without any sound.
    pub fn of(
        sounds: impl IntoIterator<Item = (u8, Codec)>,
        keys: impl IntoIterator<Item = (u8, RtpClock)>,
    ) -> Option<Self> {
        let formats = Self { sounds: first(sounds), keys: first(keys) };
        formats.sounds.first()?.map(|_| formats)
    }

    /// With telephone events (RFC 4733), where they were agreed.
    #[must_use]
    pub fn with_keys(self, keys: impl IntoIterator<Item = (u8, RtpClock)>) -> Self {
        Self { keys: first(keys), ..self }
    }

    /// The codec that the far end wants to hear most.
    pub fn preferred(&self) -> Codec {
        self.sounds().next().map_or_else(Codec::default, |(_, codec)| codec)
    }

    /// What a payload type of sound stands for.
    pub fn codec(&self, payload_type: u8) -> Option<Codec> {
        self.sounds().find(|(known, _)| *known == payload_type).map(|(_, codec)| codec)
    }

    /// The payload type under which a codec was agreed.
    pub fn payload_type(&self, codec: Codec) -> Option<u8> {
        self.sounds().find(|(_, known)| *known == codec).map(|(payload_type, _)| payload_type)
    }

    pub fn is_key(&self, payload_type: u8) -> bool {
        self.keys().any(|(known, _)| known == payload_type)
    }

    pub fn has_keys(&self) -> bool {
        self.keys().next().is_some()
    }

    /// The telephone events that go with a codec: with its clock if there are such (RFC 4733 §2.5.1.1), else any.
    pub fn keys_with(&self, codec: Codec) -> Option<(u8, RtpClock)> {
        let fitting = self.keys().find(|(_, clock)| *clock == codec.clock());
        fitting.or_else(|| self.keys().next())
    }

    fn sounds(&self) -> impl Iterator<Item = (u8, Codec)> {
        self.sounds.iter().copied().flatten()
    }

    fn keys(&self) -> impl Iterator<Item = (u8, RtpClock)> {
        self.keys.iter().copied().flatten()
    }
}

fn first<T, const N: usize>(items: impl IntoIterator<Item = T>) -> [Option<T>; N] {
    let mut items = items.into_iter();
    std::array::from_fn(|_| items.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payload_types_stand_for_what_was_agreed() {
        let formats = Formats::of([(8, Codec::Pcma), (0, Codec::Pcmu)], []).unwrap();
        assert_eq!(formats.preferred(), Codec::Pcma);
        assert_eq!((formats.codec(0), formats.codec(9)), (Some(Codec::Pcmu), None));
        assert_eq!(formats.payload_type(Codec::Pcma), Some(8));
        assert_eq!(Formats::of([], [(101, RtpClock::KHZ_8)]), None);
    }

    #[test]
    fn keys_follow_the_clock_of_the_codec_where_they_can() {
        let keys = [(110, RtpClock::KHZ_48), (101, RtpClock::KHZ_8)];
        let formats = Formats::new(0, Codec::Pcmu).with_keys(keys);
        assert_eq!(formats.keys_with(Codec::Pcmu), Some((101, RtpClock::KHZ_8)));
        assert!(formats.is_key(110) && !formats.is_key(0));
        let other = Formats::new(0, Codec::Pcmu).with_keys([(110, RtpClock::KHZ_48)]);
        assert_eq!(other.keys_with(Codec::Pcmu), Some((110, RtpClock::KHZ_48)));
    }
}
