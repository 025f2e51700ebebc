//! Turns the packets of one leg into a frame of samples every 20 ms, for whoever cannot take the packets as they are: a
//! listener with another codec, a detector of tones, a recorder.
//!
//! Packets wait in a queue until their time has come. One that comes too late for that makes the wait longer; a wait that
//! was longer than needed for two seconds becomes shorter by a frame (F54). What never came is concealed. No more than
//! one frame is given every 20 ms, whatever arrives and however.

mod queue;

use std::time::{Duration, Instant};

use queue::{Packet, Queue};

use crate::codec::{Codec, FRAME_TIME};
use crate::conceal::{Concealer, blend};
use crate::decoder::Decoder;
use crate::outgoing::Arrived;
use crate::pcm::{PcmFrame, PcmRate};
use crate::work::Work;

/// How long the first packet waits: a frame, and half of one for the next packet to be late by.
const WAIT: Duration = Duration::from_millis(30);
/// A beat that is late by more than this is not made up for.
const CATCH_UP_MAX: Duration = Duration::from_millis(100);
/// How much sound may wait; more is dropped at once.
const WAITING_MS_MAX: u32 = 300;
/// Sound that waited for the whole of a window although nobody needed it to.
const SPARE_MS: u32 = 40;
/// Frames of such a window: 2 s.
const WINDOW: u32 = 100;
/// A hole that is longer is jumped over, and so is silence that was not sent.
const HOLE_MS_MAX: u32 = 100;
/// Frames that are made up while nothing comes; then the stream rests.
const MADE_UP_MAX: u32 = 4;
/// Samples of the longest packet (120 ms at 16 kHz) and of a frame before it.
const DECODED_MAX: usize = 2_240;

#[derive(Debug)]
pub(crate) struct Playout {
    queue: Queue,
    decoder: Decoder,
    concealer: Concealer,
    /// Decoded and not played yet.
    decoded: [i16; DECODED_MAX],
    ready: usize,
    codec: Codec,
    /// The timestamp that is to be played next; `None` while nothing has come.
    next: Option<u32>,
    due: Option<Instant>,
    /// Ticks that were made up without moving on: the packet may only be late.
    owed: u32,
    made_up: u32,
    window: Window,
    pub(crate) work: Work,
}

/// The least sound that waited, and for how many frames.
#[derive(Debug, Default)]
struct Window {
    least_ms: Option<u32>,
    frames: u32,
}

/// What is to be done next.
enum Step {
    Decode(Packet),
    /// Sound of this many ticks was lost; perhaps the packet after it has a copy.
    Conceal(u32, Option<Packet>),
    /// Nothing has come.
    MakeUp,
}

impl Playout {
    pub(crate) fn new() -> Self {
        Self {
            queue: Queue::default(),
            decoder: Decoder::default(),
            concealer: Concealer::new(PcmRate::default()),
            decoded: [0; DECODED_MAX],
            ready: 0,
            codec: Codec::default(),
            next: None,
            due: None,
            owed: 0,
            made_up: 0,
            window: Window::default(),
            work: Work::default(),
        }
    }

    /// A packet came.
    pub(crate) fn push(&mut self, packet: Arrived, payload: &[u8], now: Instant) {
        let kept = self.queue.push(packet, payload);
        if kept && self.due.is_none() {
            self.next = None;
            self.owed = 0;
            self.due = Some(now + WAIT);
        }
    }

    /// Nobody listens any more: what waits is forgotten.
    pub(crate) fn rest(&mut self) {
        self.queue.clear();
        self.ready = 0;
        self.due = None;
        self.made_up = 0;
        self.window = Window::default();
    }

    /// When the next frame is due; `None` while nothing plays.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// The frame that is due, decoded for listeners who can use `wanted`. `None` when it is not yet time, or when
    /// nothing has come for a while.
    pub(crate) fn play(&mut self, wanted: PcmRate, now: Instant) -> Option<PcmFrame> {
        let due = self.due.filter(|due| *due <= now)?;
        let late = now.saturating_duration_since(due) > CATCH_UP_MAX;
        self.due = Some(if late { now } else { due } + FRAME_TIME);
        while self.waiting_ms() > WAITING_MS_MAX {
            self.skip();
        }
        let frame = self.frame(wanted)?;
        self.window.note(self.waiting_ms());
        if !self.window.has_spare() {
            return Some(frame);
        }
        // 20 ms become none: this frame passes into the next one.
        let next = self.frame(wanted).filter(|next| next.rate() == frame.rate());
        Some(next.map_or(frame, |next| cross(&frame, &next)))
    }

    fn frame(&mut self, wanted: PcmRate) -> Option<PcmFrame> {
        self.fill(wanted);
        let rate = self.concealer.rate();
        if self.ready == 0 {
            self.rest();
            return None;
        }
        let mut frame = PcmFrame::silence(rate);
        let length = rate.frame_samples();
        let ready = self.decoded.get(..self.ready).unwrap_or_default();
        for (place, sample) in frame.samples_mut().iter_mut().zip(ready) {
            *place = *sample;
        }
        self.decoded.copy_within(length.min(self.ready)..self.ready, 0);
        self.ready = self.ready.saturating_sub(length);
        Some(frame)
    }

    /// Decodes until a frame is there, or nothing is.
    fn fill(&mut self, wanted: PcmRate) {
        while self.ready < self.concealer.rate().frame_samples() {
            match self.step() {
                Step::Decode(packet) => self.decode(packet, wanted),
                Step::Conceal(ticks, next) => {
                    let samples = self.samples_in(ticks);
                    self.conceal(samples, next, wanted);
                    self.advance(ticks);
                }
                Step::MakeUp => {
                    if self.made_up >= MADE_UP_MAX {
                        return;
                    }
                    self.made_up += 1;
                    let samples = self.concealer.rate().frame_samples() - self.ready;
                    self.conceal(samples, None, wanted);
                    self.owed = self.owed.saturating_add(self.ticks_in(samples));
                }
            }
        }
    }

    fn step(&mut self) -> Step {
        let Some(packet) = self.queue.first() else { return Step::MakeUp };
        let Some(next) = self.next.filter(|_| packet.codec == self.codec) else {
            return Step::Decode(packet);
        };
        let ahead = packet.timestamp.wrapping_sub(next);
        let hole_max = self.ticks_in_ms(HOLE_MS_MAX) + self.owed;
        if ahead > hole_max {
            // Backwards, or silence that was not sent: its clock is believed.
            return Step::Decode(packet);
        }
        let made_up_already = ahead.min(self.owed);
        self.owed -= made_up_already;
        self.advance(made_up_already);
        match ahead - made_up_already {
            0 => Step::Decode(packet),
            hole => {
                let ticks = hole.min(self.codec.clock().frame_ticks());
                Step::Conceal(ticks, (ticks == hole).then_some(packet))
            }
        }
    }

    fn decode(&mut self, packet: Packet, wanted: PcmRate) {
        let rate = Decoder::rate(packet.codec, wanted);
        if rate != self.concealer.rate() {
            self.concealer = Concealer::new(rate);
            self.ready = 0;
        }
        self.codec = packet.codec;
        self.next = Some(packet.timestamp.wrapping_add(packet.ticks));
        self.owed = 0;
        let room = self.decoded.get_mut(self.ready..).unwrap_or_default();
        let payload = self.queue.take(packet);
        if let Ok(samples) = self.decoder.decode(packet.codec, payload, wanted, room) {
            self.work.decoded += 1;
            self.made_up = 0;
            self.concealer.hear(room.get_mut(..samples).unwrap_or_default());
            self.ready += samples;
        } else {
            self.work.undecodable += 1;
            self.conceal(self.samples_in(packet.ticks), None, wanted);
        }
    }

    fn conceal(&mut self, samples: usize, next: Option<Packet>, wanted: PcmRate) {
        self.work.concealed += 1;
        let end = (self.ready + samples).min(DECODED_MAX);
        let place = self.decoded.get_mut(self.ready..end).unwrap_or_default();
        let copy = next.map(|packet| self.queue.look_at(packet));
        if self.decoder.conceal(self.codec, copy, wanted, place).is_err() {
            self.concealer.fill(place);
        }
        self.ready = end;
    }

    /// A packet that waits too long is dropped unheard.
    fn skip(&mut self) {
        match self.queue.first() {
            Some(packet) => {
                self.queue.take(packet);
                self.next = Some(packet.timestamp.wrapping_add(packet.ticks));
            }
            None => self.ready = 0,
        }
    }

    fn advance(&mut self, ticks: u32) {
        self.next = self.next.map(|next| next.wrapping_add(ticks));
    }

    /// The sound that has come and was not played yet.
    fn waiting_ms(&self) -> u32 {
        let decoded = self.ready * 20 / self.concealer.rate().frame_samples();
        let queued = self.queue.ticks() / self.ticks_in_ms(1).max(1);
        u32::try_from(decoded).unwrap_or(0).saturating_add(queued)
    }

    fn ticks_in_ms(&self, ms: u32) -> u32 {
        self.codec.clock().hz() / 1_000 * ms
    }

    fn samples_in(&self, ticks: u32) -> usize {
        let samples = u64::from(ticks) * u64::from(self.concealer.rate().hz());
        usize::try_from(samples / u64::from(self.codec.clock().hz())).unwrap_or(0)
    }

    fn ticks_in(&self, samples: usize) -> u32 {
        let ticks = samples as u64 * u64::from(self.codec.clock().hz());
        u32::try_from(ticks / u64::from(self.concealer.rate().hz())).unwrap_or(0)
    }
}

impl Window {
    fn note(&mut self, waiting_ms: u32) {
        self.least_ms = Some(self.least_ms.map_or(waiting_ms, |least| least.min(waiting_ms)));
        self.frames += 1;
    }

    /// Whether a window has passed in which sound waited for nothing. A new one begins.
    fn has_spare(&mut self) -> bool {
        if self.frames < WINDOW {
            return false;
        }
        std::mem::take(self).least_ms.is_some_and(|least| least >= SPARE_MS)
    }
}

/// One frame that begins as the first and ends as the second.
fn cross(from: &PcmFrame, to: &PcmFrame) -> PcmFrame {
    let mut crossed = *to;
    let length = to.samples().len();
    let samples = from.samples().iter().zip(crossed.samples_mut());
    for (place, (from, to)) in samples.enumerate() {
        *to = blend(*from, *to, place, length);
    }
    crossed
}
