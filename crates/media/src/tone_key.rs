//! A key as the two tones of ITU-T Q.23, for a far end that agreed to no telephone events.

use std::f32::consts::TAU;

use crate::dtmf::Digit;
use crate::pcm::{PcmFrame, PcmRate};
use crate::tone_keys::{COLUMNS, KEYS, ROWS};

/// Of full scale: what telephones send, the higher tone 2 dB above the lower one.
const LOW: f32 = 0.2;
const HIGH: f32 = 0.25;

/// So manieth frame of a key, from 0; the phase runs on from one to the next.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a sample is rounded, and a key has few of them"
)]
pub(crate) fn tone_key(digit: Digit, frame: u32) -> PcmFrame {
    let mut tones = PcmFrame::silence(PcmRate::Narrow);
    let Some((row, column)) = frequencies(digit) else { return tones };
    let before = frame as usize * PcmRate::Narrow.frame_samples();
    for (place, sample) in tones.samples_mut().iter_mut().enumerate() {
        let at = TAU * (before + place) as f32 / PcmRate::Narrow.hz() as f32;
        let value = LOW * (row * at).sin() + HIGH * (column * at).sin();
        *sample = (value * f32::from(i16::MAX)) as i16;
    }
    tones
}

fn frequencies(digit: Digit) -> Option<(f32, f32)> {
    let key = digit.as_char();
    KEYS.iter().zip(ROWS).find_map(|(keys, row)| {
        let place = keys.iter().position(|known| *known == key)?;
        Some((row, *COLUMNS.get(place)?))
    })
}
