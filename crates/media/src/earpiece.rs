//! The receiving half of a simulated far end: orders packets, decodes sound, reads keys.

use std::time::Instant;

use crate::codec::{Codec, FRAME_SAMPLES};
use crate::decoder::Decoder;
use crate::dtmf::{Digit, DigitReader};
use crate::formats::Formats;
use crate::half_band::HalfBand;
use crate::jitter::{JitterRing, Slot};
use crate::pcm::PcmRate;
use crate::rtp::{RtpHeader, SequenceCounter};

/// Packets that wait before the first is played: 60 ms.
const DELAY_PACKETS: usize = 3;
/// Samples of the longest packet: 120 ms at 16 kHz.
const PACKET_SAMPLES_MAX: usize = 1_920;

#[derive(Debug)]
pub(crate) struct Earpiece {
    ring: JitterRing<Codec>,
    counter: SequenceCounter,
    ssrc: Option<u32>,
    decoder: Decoder,
    half_band: HalfBand,
    keys: DigitReader,
}

impl Earpiece {
    pub(crate) fn new() -> Self {
        Self {
            ring: JitterRing::new(DELAY_PACKETS),
            counter: SequenceCounter::default(),
            ssrc: None,
            decoder: Decoder::default(),
            half_band: HalfBand::default(),
            keys: DigitReader::default(),
        }
    }

    /// Takes a packet of one of the formats; whether it was one, and the keys that ended with it.
    pub(crate) fn take(
        &mut self,
        formats: &Formats,
        (header, payload): (RtpHeader, &[u8]),
        now: Instant,
    ) -> Option<[Option<Digit>; 2]> {
        if formats.is_key(header.payload_type) {
            return Some(self.keys.read(header, payload, now));
        }
        let codec = formats.codec(header.payload_type)?;
        if self.ssrc.replace(header.ssrc) != Some(header.ssrc) {
            self.counter = SequenceCounter::default();
            self.ring = JitterRing::new(DELAY_PACKETS);
        }
        self.ring.push(self.counter.extend(header.sequence), codec, payload);
        Some([self.keys.sound(header.sequence), None])
    }

    /// The next packet's sound onto `samples`, at 8 kHz; 20 ms of zeros where it is missing.
    pub(crate) fn listen(&mut self, samples: &mut Vec<i16>) -> Slot {
        let Self { ring, decoder, half_band, .. } = self;
        let mut decoded = [0; PACKET_SAMPLES_MAX];
        let mut length = 0;
        let slot = ring.pop(|codec, payload| {
            length = decoder.decode(codec, payload, PcmRate::Narrow, &mut decoded).unwrap_or(0);
            if Decoder::rate(codec, PcmRate::Narrow) == PcmRate::Wide {
                let wide = decoded;
                length /= 2;
                half_band.narrow(wide.get(..2 * length).unwrap_or_default(), &mut decoded);
            }
        });
        if slot != Slot::Sound {
            length = FRAME_SAMPLES;
        }
        samples.extend_from_slice(decoded.get(..length).unwrap_or_default());
        slot
    }

    pub(crate) fn lost(&self) -> u64 {
        self.ring.lost()
    }

    pub(crate) fn late(&self) -> u64 {
        self.ring.late()
    }
}
