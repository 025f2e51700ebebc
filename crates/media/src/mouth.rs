//! The sending half of a simulated far end: numbers its packets, and puts keys in the place of sound.

use crate::codec::{Codec, FRAME_SAMPLES};
use crate::dtmf::{Digit, DigitWriter, KeyFrame};
use crate::encoder::{Encoder, PAYLOAD_MAX};
use crate::formats::Formats;
use crate::leg::Kind;
use crate::outgoing::Stamp;
use crate::pcm::{PcmFrame, PcmRate};
use crate::seed::Seed;

#[derive(Debug)]
pub(crate) struct Mouth {
    codec: Codec,
    encoder: Encoder,
    sequence: u64,
    timestamp: u32,
    marker: bool,
    keys: DigitWriter,
    key_timestamp: u32,
}

/// A packet that a simulated far end sends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Utterance {
    pub(crate) kind: Kind,
    pub(crate) stamp: Stamp,
    body: [u8; PAYLOAD_MAX],
    length: usize,
}

impl Utterance {
    fn of(kind: Kind, stamp: Stamp, payload: &[u8]) -> Self {
        let mut body = [0; PAYLOAD_MAX];
        for (place, byte) in body.iter_mut().zip(payload) {
            *place = *byte;
        }
        Self { kind, stamp, body, length: payload.len() }
    }

    pub(crate) fn payload(&self) -> &[u8] {
        self.body.get(..self.length).unwrap_or_default()
    }
}

impl Mouth {
    pub(crate) fn new(codec: Codec, seed: &mut Seed) -> Self {
        Self {
            codec,
            encoder: Encoder::default(),
            sequence: u64::from(seed.u32() & 0x7FFF),
            timestamp: seed.u32(),
            marker: true,
            keys: DigitWriter::default(),
            key_timestamp: 0,
        }
    }

    /// From now on it speaks another codec.
    pub(crate) fn speak_with(&mut self, codec: Codec) {
        self.codec = codec;
    }

    pub(crate) fn press(&mut self, digits: &[Digit]) {
        self.keys.press(digits);
    }

    /// 20 ms pass without a packet.
    pub(crate) fn pause(&mut self) {
        self.timestamp = self.timestamp.wrapping_add(self.codec.clock().frame_ticks());
        self.marker = true;
    }

    pub(crate) fn speak(&mut self, samples: &[i16; FRAME_SAMPLES], formats: &Formats) -> Utterance {
        self.sequence += 1;
        let timestamp = self.timestamp;
        self.timestamp = timestamp.wrapping_add(self.codec.clock().frame_ticks());
        let mut frame = PcmFrame::silence(PcmRate::Narrow);
        frame.samples_mut().copy_from_slice(samples);
        let mut body = [0; PAYLOAD_MAX];
        let length = self.encoder.encode(self.codec, &frame, &mut body);
        let marker = std::mem::take(&mut self.marker);
        let stamp = Stamp { sequence: self.sequence, timestamp, marker };
        let sound = Utterance { kind: Kind::Sound(self.codec), stamp, body, length };
        let Some((payload_type, clock)) = formats.keys_with(self.codec) else { return sound };
        match self.keys.next_frame(clock) {
            Some(KeyFrame::Event { first, body: event }) => {
                if first {
                    self.key_timestamp = timestamp;
                }
                let stamp = Stamp { timestamp: self.key_timestamp, marker: first, ..stamp };
                Utterance::of(Kind::Key(payload_type), stamp, &event)
            }
            Some(KeyFrame::Pause) => Utterance::of(sound.kind, stamp, self.codec.silence()),
            None => sound,
        }
    }
}
