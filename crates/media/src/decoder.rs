//! From payloads to samples: the state that each codec keeps between packets, made when the codec first comes.

use std::fmt;

use audio_codec::Decoder as _;
use audio_codec::g722::G722Decoder;

use crate::codec::Codec;
use crate::g711::{a_law, mu_law};
use crate::pcm::PcmRate;

/// Decodes one stream, whatever codecs follow each other in it.
#[derive(Default)]
pub(crate) struct Decoder {
    g722: Option<Box<G722Decoder>>,
    opus: Option<(PcmRate, opus::Decoder)>,
}

/// Why a payload could not be decoded: it is not of its codec. One packet is lost by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Undecodable;

impl Decoder {
    /// The rate at which a codec is decoded for listeners who want `wanted`.
    pub(crate) fn rate(codec: Codec, wanted: PcmRate) -> PcmRate {
        match codec {
            Codec::Pcmu | Codec::Pcma => PcmRate::Narrow,
            Codec::G722 => PcmRate::Wide,
            // Opus decodes to either, and the lower rate costs half as much.
            Codec::Opus => wanted,
        }
    }

    /// Decodes a payload to the front of `samples`; gives how many there are. Never more than fit.
    pub(crate) fn decode(
        &mut self,
        codec: Codec,
        payload: &[u8],
        wanted: PcmRate,
        samples: &mut [i16],
    ) -> Result<usize, Undecodable> {
        if codec.ticks(payload).is_none() {
            return Err(Undecodable);
        }
        match codec {
            Codec::Pcmu => bytewise(payload, samples, mu_law::decode),
            Codec::Pcma => bytewise(payload, samples, a_law::decode),
            Codec::G722 => {
                let g722 = self.g722.get_or_insert_with(|| Box::new(G722Decoder::new()));
                g722.decode_into(payload, samples).map_err(|_| Undecodable)
            }
            Codec::Opus => {
                self.opus(wanted)?.decode(payload, samples, false).map_err(|_| Undecodable)
            }
        }
    }

    /// Makes up what was lost before `next`, if the codec can: Opus knows how, and `next` may hold a copy (RFC 6716
    /// §2.1.7). Fills all of `samples`.
    pub(crate) fn conceal(
        &mut self,
        codec: Codec,
        next: Option<&[u8]>,
        wanted: PcmRate,
        samples: &mut [i16],
    ) -> Result<(), Undecodable> {
        if codec != Codec::Opus || samples.is_empty() {
            return Err(Undecodable);
        }
        let lost = next.filter(|next| codec.ticks(next).is_some()).unwrap_or_default();
        let made = self.opus(wanted)?.decode(lost, samples, !lost.is_empty());
        made.ok().filter(|made| *made == samples.len()).map(|_| ()).ok_or(Undecodable)
    }

    fn opus(&mut self, rate: PcmRate) -> Result<&mut opus::Decoder, Undecodable> {
        if self.opus.as_ref().is_none_or(|(opened, _)| *opened != rate) {
            let decoder = opus::Decoder::new(rate.hz(), opus::Channels::Mono);
            self.opus = Some((rate, decoder.map_err(|_| Undecodable)?));
        }
        self.opus.as_mut().map(|(_, decoder)| decoder).ok_or(Undecodable)
    }
}

impl fmt::Debug for Decoder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Decoder").finish_non_exhaustive()
    }
}

fn bytewise(
    payload: &[u8],
    samples: &mut [i16],
    decode: fn(u8) -> i16,
) -> Result<usize, Undecodable> {
    let samples = samples.get_mut(..payload.len()).ok_or(Undecodable)?;
    for (sample, byte) in samples.iter_mut().zip(payload) {
        *sample = decode(*byte);
    }
    Ok(payload.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// One decoder for the whole run of packets: what one leaves behind must not break the next.
        #[test]
        fn no_payload_breaks_a_decoder(
            packets in prop::collection::vec(
                (0..Codec::ALL.len(), prop::collection::vec(any::<u8>(), 0..900), any::<bool>()),
                1..8,
            ),
        ) {
            let mut decoder = Decoder::default();
            let mut samples = [0; 1_920];
            for (codec, payload, wide) in packets {
                let codec = Codec::ALL[codec];
                let wanted = if wide { PcmRate::Wide } else { PcmRate::Narrow };
                let decoded = decoder.decode(codec, &payload, wanted, &mut samples);
                prop_assert!(decoded.is_err() || codec.ticks(&payload).is_some());
                let _made_up = decoder.conceal(codec, Some(&payload), wanted, &mut samples[..160]);
            }
        }
    }
}
