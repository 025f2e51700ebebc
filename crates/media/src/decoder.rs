//! From payloads to samples: the state that each codec keeps between packets, made when the codec first comes.

use crate::codec::Codec;
use crate::g711::{a_law, mu_law};
use crate::pcm::PcmRate;

/// Decodes one stream, whatever codecs follow each other in it.
#[derive(Debug, Default)]
pub(crate) struct Decoder {}

/// Why a payload could not be decoded: it is not of its codec. One packet is lost by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Undecodable;

impl Decoder {
    /// The rate at which a codec is decoded for listeners who want `wanted`.
    pub(crate) fn rate(codec: Codec, _wanted: PcmRate) -> PcmRate {
        match codec {
            Codec::Pcmu | Codec::Pcma => PcmRate::Narrow,
        }
    }

    /// Decodes a payload to the front of `samples`; gives how many there are. Never more than fit.
    #[expect(clippy::unused_self, reason = "G.711 keeps nothing between packets")]
    pub(crate) fn decode(
        &mut self,
        codec: Codec,
        payload: &[u8],
        _wanted: PcmRate,
        samples: &mut [i16],
    ) -> Result<usize, Undecodable> {
        if codec.ticks(payload).is_none() {
            return Err(Undecodable);
        }
        match codec {
            Codec::Pcmu => bytewise(payload, samples, mu_law::decode),
            Codec::Pcma => bytewise(payload, samples, a_law::decode),
        }
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
