//! An endless sine, for robots and tests: what one end sends so that the other end can be measured.

use std::f64::consts::TAU;

use crate::codec::{FRAME_SAMPLES, SAMPLE_RATE};

/// A sine of one frequency and level, sample by sample at 8 kHz; the phase never jumps.
#[derive(Clone, Debug)]
pub struct Tone {
    phase: f64,
    step: f64,
    amplitude: f64,
}

impl Tone {
    /// A tone of `hz` at `level_db` below full scale.
    pub fn new(hz: f64, level_db: f64) -> Self {
        Self {
            phase: 0.0,
            step: TAU * hz / f64::from(SAMPLE_RATE),
            amplitude: f64::from(i16::MAX) * 10.0_f64.powf(level_db / 20.0),
        }
    }

    /// The next 20 ms.
    pub fn frame(&mut self) -> [i16; FRAME_SAMPLES] {
        std::array::from_fn(|_| self.sample())
    }

    #[expect(clippy::cast_possible_truncation, reason = "rounding to a sample is the point")]
    fn sample(&mut self) -> i16 {
        let value = self.amplitude * self.phase.sin();
        self.phase = (self.phase + self.step) % TAU;
        value as i16
    }
}

impl Iterator for Tone {
    type Item = i16;

    fn next(&mut self) -> Option<i16> {
        Some(self.sample())
    }
}
