//! Decoded sound: 16-bit samples, one channel, in frames of 20 ms. What transcoding, detection of tones and a recorder share.

/// Samples of the longest frame.
const SAMPLES_MAX: usize = 320;

/// Samples per second of decoded sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PcmRate {
    /// 8 kHz: what G.711 carries.
    #[default]
    Narrow,
    /// 16 kHz: what G.722 carries.
    Wide,
}

impl PcmRate {
    pub const fn hz(self) -> u32 {
        match self {
            Self::Narrow => 8_000,
            Self::Wide => 16_000,
        }
    }

    /// Samples of one frame.
    pub const fn frame_samples(self) -> usize {
        match self {
            Self::Narrow => 160,
            Self::Wide => SAMPLES_MAX,
        }
    }
}

/// 20 ms of decoded sound.
#[derive(Clone, Copy, Debug)]
pub struct PcmFrame {
    rate: PcmRate,
    samples: [i16; SAMPLES_MAX],
}

impl PcmFrame {
    pub const fn silence(rate: PcmRate) -> Self {
        Self { rate, samples: [0; SAMPLES_MAX] }
    }

    pub const fn rate(&self) -> PcmRate {
        self.rate
    }

    pub fn samples(&self) -> &[i16] {
        self.samples.get(..self.rate.frame_samples()).unwrap_or_default()
    }

    pub fn samples_mut(&mut self) -> &mut [i16] {
        self.samples.get_mut(..self.rate.frame_samples()).unwrap_or_default()
    }
}

/// The mean of the squares of some samples, full scale being 1.
#[expect(clippy::cast_precision_loss, reason = "a loudness needs no 24 bits")]
pub(crate) fn mean_square(samples: impl ExactSizeIterator<Item = i16>) -> f32 {
    let count = samples.len().max(1);
    let energy: i64 = samples.map(|sample| i64::from(sample).pow(2)).sum();
    energy as f32 / count as f32 / 32_768.0_f32.powi(2)
}
