//! Hides lost packets: the last pitch period goes on and fades (in the manner of G.711 appendix I). For codecs that do not
//! conceal by themselves.

use crate::pcm::PcmRate;

/// Samples that are remembered: 30 ms at 16 kHz.
const HISTORY: usize = 480;

/// What one stream sounded like last, and how long it has been made up since.
#[derive(Debug)]
pub(crate) struct Concealer {
    rate: PcmRate,
    /// The newest sample last.
    history: [i16; HISTORY],
    /// The pitch period that is repeated, in samples.
    lag: usize,
    /// Samples made up since the last real one.
    made_up: usize,
}

impl Concealer {
    pub(crate) fn new(rate: PcmRate) -> Self {
        Self { rate, history: [0; HISTORY], lag: 1, made_up: 0 }
    }

    pub(crate) fn rate(&self) -> PcmRate {
        self.rate
    }

    /// Real sound: it is remembered, and begins softly where sound was made up before it.
    pub(crate) fn hear(&mut self, samples: &mut [i16]) {
        if self.made_up > 0 {
            let seam = self.per_ms(4).min(samples.len());
            for (place, sample) in samples.iter_mut().take(seam).enumerate() {
                let made_up = self.next();
                *sample = blend(made_up, *sample, place, seam);
            }
            self.made_up = 0;
        }
        let new = samples.len().min(HISTORY);
        self.history.copy_within(new.., 0);
        let newest = samples.iter().skip(samples.len() - new);
        for (place, sample) in self.history.iter_mut().skip(HISTORY - new).zip(newest) {
            *place = *sample;
        }
    }

    /// Makes sound up in the place of a lost packet's.
    pub(crate) fn fill(&mut self, samples: &mut [i16]) {
        if self.made_up == 0 {
            self.lag = self.pitch();
        }
        for sample in samples {
            *sample = self.next();
        }
    }

    /// Repeats the last period; full for 10 ms, gone after 60.
    fn next(&mut self) -> i16 {
        let place = HISTORY - self.lag + self.made_up % self.lag;
        let sample = self.history.get(place).copied().unwrap_or_default();
        let (full, gone) = (self.per_ms(10), self.per_ms(60));
        let left = gone.saturating_sub(self.made_up.max(full));
        self.made_up += 1;
        scale(sample, left, gone - full)
    }

    /// The lag, from 2.5 to 15 ms, at which the last 10 ms are most like what came before.
    fn pitch(&self) -> usize {
        let window = self.per_ms(10);
        let (shortest, longest) = (self.per_ms(5) / 2, self.per_ms(15));
        let likeness = |lag: usize| {
            let newest = self.history.iter().rev().take(window);
            let older = self.history.iter().rev().skip(lag).take(window);
            let (mut product, mut energy) = (0_i64, 1_i64);
            for (new, old) in newest.zip(older) {
                product += i64::from(*new) * i64::from(*old);
                energy += i64::from(*old) * i64::from(*old);
            }
            // Likeness squared over energy, kept in integers: both are below 2^39.
            (product.max(0) >> 10) * (product.max(0) >> 10) / ((energy >> 10) + 1)
        };
        (shortest..=longest).max_by_key(|lag| likeness(*lag)).unwrap_or(longest)
    }

    fn per_ms(&self, ms: usize) -> usize {
        ms * self.rate.frame_samples() / 20
    }
}

/// A share of a sample.
#[expect(clippy::cast_possible_truncation, reason = "a share of a sample is no larger than it")]
pub(crate) fn scale(sample: i16, share: usize, of: usize) -> i16 {
    let (share, of) = (small(share), small(of).max(1));
    (i32::from(sample) * share / of) as i16
}

/// From one sound to another: at `place` 0 all of the first, at `of` all of the second.
pub(crate) fn blend(from: i16, to: i16, place: usize, of: usize) -> i16 {
    scale(from, of - place.min(of), of).saturating_add(scale(to, place, of))
}

fn small(count: usize) -> i32 {
    i32::try_from(count.min(HISTORY * 4)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goertzel::level_db;
    use crate::tone::Tone;

    #[test]
    fn a_lost_packet_of_a_tone_is_hardly_heard() {
        let mut tone = Tone::new(440.0, -12.0);
        let mut concealer = Concealer::new(PcmRate::Narrow);
        let mut played = Vec::new();
        for packet in 0..50 {
            let mut frame = tone.frame();
            if packet % 10 == 9 {
                concealer.fill(&mut frame);
            } else {
                concealer.hear(&mut frame);
            }
            played.extend(frame);
        }
        let level = level_db(&played[2_000..], 8_000, 440.0);
        assert!((level + 12.0).abs() < 1.0, "{level:.1} dB");
    }

    #[test]
    fn what_is_made_up_fades_to_nothing() {
        let mut concealer = Concealer::new(PcmRate::Wide);
        let mut frame: Vec<i16> = Tone::new(440.0, -12.0).take(480).collect();
        concealer.hear(&mut frame);
        let mut made_up = [0; 320];
        for _ in 0..3 {
            concealer.fill(&mut made_up);
        }
        concealer.fill(&mut made_up);
        assert_eq!(made_up, [0; 320]);
    }

    #[test]
    fn silence_goes_on_as_silence() {
        let mut concealer = Concealer::new(PcmRate::Narrow);
        let mut frame = [7; 160];
        concealer.fill(&mut frame);
        assert_eq!(frame, [0; 160]);
    }
}
