//! From samples to payloads: what one listener is sent of sound in another codec than its own.

use crate::codec::Codec;
use crate::g711::{a_law, mu_law};
use crate::pcm::PcmFrame;

/// Bytes of the longest payload of one frame.
pub(crate) const PAYLOAD_MAX: usize = 320;

/// Encodes for one far end, whatever codecs it is sent one after the other.
#[derive(Debug, Default)]
pub(crate) struct Encoder {}

impl Encoder {
    /// Encodes a frame to the front of `payload`; gives how many bytes there are.
    #[expect(clippy::unused_self, reason = "G.711 keeps nothing between frames")]
    pub(crate) fn encode(
        &mut self,
        codec: Codec,
        frame: &PcmFrame,
        payload: &mut [u8; PAYLOAD_MAX],
    ) -> usize {
        match codec {
            Codec::Pcmu => bytewise(frame, payload, mu_law::encode),
            Codec::Pcma => bytewise(frame, payload, a_law::encode),
        }
    }
}

fn bytewise(frame: &PcmFrame, payload: &mut [u8; PAYLOAD_MAX], encode: fn(i16) -> u8) -> usize {
    let samples = frame.samples();
    for (byte, sample) in payload.iter_mut().zip(samples) {
        *byte = encode(*sample);
    }
    samples.len()
}
