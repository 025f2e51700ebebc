//! VC40: the sound of a talk on its way to a recorder. Every 20 ms one frame of both sides goes into a ring that was made
//! beforehand; the recorder empties it from another thread. A full ring loses the frame and nothing else: frames are
//! numbered, so that time stays true in whatever is made of them.
//!
//! The customer's side is what the customer says, on hold as well. The agent's side is what the customer *hears of a
//! person*: an agent who is muted, or whose customer is on hold, is not kept, and music is nobody's voice.

use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use crate::codec::{FRAME_SAMPLES, FRAME_TIME};
use crate::pcm::{PcmFrame, PcmRate};
use crate::side::Side;

/// Frames that the recorder may be behind: 5 s.
pub const TAPE_FRAMES_MAX: usize = 250;

/// A beat that is late by more than this is skipped over; the numbers tell.
const CATCH_UP_MAX: Duration = Duration::from_millis(200);
/// After a pause, so many frames more are not kept: what was said in it may still be on its way.
const HUSH: u8 = 3;

/// One side for 20 ms, at 8 kHz.
pub type Samples = [i16; FRAME_SAMPLES];

/// Both sides for 20 ms, or that nothing is kept of them.
#[derive(Clone, Copy, Debug)]
pub struct TapeFrame {
    /// How many frames of time were before it, lost ones included.
    pub number: u64,
    pub sound: TapeSound,
}

#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "it stands in a slot of the ring, and boxing allocates"
)]
pub enum TapeSound {
    Kept { customer: Samples, agent: Samples },
    Paused,
}

/// The end that the media plane writes to.
#[derive(Debug)]
pub struct Tape {
    ring: SyncSender<TapeFrame>,
    number: u64,
    due: Option<Instant>,
    paused: bool,
    hush: u8,
    customer: Side<Samples>,
    agent: Side<Samples>,
}

/// The end that a recorder reads.
#[derive(Debug)]
pub struct TapeReader(Receiver<TapeFrame>);

/// The recorder has read all that there will ever be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TapeEnded;

/// A new tape, with all the memory that it will need.
pub fn tape() -> (Tape, TapeReader) {
    // std's bounded channel is an array of slots. Nobody ever waits on it, so that sending takes no lock.
    let (ring, reader) = sync_channel(TAPE_FRAMES_MAX);
    let side = || Side::new([0; FRAME_SAMPLES]);
    let (customer, agent) = (side(), side());
    let tape = Tape { ring, number: 0, due: None, paused: false, hush: 0, customer, agent };
    (tape, TapeReader(reader))
}

impl Tape {
    pub(crate) fn start(&mut self, now: Instant) {
        self.due = Some(now + FRAME_TIME);
    }

    pub(crate) fn pause(&mut self, paused: bool) {
        self.hush = if self.paused && !paused { HUSH } else { 0 };
        self.paused = paused;
        self.customer.clear();
        self.agent.clear();
    }

    pub(crate) fn customer(&mut self, frame: &PcmFrame) {
        self.customer.take(narrow(frame));
    }

    pub(crate) fn agent(&mut self, frame: &PcmFrame) {
        self.agent.take(narrow(frame));
    }

    /// The customer hears somebody else, or nobody, from now on.
    pub(crate) fn switch(&mut self) {
        self.agent.clear();
    }

    pub(crate) fn due(&self) -> Option<Instant> {
        self.due
    }

    pub(crate) fn tick(&mut self, now: Instant) {
        while let Some(due) = self.due.filter(|due| *due <= now) {
            let late = now.saturating_duration_since(due);
            if late > CATCH_UP_MAX {
                let beats = late.as_millis() / FRAME_TIME.as_millis();
                let beats = u32::try_from(beats).unwrap_or(u32::MAX);
                self.number += u64::from(beats);
                self.due = Some(due + FRAME_TIME * beats);
                continue;
            }
            let silence = [0; FRAME_SAMPLES];
            let customer = self.customer.next().unwrap_or(silence);
            let agent = self.agent.next().unwrap_or(silence);
            let sound = if self.paused || self.hush > 0 {
                self.hush = self.hush.saturating_sub(1);
                TapeSound::Paused
            } else {
                TapeSound::Kept { customer, agent }
            };
            // Full or abandoned: the numbers tell.
            let _lost = self.ring.try_send(TapeFrame { number: self.number, sound });
            self.number += 1;
            self.due = Some(due + FRAME_TIME);
        }
    }
}

impl TapeReader {
    /// The next frame, `None` while there is none.
    pub fn read(&self) -> Result<Option<TapeFrame>, TapeEnded> {
        match self.0.try_recv() {
            Ok(frame) => Ok(Some(frame)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(TapeEnded),
        }
    }
}

/// At 8 kHz, whatever it was.
fn narrow(frame: &PcmFrame) -> Samples {
    let mut samples = [0; FRAME_SAMPLES];
    match frame.rate() {
        PcmRate::Narrow => {
            for (place, sample) in samples.iter_mut().zip(frame.samples()) {
                *place = *sample;
            }
        }
        PcmRate::Wide => {
            for (place, pair) in samples.iter_mut().zip(frame.samples().as_chunks::<2>().0) {
                let [first, second] = *pair;
                *place = first.midpoint(second);
            }
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(sample: i16) -> PcmFrame {
        let mut frame = PcmFrame::silence(PcmRate::Narrow);
        frame.samples_mut().fill(sample);
        frame
    }

    #[expect(clippy::disallowed_methods, reason = "an Instant cannot be made in any other way")]
    fn noon() -> Instant {
        Instant::now()
    }

    /// The number, and the first sample of each side; `None` while paused.
    fn read(reader: &TapeReader) -> Vec<(u64, Option<(i16, i16)>)> {
        std::iter::from_fn(|| reader.read().ok().flatten())
            .map(|frame| {
                let kept = match frame.sound {
                    TapeSound::Kept { customer, agent } => Some((customer[0], agent[0])),
                    TapeSound::Paused => None,
                };
                (frame.number, kept)
            })
            .collect()
    }

    #[test]
    fn a_thread_that_stood_still_leaves_a_hole_in_the_numbers() {
        let (mut tape, reader) = tape();
        let start = noon();
        tape.start(start);
        tape.tick(start + FRAME_TIME * 3);
        tape.tick(start + FRAME_TIME * 103);
        let numbers: Vec<u64> = read(&reader).iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [0, 1, 2, 102]);
    }

    #[test]
    fn a_recorder_that_is_away_loses_frames_and_no_time() {
        let (mut tape, reader) = tape();
        let start = noon();
        tape.start(start);
        for beat in 1..=300 {
            tape.tick(start + FRAME_TIME * beat);
        }
        assert_eq!(read(&reader).len(), TAPE_FRAMES_MAX);
        tape.tick(start + FRAME_TIME * 301);
        assert_eq!(read(&reader), [(300, Some((0, 0)))]);
        drop(tape);
        assert_eq!(reader.read().map(|_| ()), Err(TapeEnded));
    }

    #[test]
    fn vc40_nothing_of_a_pause_is_kept_and_nothing_said_in_it_comes_after_it() {
        let (mut tape, reader) = tape();
        let start = noon();
        tape.start(start);
        let mut beats = 0..;
        let mut beat = |tape: &mut Tape, said| {
            tape.customer(&frame(said));
            tape.agent(&frame(-said));
            tape.tick(start + FRAME_TIME * (beats.next().unwrap() + 1));
        };
        for _ in 0..3 {
            beat(&mut tape, 1);
        }
        tape.pause(true);
        for _ in 0..3 {
            beat(&mut tape, 666);
        }
        tape.pause(false);
        // Said in the pause, and late.
        beat(&mut tape, 666);
        for _ in 0..6 {
            beat(&mut tape, 2);
        }
        let kept: Vec<_> = read(&reader).into_iter().map(|(_, kept)| kept).collect();
        let (one, two, none) = (Some((1, -1)), Some((2, -2)), Some((0, 0)));
        assert_eq!(kept[..6], [none, one, one, None, None, None]);
        assert_eq!(kept[6..], [None, None, None, two, two, two, two]);
    }

    #[test]
    fn wide_sound_is_kept_at_the_rate_of_the_telephone() {
        let mut wide = PcmFrame::silence(PcmRate::Wide);
        for (place, sample) in wide.samples_mut().iter_mut().enumerate() {
            *sample = i16::try_from(place).unwrap();
        }
        let samples = narrow(&wide);
        assert_eq!((samples[0], samples[159]), (0, 318));
    }
}
