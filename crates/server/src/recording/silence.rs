//! VC42: a caller who says nothing any more has said all.

use media::{Samples, TapeFrame, TapeSound};

/// 5 s of 20 ms each.
const SILENT_FRAMES: u64 = 250;
/// The mean of a frame from which on somebody speaks: about -44 dBFS, above the noise of a line and below a soft voice.
const SPEECH_MIN: u32 = 200;

/// Listens to the customer's side of a tape.
#[derive(Debug, Default)]
pub(super) struct SilenceWatch {
    /// The frame after the last one in which somebody spoke. What was lost in between may have been speech, and is not waited for.
    since: u64,
    told: bool,
}

impl SilenceWatch {
    /// Whether this frame makes the silence long enough. True once.
    pub(super) fn hears(&mut self, frame: &TapeFrame) -> bool {
        let next = frame.number + 1;
        match &frame.sound {
            TapeSound::Kept { customer, .. } if is_silent(customer) => {}
            TapeSound::Kept { .. } | TapeSound::Paused => self.since = next,
        }
        let is_long = next.saturating_sub(self.since) >= SILENT_FRAMES;
        is_long && !std::mem::replace(&mut self.told, is_long)
    }
}

fn is_silent(samples: &Samples) -> bool {
    let loudness: u32 = samples.iter().map(|sample| u32::from(sample.unsigned_abs())).sum();
    let count = u32::try_from(samples.len()).unwrap_or(u32::MAX).max(1);
    loudness / count < SPEECH_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(number: u64, sample: i16) -> TapeFrame {
        let silence: Samples = [0; media::FRAME_SAMPLES];
        let sound = TapeSound::Kept { customer: silence.map(|_| sample), agent: silence };
        TapeFrame { number, sound }
    }

    /// The frames with which the watch has told of a silence.
    fn told(frames: impl IntoIterator<Item = TapeFrame>) -> Vec<u64> {
        let mut watch = SilenceWatch::default();
        frames.into_iter().filter(|frame| watch.hears(frame)).map(|frame| frame.number).collect()
    }

    #[test]
    fn vc42_five_seconds_of_silence_are_told_once() {
        assert_eq!(told((0..600).map(|number| frame(number, 0))), [249]);
        let spoken = (0..100).map(|number| frame(number, -3_000));
        let line = (100..600).map(|number| frame(number, 40));
        assert_eq!(told(spoken.chain(line)), [349], "the noise of a line is silence");
    }

    #[test]
    fn vc42_a_pause_in_what_is_said_is_no_end() {
        let speech =
            (0..2_000).map(|number| frame(number, if number % 200 < 20 { 900 } else { 0 }));
        assert!(told(speech).is_empty());
    }

    #[test]
    fn vc42_what_the_disk_was_too_slow_for_counts_as_time() {
        assert_eq!(told([frame(0, 900), frame(10, 0), frame(300, 0)]), [300]);
    }
}
