//! Keys pressed on a telephone, as RFC 4733 telephone events: read once however often the event is
//! repeated (F53), and written with the repetitions that the RFC asks for.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use sipx_rtp::dtmf::{Event, Receiver};

use crate::clock::RtpClock;

/// Keys that wait to be sent on one leg; more are refused.
pub const DIGITS_WAITING_MAX: usize = 64;

/// When an event goes quiet without its end, the key was let go (RFC 4733 §2.5.2.2).
const END_LOST_AFTER: Duration = Duration::from_millis(200);
/// A key is held for five frames, then its end is sent three times (RFC 4733 §2.5.1.4).
const HELD_FRAMES: u32 = 5;
const END_FRAMES: u32 = 3;
/// Frames of silence between two keys, so that old exchanges tell "44" from a long "4".
const PAUSE_FRAMES: u32 = 3;
/// -10 dBm0, what telephones send.
const VOLUME: u8 = 10;

/// One key of the telephone: 0 to 9, `*`, `#`, A to D.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digit(u8);

const KEYS: [char; 16] =
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#', 'A', 'B', 'C', 'D'];

impl Digit {
    /// The key with this character, letters in either case.
    pub fn from_char(key: char) -> Option<Self> {
        let key = key.to_ascii_uppercase();
        let code = KEYS.iter().position(|candidate| *candidate == key)?;
        u8::try_from(code).ok().map(Self)
    }

    /// The character printed on the key.
    pub fn as_char(self) -> char {
        KEYS.get(usize::from(self.0)).copied().unwrap_or('?')
    }
}

impl fmt::Debug for Digit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Digit({})", self.as_char())
    }
}

impl fmt::Display for Digit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.as_char())
    }
}

/// Turns the packets of telephone events into keys, each exactly once.
#[derive(Debug, Default)]
pub(crate) struct DigitReader {
    receiver: Receiver,
    silent_from: Option<Instant>,
}

impl DigitReader {
    /// Takes one event packet. Two keys can end at once: one whose ends were all lost, and this one.
    pub(crate) fn read(
        &mut self,
        header: crate::rtp::RtpHeader,
        payload: &[u8],
        now: Instant,
    ) -> [Option<Digit>; 2] {
        let Some(event) = Event::decode(payload) else { return [None, None] };
        let ended = self.receiver.push(header.sequence, header.timestamp, header.marker, &event);
        self.silent_from = self.receiver.in_progress().map(|_| now + END_LOST_AFTER);
        ended.map(|ended| ended.map(|completed| Digit(completed.digit.code())))
    }

    /// Sound shares the sequence numbers; it also ends an event whose own ends were lost.
    pub(crate) fn sound(&mut self, sequence: u16) -> Option<Digit> {
        if self.silent_from.is_none() {
            self.receiver.observe_non_event(sequence);
            return None;
        }
        let ended = self.receiver.finish_on_media(sequence)?;
        self.silent_from = None;
        Some(Digit(ended.digit.code()))
    }

    /// When [`Self::expire`] is due.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.silent_from
    }

    pub(crate) fn expire(&mut self, now: Instant) -> Option<Digit> {
        self.silent_from.take_if(|at| *at <= now)?;
        Some(Digit(self.receiver.timeout()?.digit.code()))
    }

    /// A new stream (SSRC) starts its numbers anew.
    pub(crate) fn restart(&mut self) {
        self.receiver.reset();
        self.silent_from = None;
    }
}

/// What fills one frame's place while keys are being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyFrame {
    /// An event packet: `first` starts a key and fixes the timestamp of all its packets.
    Event {
        first: bool,
        body: [u8; 4],
    },
    Pause,
}

/// The same where keys are tones in the sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ToneFrame {
    /// So manieth frame of this key, from 0.
    Key {
        digit: Digit,
        frame: u32,
    },
    Pause,
}

/// Sends keys one after the other, a packet per frame.
#[derive(Debug, Default)]
pub(crate) struct DigitWriter {
    waiting: VecDeque<Digit>,
    frame: u32,
}

impl DigitWriter {
    /// Queues keys; gives back how many did not fit.
    pub(crate) fn press(&mut self, digits: &[Digit]) -> usize {
        let room = DIGITS_WAITING_MAX.saturating_sub(self.waiting.len());
        self.waiting.extend(digits.iter().take(room));
        digits.len().saturating_sub(room)
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The next frame's place with its duration in ticks of this clock, or `None` when every key has been sent.
    pub(crate) fn next_frame(&mut self, clock: RtpClock) -> Option<KeyFrame> {
        let (digit, frame) = self.step()?;
        if frame >= HELD_FRAMES + END_FRAMES {
            return Some(KeyFrame::Pause);
        }
        let held = (frame + 1).min(HELD_FRAMES) * clock.frame_ticks();
        let [d0, d1] = u16::try_from(held).unwrap_or(u16::MAX).to_be_bytes();
        let end = u8::from(frame >= HELD_FRAMES) << 7;
        Some(KeyFrame::Event { first: frame == 0, body: [digit.0, end | VOLUME, d0, d1] })
    }

    /// As [`Self::next_frame`], for a far end that agreed to no events.
    pub(crate) fn next_tone(&mut self) -> Option<ToneFrame> {
        let (digit, frame) = self.step()?;
        let sounds = frame < HELD_FRAMES + END_FRAMES;
        Some(if sounds { ToneFrame::Key { digit, frame } } else { ToneFrame::Pause })
    }

    /// The key that is being sent, and which of its frames this is.
    fn step(&mut self) -> Option<(Digit, u32)> {
        let digit = *self.waiting.front()?;
        let frame = self.frame;
        self.frame += 1;
        if self.frame == HELD_FRAMES + END_FRAMES + PAUSE_FRAMES {
            self.waiting.pop_front();
            self.frame = 0;
        }
        Some((digit, frame))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_one_character() {
        for key in KEYS {
            assert_eq!(Digit::from_char(key).unwrap().as_char(), key);
        }
        assert_eq!(Digit::from_char('b'), Digit::from_char('B'));
        assert_eq!(Digit::from_char('x'), None);
    }

    #[test]
    fn a_key_is_five_frames_three_ends_and_a_pause() {
        let mut writer = DigitWriter::default();
        assert_eq!(writer.press(&[Digit(5)]), 0);
        let frames: Vec<_> = std::iter::from_fn(|| writer.next_frame(RtpClock::KHZ_8)).collect();
        assert_eq!(frames.len(), 11);
        assert_eq!(frames[0], KeyFrame::Event { first: true, body: [5, 10, 0, 160] });
        assert_eq!(frames[4], KeyFrame::Event { first: false, body: [5, 10, 3, 32] });
        assert_eq!(frames[5..8], [KeyFrame::Event { first: false, body: [5, 138, 3, 32] }; 3]);
        assert_eq!(frames[8..], [KeyFrame::Pause; 3]);
    }

    #[test]
    fn the_queue_of_keys_is_bounded() {
        let mut writer = DigitWriter::default();
        assert_eq!(writer.press(&[Digit(1); 100]), 100 - DIGITS_WAITING_MAX);
        assert_eq!(writer.press(&[Digit(1)]), 1);
    }
}
