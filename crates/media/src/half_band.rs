//! Between 8 and 16 kHz: a polyphase half-band filter, flat to 3.4 kHz and 50 dB down from 4.6 kHz on. Every second of its 47
//! taps is zero, so that a sample costs twelve multiplications. It delays by 1.5 ms.

/// The taps on one side of the middle, the nearest first; the middle one is a half.
const TAPS: [f32; 12] = [
    0.316_823, -0.101_579, 0.056_341, -0.035_693, 0.023_558, -0.015_582, 0.010_090, -0.006_273,
    0.003_662, -0.001_943, 0.000_880, -0.000_283,
];
const LENGTH: usize = 2 * TAPS.len();

/// One direction of one stream.
#[derive(Clone, Debug, Default)]
pub(crate) struct HalfBand {
    filtered: Line,
    delayed: Line,
}

impl HalfBand {
    /// 8 kHz to 16 kHz; `wide` is twice as long as `narrow`.
    pub(crate) fn widen(&mut self, narrow: &[i16], wide: &mut [i16]) {
        for (sample, pair) in narrow.iter().zip(wide.as_chunks_mut::<2>().0) {
            self.filtered.push(*sample);
            *pair = [round(2.0 * self.filtered.sum()), round(self.filtered.middle())];
        }
    }

    /// 16 kHz to 8 kHz; `narrow` is half as long as `wide`.
    pub(crate) fn narrow(&mut self, wide: &[i16], narrow: &mut [i16]) {
        for ([even, odd], sample) in wide.as_chunks::<2>().0.iter().zip(narrow) {
            self.delayed.push(*even);
            self.filtered.push(*odd);
            *sample = round(self.filtered.sum() + 0.5 * self.delayed.middle());
        }
    }
}

/// The newest samples, the newest first.
#[derive(Clone, Debug)]
struct Line([f32; LENGTH]);

impl Default for Line {
    fn default() -> Self {
        Self([0.0; LENGTH])
    }
}

impl Line {
    fn push(&mut self, sample: i16) {
        self.0.copy_within(..LENGTH - 1, 1);
        if let Some(newest) = self.0.first_mut() {
            *newest = f32::from(sample);
        }
    }

    fn sum(&self) -> f32 {
        let (newer, older) = self.0.split_at(TAPS.len());
        let pairs = newer.iter().rev().zip(older);
        pairs.zip(TAPS).map(|((newer, older), tap)| tap * (newer + older)).sum()
    }

    /// The sample in the filter's middle.
    fn middle(&self) -> f32 {
        self.0.get(TAPS.len() - 1).copied().unwrap_or_default()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clipped to the range of a sample")]
fn round(value: f32) -> i16 {
    value.round().clamp(-32_768.0, 32_767.0) as i16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goertzel::level_db;

    #[test]
    fn speech_passes_up_and_leaves_no_mirror() {
        for hz in [440.0, 880.0, 3_000.0, 3_400.0] {
            let wide = widened(&sine(hz, 8_000.0));
            let (level, mirror) =
                (level_db(&wide, 16_000, hz), level_db(&wide, 16_000, 8_000.0 - hz));
            assert!((level + 12.0).abs() < 0.2, "{hz} Hz: {level:.2} dB");
            assert!(mirror < -60.0, "{hz} Hz is mirrored at {mirror:.1} dB");
        }
    }

    #[test]
    fn speech_passes_down_and_nothing_folds_back() {
        for hz in [440.0, 880.0, 3_400.0] {
            let level = level_db(&narrowed(&sine(hz, 16_000.0)), 8_000, hz);
            assert!((level + 12.0).abs() < 0.2, "{hz} Hz: {level:.2} dB");
        }
        for hz in [4_600.0, 5_000.0, 6_500.0] {
            let folded = level_db(&narrowed(&sine(hz, 16_000.0)), 8_000, 8_000.0 - hz);
            assert!(folded < -60.0, "{hz} Hz folds back at {folded:.1} dB");
        }
    }

    fn sine(hz: f64, rate: f64) -> Vec<i16> {
        let step = std::f64::consts::TAU * hz / rate;
        #[expect(clippy::cast_possible_truncation, reason = "rounding to a sample is the point")]
        (0..8_000).map(|index| (8_231.0 * (step * f64::from(index)).sin()) as i16).collect()
    }

    fn widened(narrow: &[i16]) -> Vec<i16> {
        let mut wide = vec![0; narrow.len() * 2];
        HalfBand::default().widen(narrow, &mut wide);
        wide.split_off(2_000)
    }

    fn narrowed(wide: &[i16]) -> Vec<i16> {
        let mut narrow = vec![0; wide.len() / 2];
        HalfBand::default().narrow(wide, &mut narrow);
        narrow.split_off(500)
    }
}
