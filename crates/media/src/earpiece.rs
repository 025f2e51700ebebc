//! The receiving half of a simulated far end: orders packets, decodes sound, reads keys.

use std::time::Instant;

use crate::codec::FRAME_SAMPLES;
use crate::dtmf::{Digit, DigitReader};
use crate::g711;
use crate::jitter::{JitterRing, Slot};
use crate::rtp::{RtpHeader, SequenceCounter};

/// Packets that wait before the first is played: 60 ms.
const DELAY_PACKETS: usize = 3;

#[derive(Debug)]
pub(crate) struct Earpiece {
    ring: JitterRing,
    counter: SequenceCounter,
    ssrc: Option<u32>,
    keys: DigitReader,
}

impl Earpiece {
    pub(crate) fn new() -> Self {
        Self {
            ring: JitterRing::new(DELAY_PACKETS),
            counter: SequenceCounter::default(),
            ssrc: None,
            keys: DigitReader::default(),
        }
    }

    /// Takes a sound packet; a key may end with it.
    pub(crate) fn sound(&mut self, header: RtpHeader, payload: &[u8]) -> Option<Digit> {
        if self.ssrc.replace(header.ssrc) != Some(header.ssrc) {
            self.counter = SequenceCounter::default();
            self.ring = JitterRing::new(DELAY_PACKETS);
        }
        self.ring.push(self.counter.extend(header.sequence), payload);
        self.keys.sound(header.sequence)
    }

    pub(crate) fn key(
        &mut self,
        header: RtpHeader,
        payload: &[u8],
        now: Instant,
    ) -> [Option<Digit>; 2] {
        self.keys.read(header, payload, now)
    }

    /// The next 20 ms onto `samples`; zeros where a packet is missing.
    pub(crate) fn listen(&mut self, samples: &mut Vec<i16>) -> Slot {
        let slot = self.ring.pop(|payload| g711::decode_onto(samples, payload));
        if slot != Slot::Sound {
            samples.extend_from_slice(&[0; FRAME_SAMPLES]);
        }
        slot
    }

    pub(crate) fn lost(&self) -> u64 {
        self.ring.lost()
    }

    pub(crate) fn late(&self) -> u64 {
        self.ring.late()
    }
}
