//! How long an Opus packet sounds, by its first bytes (RFC 6716 §3.1): what forwarding needs to know, without decoding.

/// RFC 6716 §3.2.5: a packet lasts 120 ms at most. In ticks of 48 kHz.
const TICKS_MAX: u32 = 5_760;
/// The largest payload that is passed on: what one datagram holds.
const LENGTH_MAX: usize = 1_400;

/// The length of a packet in ticks of 48 kHz; `None` for what cannot be one.
pub(crate) fn ticks(packet: &[u8]) -> Option<u32> {
    let (toc, rest) = packet.split_first().filter(|_| packet.len() <= LENGTH_MAX)?;
    let frames = match toc & 0x03 {
        0 => 1,
        1 | 2 => 2,
        _ => u32::from(rest.first()? & 0x3F),
    };
    let ticks = frame_ticks(toc >> 3) * frames;
    (1..=TICKS_MAX).contains(&ticks).then_some(ticks)
}

/// Ticks of one frame of a configuration (RFC 6716 table 2).
fn frame_ticks(configuration: u8) -> u32 {
    let short = u32::from(configuration & 0x03);
    match configuration {
        // SILK: 10, 20, 40, 60 ms.
        0..=11 => [480, 960, 1_920, 2_880].into_iter().nth(short as usize).unwrap_or(960),
        // Hybrid: 10, 20 ms.
        12..=15 => 480 << (short & 1),
        // CELT: 2.5, 5, 10, 20 ms.
        _ => 120 << short,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lengths_are_those_of_the_library() {
        for toc in 0..=u8::MAX {
            for count in [0_u8, 1, 2, 3, 6, 12, 48, 63] {
                let packet = [toc, count, 0, 0];
                let library = opus::packet::get_nb_samples(&packet, 48_000).ok();
                let library = library.and_then(|samples| u32::try_from(samples).ok());
                assert_eq!(ticks(&packet), library.filter(|ticks| *ticks > 0), "{packet:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_length_or_none(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
            prop_assert!(ticks(&bytes).is_none_or(|ticks| ticks <= TICKS_MAX));
        }
    }
}
