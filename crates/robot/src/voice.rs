//! What a robot says: a tone that can be told from others, a recording, or nothing.

use media::{FRAME_SAMPLES, Tone};

/// Loud enough to be measured, soft enough not to clip in a mix.
const LEVEL_DB: f64 = -12.0;

#[derive(Clone, Debug)]
pub enum Voice {
    Tone(Tone),
    /// 8 kHz mono, over and over.
    Speech {
        samples: Vec<i16>,
        at: usize,
    },
    Silence,
}

impl Voice {
    pub fn tone(hz: f64) -> Self {
        Self::Tone(Tone::new(hz, LEVEL_DB))
    }

    pub fn speech(samples: Vec<i16>) -> Self {
        Self::Speech { samples, at: 0 }
    }

    /// The next 20 ms.
    pub(crate) fn frame(&mut self) -> [i16; FRAME_SAMPLES] {
        match self {
            Self::Tone(tone) => tone.frame(),
            Self::Silence => [0; FRAME_SAMPLES],
            Self::Speech { samples, at } => std::array::from_fn(|_| {
                let sample = samples.get(*at).copied().unwrap_or_default();
                *at = (*at + 1) % samples.len().max(1);
                sample
            }),
        }
    }
}
