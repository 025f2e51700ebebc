//! How loud one frequency is in a stretch of sound (Goertzel's recurrence on a Hann window). Tests and the
//! robot measure with it who hears whom; nothing on the packet path uses it.

use std::f64::consts::TAU;

/// What [`level_db`] answers for "not there at all".
pub const FLOOR_DB: f64 = -120.0;

/// The level of a tone of `hz` in `samples`, in dB below a full-scale sine.
///
/// The window keeps other tones out: a tone four or more bins (4 × rate ÷ samples) away is at least
/// 60 dB down. Half a second of sound tells tones apart that differ by 8 Hz.
#[expect(clippy::cast_precision_loss, reason = "sample counts are far below 2^52")]
pub fn level_db(samples: &[i16], rate: u32, hz: f64) -> f64 {
    if samples.len() < 2 {
        return FLOOR_DB;
    }
    let turn = TAU * hz / f64::from(rate);
    let coefficient = 2.0 * turn.cos();
    let step = TAU / samples.len() as f64;
    let (mut last, mut before_last, mut weight_sum) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (index, sample) in samples.iter().enumerate() {
        let weight = 0.5 - 0.5 * (step * index as f64).cos();
        weight_sum += weight;
        let next = f64::from(*sample) * weight + coefficient * last - before_last;
        (before_last, last) = (last, next);
    }
    let power = last * last + before_last * before_last - coefficient * last * before_last;
    let amplitude = 2.0 * power.max(0.0).sqrt() / weight_sum / 32_768.0;
    if amplitude < 1e-6 { FLOOR_DB } else { 20.0 * amplitude.log10() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::SAMPLE_RATE;
    use crate::tone::Tone;

    fn half_second(hz: f64, level: f64) -> Vec<i16> {
        Tone::new(hz, level).take(4_000).collect()
    }

    #[test]
    fn a_tone_is_measured_at_its_own_level() {
        for (hz, level) in [(440.0, -6.0), (880.0, -20.0), (523.125, -40.0)] {
            let measured = level_db(&half_second(hz, level), SAMPLE_RATE, hz);
            assert!((measured - level).abs() < 0.3, "{hz} Hz: {measured}");
        }
    }

    #[test]
    fn another_tone_is_not_there() {
        let measured = level_db(&half_second(440.0, -6.0), SAMPLE_RATE, 880.0);
        assert!(measured < -80.0, "{measured}");
    }

    #[test]
    fn nothing_is_the_floor() {
        assert!(level_db(&[], SAMPLE_RATE, 440.0) <= FLOOR_DB);
        assert!(level_db(&[0; 4_000], SAMPLE_RATE, 440.0) <= FLOOR_DB);
    }
}
