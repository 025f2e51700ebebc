//! How loud a recording is over its time, for a picture of a few hundred points: the peak of each side, first for every
//! frame, at the end for as many parts as are shown.

use store::Peaks;

use super::part::FRAME_BYTES;

/// Points of the picture. A player is about as wide.
const POINTS_MAX: usize = 600;

#[derive(Debug, Default)]
pub(super) struct Loudness {
    customer: Vec<u8>,
    agent: Vec<u8>,
}

impl Loudness {
    /// Frames of both sides, as they stand in the part.
    pub(super) fn sound(&mut self, frames: &[u8]) {
        for frame in frames.chunks(FRAME_BYTES) {
            let (mut customer, mut agent) = (0, 0);
            for pair in frame.as_chunks::<4>().0 {
                let [c0, c1, a0, a1] = *pair;
                customer = customer.max(i16::from_le_bytes([c0, c1]).unsigned_abs());
                agent = agent.max(i16::from_le_bytes([a0, a1]).unsigned_abs());
            }
            self.customer.push(eight_bits(customer));
            self.agent.push(eight_bits(agent));
        }
    }

    pub(super) fn silence(&mut self, frames: u32) {
        let length = self.customer.len() + frames as usize;
        self.customer.resize(length, 0);
        self.agent.resize(length, 0);
    }

    pub(super) fn frames(&self) -> u64 {
        self.customer.len() as u64
    }

    pub(super) fn peaks(&self) -> Peaks {
        Peaks { customer: parts(&self.customer), agent: parts(&self.agent) }
    }
}

/// A sound that is there is not shown as none.
fn eight_bits(peak: u16) -> u8 {
    u8::try_from(peak.div_ceil(129)).unwrap_or(u8::MAX)
}

/// The loudest of each of so many equal parts.
fn parts(frames: &[u8]) -> Vec<u8> {
    let points = frames.len().min(POINTS_MAX);
    let bound = |point: usize| point * frames.len() / points.max(1);
    (0..points)
        .map(|point| {
            let part = frames.get(bound(point)..bound(point + 1)).unwrap_or_default();
            part.iter().copied().max().unwrap_or(0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_of_sound_in_an_hour_is_one_point_of_the_picture() {
        let mut loudness = Loudness::default();
        loudness.silence(90_000);
        let mut frame = [0; FRAME_BYTES];
        frame[..4].copy_from_slice(&[0, 0x80, 1, 0]);
        loudness.sound(&frame);
        loudness.silence(89_999);
        let Peaks { customer, agent } = loudness.peaks();
        assert_eq!((customer.len(), loudness.frames()), (POINTS_MAX, 180_000));
        let heard: Vec<_> = customer.iter().enumerate().filter(|(_, peak)| **peak > 0).collect();
        assert_eq!(heard, [(300, &255)], "full scale is full scale");
        assert_eq!(agent[300], 1, "a whisper is not nothing");
    }

    #[test]
    fn a_recording_without_a_frame_has_no_picture() {
        assert_eq!(Loudness::default().peaks(), Peaks::default());
    }
}
