//! From samples to payloads: what one listener is sent of sound in another codec than its own.

use std::fmt;

use audio_codec::Encoder as _;
use audio_codec::g722::G722Encoder;

use crate::codec::Codec;
use crate::g711::{a_law, mu_law};
use crate::half_band::HalfBand;
use crate::pcm::{PcmFrame, PcmRate};

/// Bytes of the longest payload of one frame.
pub(crate) const PAYLOAD_MAX: usize = 320;

/// Effort that Opus makes, of 10: half the cost of the most, and no telephone tells the difference.
const COMPLEXITY: i32 = 5;
/// Bits a second of Opus: what speech needs at each rate, with a copy for loss.
const NARROW_BITS: i32 = 16_000;
const WIDE_BITS: i32 = 24_000;
/// The loss that Opus prepares for with copies of earlier frames.
const LOSS_PERCENT: i32 = 10;

/// Encodes for one far end, whatever codecs it is sent one after the other.
#[derive(Default)]
pub(crate) struct Encoder {
    g722: Option<Box<G722Encoder>>,
    opus: Option<(PcmRate, opus::Encoder)>,
    half_band: HalfBand,
}

impl Encoder {
    /// Encodes a frame to the front of `payload`; gives how many bytes there are.
    pub(crate) fn encode(
        &mut self,
        codec: Codec,
        frame: &PcmFrame,
        payload: &mut [u8; PAYLOAD_MAX],
    ) -> usize {
        match codec {
            Codec::Pcmu => bytewise(&self.at(PcmRate::Narrow, frame), payload, mu_law::encode),
            Codec::Pcma => bytewise(&self.at(PcmRate::Narrow, frame), payload, a_law::encode),
            Codec::G722 => {
                let frame = self.at(PcmRate::Wide, frame);
                let g722 = self.g722.get_or_insert_with(|| Box::new(G722Encoder::new()));
                g722.encode_into(frame.samples(), payload).unwrap_or(0)
            }
            Codec::Opus => {
                let encoder = self.opus(frame.rate());
                let length = encoder.and_then(|it| it.encode(frame.samples(), payload).ok());
                length.unwrap_or(0)
            }
        }
    }

    /// The frame at a rate that its codec can take.
    fn at(&mut self, rate: PcmRate, frame: &PcmFrame) -> PcmFrame {
        if frame.rate() == rate {
            return *frame;
        }
        let mut converted = PcmFrame::silence(rate);
        match rate {
            PcmRate::Wide => self.half_band.widen(frame.samples(), converted.samples_mut()),
            PcmRate::Narrow => self.half_band.narrow(frame.samples(), converted.samples_mut()),
        }
        converted
    }

    fn opus(&mut self, rate: PcmRate) -> Option<&mut opus::Encoder> {
        if self.opus.as_ref().is_none_or(|(opened, _)| *opened != rate) {
            self.opus = Some((rate, open(rate).ok()?));
        }
        self.opus.as_mut().map(|(_, encoder)| encoder)
    }
}

fn open(rate: PcmRate) -> opus::Result<opus::Encoder> {
    let bits = match rate {
        PcmRate::Narrow => NARROW_BITS,
        PcmRate::Wide => WIDE_BITS,
    };
    let voice = opus::Application::Voip;
    let mut encoder = opus::Encoder::new(rate.hz(), opus::Channels::Mono, voice)?;
    encoder.set_complexity(COMPLEXITY)?;
    encoder.set_bitrate(opus::Bitrate::Bits(bits))?;
    encoder.set_inband_fec(true)?;
    encoder.set_packet_loss_perc(LOSS_PERCENT)?;
    Ok(encoder)
}

impl fmt::Debug for Encoder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Encoder").finish_non_exhaustive()
    }
}

fn bytewise(frame: &PcmFrame, payload: &mut [u8; PAYLOAD_MAX], encode: fn(i16) -> u8) -> usize {
    let samples = frame.samples();
    for (byte, sample) in payload.iter_mut().zip(samples) {
        *byte = encode(*sample);
    }
    samples.len()
}
