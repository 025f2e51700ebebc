//! VC15: two legs heard by a third as one. Each side waits for its beat, and every 20 ms the two are added up.

use crate::half_band::HalfBand;
use crate::order::LegId;
use crate::pcm::{PcmFrame, PcmRate};
use crate::side::Side;

/// All the memory that it will ever need.
#[derive(Clone, Debug)]
pub(crate) struct Mixer([Voice; 2]);

#[derive(Clone, Debug)]
struct Voice {
    leg: LegId,
    side: Side<PcmFrame>,
    half_band: HalfBand,
}

impl Mixer {
    pub(crate) fn new(first: LegId, second: LegId) -> Self {
        Self([Voice::new(first), Voice::new(second)])
    }

    pub(crate) fn legs(&self) -> [LegId; 2] {
        let [first, second] = &self.0;
        [first.leg, second.leg]
    }

    /// 20 ms of one of the two, to be heard at this rate.
    pub(crate) fn take(&mut self, heard: LegId, frame: &PcmFrame, rate: PcmRate) {
        for voice in self.0.iter_mut().filter(|voice| voice.leg == heard) {
            let frame = voice.at(rate, frame);
            voice.side.take(frame);
        }
    }

    /// Both as they are due; nothing while neither says anything.
    pub(crate) fn next(&mut self) -> Option<PcmFrame> {
        let [first, second] = &mut self.0;
        match (first.side.next(), second.side.next()) {
            (Some(first), Some(second)) => Some(sum(&first, &second)),
            (one, None) => one,
            (None, other) => other,
        }
    }
}

impl Voice {
    fn new(leg: LegId) -> Self {
        let side = Side::new(PcmFrame::silence(PcmRate::default()));
        Self { leg, side, half_band: HalfBand::default() }
    }

    fn at(&mut self, rate: PcmRate, frame: &PcmFrame) -> PcmFrame {
        if frame.rate() == rate {
            return *frame;
        }
        let mut converted = PcmFrame::silence(rate);
        match rate {
            PcmRate::Wide => self.half_band.widen(frame.samples(), converted.samples_mut()),
            PcmRate::Narrow => self.half_band.narrow(frame.samples(), converted.samples_mut()),
        }
        converted
    }
}

/// Too loud together is as loud as can be. Around a change of codec the two may have different rates for a moment.
fn sum(first: &PcmFrame, second: &PcmFrame) -> PcmFrame {
    let mut sum = *first;
    if first.rate() == second.rate() {
        for (sample, other) in sum.samples_mut().iter_mut().zip(second.samples()) {
            *sample = sample.saturating_add(*other);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: LegId = LegId(1);
    const LEO: LegId = LegId(2);

    fn frame(rate: PcmRate, sample: i16) -> PcmFrame {
        let mut frame = PcmFrame::silence(rate);
        frame.samples_mut().fill(sample);
        frame
    }

    fn heard(mixer: &mut Mixer) -> Option<i16> {
        mixer.next().map(|frame| frame.samples()[100])
    }

    #[test]
    fn vc15_two_voices_are_added_and_never_wrap_around() {
        let mut mixer = Mixer::new(ANN, LEO);
        assert_eq!(heard(&mut mixer), None);
        for (ann, leo) in [(100, 20), (30_000, 30_000), (-30_000, -30_000)] {
            mixer.take(ANN, &frame(PcmRate::Narrow, ann), PcmRate::Narrow);
            mixer.take(LEO, &frame(PcmRate::Narrow, leo), PcmRate::Narrow);
        }
        let sums: Vec<_> = std::iter::from_fn(|| heard(&mut mixer)).collect();
        assert_eq!(sums, [120, i16::MAX, i16::MIN]);
    }

    #[test]
    fn vc15_whoever_is_silent_silences_nobody() {
        let mut mixer = Mixer::new(ANN, LEO);
        for _ in 0..3 {
            mixer.take(LEO, &frame(PcmRate::Narrow, 7), PcmRate::Narrow);
        }
        assert_eq!([heard(&mut mixer), heard(&mut mixer)], [Some(7), Some(7)]);
    }

    #[test]
    fn vc15_a_stranger_is_not_heard_and_rates_are_brought_together() {
        let mut mixer = Mixer::new(ANN, LEO);
        for _ in 0..3 {
            mixer.take(LegId(3), &frame(PcmRate::Narrow, 7), PcmRate::Narrow);
        }
        assert_eq!(heard(&mut mixer), None);
        for _ in 0..4 {
            mixer.take(ANN, &frame(PcmRate::Narrow, 1_000), PcmRate::Wide);
            mixer.take(LEO, &frame(PcmRate::Wide, 500), PcmRate::Wide);
        }
        let frames: Vec<PcmFrame> = std::iter::from_fn(|| mixer.next()).collect();
        let last = frames.last().unwrap();
        assert_eq!(last.rate(), PcmRate::Wide);
        assert!((last.samples()[100] - 1_500).abs() < 20, "{}", last.samples()[100]);
    }
}
