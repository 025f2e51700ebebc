//! Chance from a seed: the same seed gives the same numbers, on every machine and for ever.

use acd::Millis;
use uuid::Uuid;

/// `SplitMix64`. Each part of a day has a stream of its own, so that one more draw here changes nothing there.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn of(seed: u64, stream: u64) -> Self {
        let mut mixed = Self(seed ^ stream.wrapping_mul(0xD1B5_4A32_D192_ED03));
        // Neighbouring seeds are to have nothing in common.
        mixed.0 = mixed.draw();
        mixed
    }

    const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// From 0 up to, but not with, `end`.
    pub(super) const fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.draw() % end }
    }

    pub(super) fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or_default()
    }

    /// From the first to the last, both included.
    pub(super) const fn between(&mut self, first: u64, last: u64) -> Millis {
        Millis(first + self.below(last - first + 1))
    }

    /// True in so many of a thousand cases.
    pub(super) const fn in_thousand(&mut self, cases: u64) -> bool {
        self.below(1_000) < cases
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.index(list.len()))
    }

    /// Waiting times as people have them: mostly short, now and then long (quantiles of the exponential distribution).
    pub(super) fn around(&mut self, mean: Millis) -> Millis {
        const QUANTILES: [u64; 16] = [
            32, 98, 170, 247, 330, 421, 521, 633, 758, 902, 1_069, 1_270, 1_520, 1_856, 2_367,
            3_466,
        ];
        let thousandths = self.pick(&QUANTILES).copied().unwrap_or(1_000);
        Millis(mean.0 * thousandths / 1_000 + self.below(50))
    }

    pub(super) const fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.draw(), self.draw())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_its_numbers() {
        let mut chance = Chance::of(1, 1);
        let first: Vec<u64> = (0..3).map(|_| chance.below(1_000)).collect();
        let mut again = Chance::of(1, 1);
        assert_eq!(first, (0..3).map(|_| again.below(1_000)).collect::<Vec<_>>());
        assert_ne!(first, (0..3).map(|_| Chance::of(2, 1).below(1_000)).collect::<Vec<_>>());
    }
}
