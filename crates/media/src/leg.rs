//! One leg: a far end, what it hears, and the stream that it is sent. The two kinds of far end differ only in
//! their [`Link`].

mod browser;
mod phone;

use std::sync::Arc;
use std::time::Instant;

pub(crate) use browser::{BrowserLink, BrowserNews, BrowserPacket};
pub(crate) use phone::{Inbound, PhoneHeard, PhoneLink};

use crate::codec::{Codec, FRAME_SAMPLES, PACKET_TICKS_MAX};
use crate::config::Timeouts;
use crate::dtmf::{Digit, DigitReader, DigitWriter, KeyFrame};
use crate::event::{CloseReason, Event};
use crate::g711;
use crate::latch::Latch;
use crate::order::{LegId, Repeat};
use crate::outgoing::{Arrived, Outgoing, Stamp};
use crate::prompts::{Frame, PromptId};
use crate::rtp::RtpHeader;
use crate::seed::Seed;
use crate::stats::Stats;
use crate::tray::Tray;
use crate::watch::{Budget, Watch};

const SILENT_FRAME: [u8; FRAME_SAMPLES] = [g711::SILENCE; FRAME_SAMPLES];

#[derive(Debug)]
pub(crate) struct Leg {
    pub(crate) id: LegId,
    pub(crate) link: Link,
    pub(crate) ear: Ear,
    hears: Hears,
    out: Outgoing,
    keys: DigitWriter,
    /// Timestamp of the key that is being sent: all its packets carry the one of its start.
    key_timestamp: u32,
}

/// How the far end is reached.
#[derive(Debug)]
pub(crate) enum Link {
    Phone(Box<PhoneLink>),
    Browser(Box<BrowserLink>),
}

/// Who is heard, resolved: the frames of a prompt are held, not looked up.
#[derive(Clone, Debug)]
pub(crate) enum Hears {
    Silence,
    Prompt { id: PromptId, frames: Arc<[Frame]>, next: usize, repeat: Repeat },
    Leg(LegId),
}

/// The receiving half: what both kinds of link do with a packet that they believe.
#[derive(Debug)]
pub(crate) struct Ear {
    leg: LegId,
    pub(crate) codec: Codec,
    pub(crate) watch: Watch,
    pub(crate) budget: Budget,
    pub(crate) stats: Stats,
    keys: DigitReader,
}

/// A payload on its way to a leg. Browsers share frames; phones copy them into their datagram.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Payload<'a> {
    Shared(&'a Frame),
    Borrowed(&'a [u8]),
}

/// A packet that is to be sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outbound<'a> {
    pub(crate) kind: Kind,
    pub(crate) stamp: Stamp,
    pub(crate) payload: Payload<'a>,
}

/// What a payload is, and so which payload type it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sound,
    Key,
}

impl Leg {
    pub(crate) fn new(id: LegId, link: Link, ear: Ear, seed: &mut Seed, now: Instant) -> Self {
        let out = Outgoing::new(seed, now);
        let keys = DigitWriter::default();
        Self { id, link, ear, hears: Hears::Silence, out, keys, key_timestamp: 0 }
    }

    /// Whom a phone believes; browsers prove themselves otherwise.
    pub(crate) fn latch(&self) -> Option<&Latch> {
        match &self.link {
            Link::Phone(phone) => Some(&phone.latch),
            Link::Browser(_) => None,
        }
    }

    pub(crate) fn hears(&self) -> &Hears {
        &self.hears
    }

    pub(crate) fn listen(&mut self, to: Hears, now: Instant) {
        self.hears = to;
        self.out.switch(now);
    }

    /// The browser is connected: its stream begins.
    pub(crate) fn start(&mut self, expects_sound: bool, now: Instant) {
        self.out.start(now);
        self.ear.watch.expect(expects_sound, now);
    }

    /// Queues keys for the far end; gives back how many did not fit.
    pub(crate) fn press(&mut self, digits: &[Digit]) -> usize {
        self.out.interrupt();
        self.keys.press(digits)
    }

    /// A packet of the leg that this one hears.
    pub(crate) fn pass_on(
        &mut self,
        packet: Arrived,
        payload: Payload<'_>,
        now: Instant,
        tray: &mut Tray,
    ) {
        if !self.sends() || !self.keys.is_idle() {
            return;
        }
        if let Some(stamp) = self.out.forward(packet, now) {
            self.send(Outbound { kind: Kind::Sound, stamp, payload }, now, tray);
        }
    }

    /// When something is due on this leg.
    pub(crate) fn next_tick(&self, timeouts: &Timeouts) -> Option<Instant> {
        let frame = self.sends().then(|| self.frame_due());
        let link = match &self.link {
            Link::Phone(phone) => phone.deadline(),
            Link::Browser(browser) => browser.deadline(),
        };
        let quiet = self.ear.watch.deadline(timeouts.quiet);
        [frame, Some(link), quiet, self.ear.keys.deadline()].into_iter().flatten().min()
    }

    /// Does what is due; tells when the leg has ended by itself.
    pub(crate) fn tick(
        &mut self,
        timeouts: &Timeouts,
        now: Instant,
        tray: &mut Tray,
    ) -> Option<CloseReason> {
        while self.sends() && self.frame_due() <= now {
            self.send_frame(now, tray);
        }
        if let Some(digit) = self.ear.keys.expire(now) {
            tray.report(Event::Digit { leg: self.id, digit });
        }
        if self.ear.watch.expire(timeouts.quiet, now) {
            tray.report(Event::Quiet { leg: self.id });
        }
        match &mut self.link {
            Link::Phone(phone) => {
                phone.tick(&mut self.ear.stats, self.out.next_timestamp(), now, tray);
                None
            }
            Link::Browser(browser) => browser.tick(now, tray),
        }
    }

    /// A browser's stream waits for its encryption; a phone's runs from the start, even where nothing may be
    /// sent yet, so that prompts end in time.
    fn sends(&self) -> bool {
        match &self.link {
            Link::Phone(_) => true,
            Link::Browser(browser) => browser.is_connected(),
        }
    }

    fn frame_due(&self) -> Instant {
        match &self.hears {
            Hears::Leg(_) if self.keys.is_idle() => self.out.fill_due(),
            Hears::Silence | Hears::Prompt { .. } | Hears::Leg(_) => self.out.frame_due(),
        }
    }

    /// Sends a frame of our own: a key, a prompt's, or silence.
    fn send_frame(&mut self, now: Instant, tray: &mut Tray) {
        match self.keys.next_frame() {
            Some(KeyFrame::Event { first, body }) => {
                let stamp = self.out.frame(now);
                if first {
                    self.key_timestamp = stamp.timestamp;
                }
                let stamp = Stamp { timestamp: self.key_timestamp, marker: first, ..stamp };
                return self.send(
                    Outbound { kind: Kind::Key, stamp, payload: Payload::Borrowed(&body) },
                    now,
                    tray,
                );
            }
            Some(KeyFrame::Pause) => return self.send_silence(now, tray),
            None => {}
        }
        if let Some(frame) = self.next_prompt_frame(tray) {
            let stamp = self.out.frame(now);
            return self.send(
                Outbound { kind: Kind::Sound, stamp, payload: Payload::Shared(&frame) },
                now,
                tray,
            );
        }
        self.send_silence(now, tray);
    }

    fn send_silence(&mut self, now: Instant, tray: &mut Tray) {
        let stamp = match self.hears {
            Hears::Leg(_) => self.out.fill(now),
            Hears::Silence | Hears::Prompt { .. } => self.out.frame(now),
        };
        self.send(
            Outbound { kind: Kind::Sound, stamp, payload: Payload::Borrowed(&SILENT_FRAME) },
            now,
            tray,
        );
    }

    /// The prompt's next frame; at the end of one that plays once, its event and `None`.
    fn next_prompt_frame(&mut self, tray: &mut Tray) -> Option<Frame> {
        let Hears::Prompt { id, frames, next, repeat } = &mut self.hears else { return None };
        if *repeat == Repeat::Loop && *next >= frames.len() {
            *next = 0;
        }
        let frame = frames.get(*next).map(Arc::clone);
        *next += 1;
        if frame.is_none() && *repeat == Repeat::Once {
            tray.report(Event::PromptEnded { leg: self.id, prompt: *id });
            self.hears = Hears::Silence;
        }
        frame
    }

    fn send(&mut self, packet: Outbound<'_>, now: Instant, tray: &mut Tray) {
        self.ear.stats.sent(packet.payload.bytes().len());
        match &mut self.link {
            Link::Phone(phone) => phone.send(packet, now, tray),
            Link::Browser(browser) => browser.send(packet, now, tray),
        }
    }
}

impl Ear {
    pub(crate) fn new(leg: LegId, codec: Codec, expects_sound: bool, now: Instant) -> Self {
        Self {
            leg,
            codec,
            watch: Watch::new(expects_sound, now),
            budget: Budget::new(now),
            stats: Stats::new(now),
            keys: DigitReader::default(),
        }
    }

    /// The far end began another stream.
    pub(crate) fn restart(&mut self, ssrc: u32) {
        self.stats.restart(ssrc);
        self.keys.restart();
    }

    /// Takes a believed sound packet; gives its length in ticks if it is one that can be passed on.
    pub(crate) fn sound(
        &mut self,
        (header, payload): (RtpHeader, &[u8]),
        now: Instant,
        tray: &mut Tray,
    ) -> Option<u32> {
        let leg = self.leg;
        let ticks = self.codec.ticks(payload).filter(|ticks| *ticks <= PACKET_TICKS_MAX)?;
        self.stats.sound(header.sequence, header.timestamp, now);
        self.stats.loudness(self.codec, payload);
        if self.watch.sound(now) {
            tray.report(Event::Flowing { leg });
        }
        if let Some(digit) = self.keys.sound(header.sequence) {
            tray.report(Event::Digit { leg, digit });
        }
        Some(ticks)
    }

    /// Takes a believed key packet.
    pub(crate) fn key(
        &mut self,
        (header, payload): (RtpHeader, &[u8]),
        now: Instant,
        tray: &mut Tray,
    ) {
        self.stats.key(header.sequence);
        self.watch.alive(now);
        for digit in self.keys.read(header, payload, now).into_iter().flatten() {
            tray.report(Event::Digit { leg: self.leg, digit });
        }
    }
}

impl Payload<'_> {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Shared(frame) => frame,
            Self::Borrowed(bytes) => bytes,
        }
    }

    pub(crate) fn to_frame(self) -> Frame {
        match self {
            Self::Shared(frame) => Arc::clone(frame),
            Self::Borrowed(bytes) => Frame::from(bytes),
        }
    }
}
