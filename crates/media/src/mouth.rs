//! The sending half of a simulated far end: numbers its packets, and puts keys in the place of sound.

use crate::codec::{FRAME_SAMPLES, FRAME_TICKS};
use crate::dtmf::{Digit, DigitWriter, KeyFrame};
use crate::g711;
use crate::leg::Kind;
use crate::outgoing::Stamp;
use crate::seed::Seed;

#[derive(Debug)]
pub(crate) struct Mouth {
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
    body: [u8; FRAME_SAMPLES],
}

impl Utterance {
    pub(crate) fn payload(&self) -> &[u8] {
        match self.kind {
            Kind::Sound => &self.body,
            Kind::Key => self.body.first_chunk::<4>().map_or(&[], |body| body),
        }
    }
}

impl Mouth {
    pub(crate) fn new(seed: &mut Seed) -> Self {
        Self {
            sequence: u64::from(seed.u32() & 0x7FFF),
            timestamp: seed.u32(),
            marker: true,
            keys: DigitWriter::default(),
            key_timestamp: 0,
        }
    }

    pub(crate) fn press(&mut self, digits: &[Digit]) {
        self.keys.press(digits);
    }

    /// 20 ms pass without a packet.
    pub(crate) fn pause(&mut self) {
        self.timestamp = self.timestamp.wrapping_add(FRAME_TICKS);
        self.marker = true;
    }

    pub(crate) fn speak(&mut self, samples: &[i16; FRAME_SAMPLES]) -> Utterance {
        self.sequence += 1;
        let timestamp = self.timestamp;
        self.timestamp = timestamp.wrapping_add(FRAME_TICKS);
        let mut body = g711::encode_frame(samples);
        let marker = std::mem::take(&mut self.marker);
        let mut utterance = Utterance {
            kind: Kind::Sound,
            stamp: Stamp { sequence: self.sequence, timestamp, marker },
            body,
        };
        match self.keys.next_frame() {
            Some(KeyFrame::Event { first, body: event }) => {
                if first {
                    self.key_timestamp = timestamp;
                }
                for (place, byte) in body.iter_mut().zip(event) {
                    *place = byte;
                }
                utterance.kind = Kind::Key;
                utterance.stamp.marker = first;
                utterance.stamp.timestamp = self.key_timestamp;
                utterance.body = body;
            }
            Some(KeyFrame::Pause) => utterance.body = [g711::SILENCE; FRAME_SAMPLES],
            None => {}
        }
        utterance
    }
}
