//! One leg: a far end, what it hears, and the stream that it is sent. The two kinds of far end differ only in
//! their [`Link`].

mod browser;
mod ear;
mod phone;

use std::sync::Arc;
use std::time::Instant;

pub(crate) use browser::{BrowserLink, BrowserNews, BrowserPacket};
pub(crate) use ear::Ear;
pub(crate) use phone::{Inbound, PhoneHeard, PhoneLink};

use crate::codec::Codec;
use crate::config::Timeouts;
use crate::dtmf::{Digit, DigitWriter, KeyFrame, ToneFrame};
use crate::encoder::{Encoder, PAYLOAD_MAX};
use crate::event::{CloseReason, Event};
use crate::formats::Formats;
use crate::latch::Latch;
use crate::mixer::Mixer;
use crate::order::{LegId, Repeat};
use crate::outgoing::{Arrived, Outgoing, Stamp};
use crate::pcm::{PcmFrame, PcmRate};
use crate::prompts::{Frame, Prompt, PromptId};
use crate::seed::Seed;
use crate::tape::Tape;
use crate::tone_key::tone_key;
use crate::tray::Tray;

#[derive(Debug)]
pub(crate) struct Leg {
    pub(crate) id: LegId,
    pub(crate) link: Link,
    pub(crate) ear: Ear,
    hears: Hears,
    /// Where its talk is recorded.
    pub(crate) tape: Option<Box<Tape>>,
    /// What the far end is sent now.
    speaks: Codec,
    out: Outgoing,
    encoder: Encoder,
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
    Prompt {
        id: PromptId,
        prompt: Arc<Prompt>,
        next: usize,
        repeat: Repeat,
    },
    Leg(LegId),
    /// VC15.
    Two(Box<Mixer>),
}

impl Hears {
    pub(crate) fn legs(&self) -> [Option<LegId>; 2] {
        match self {
            Self::Silence | Self::Prompt { .. } => [None, None],
            Self::Leg(leg) => [Some(*leg), None],
            Self::Two(mixer) => mixer.legs().map(Some),
        }
    }
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
    Sound(Codec),
    /// A telephone event, with its payload type.
    Key(u8),
}

impl Leg {
    pub(crate) fn new(id: LegId, link: Link, ear: Ear, seed: &mut Seed, now: Instant) -> Self {
        let speaks = link.formats().preferred();
        let mut leg = Self {
            id,
            link,
            ear,
            hears: Hears::Silence,
            tape: None,
            speaks,
            out: Outgoing::new(speaks.clock(), seed, now),
            encoder: Encoder::default(),
            keys: DigitWriter::default(),
            key_timestamp: 0,
        };
        leg.look_for_tones();
        leg
    }

    /// A telephone that has agreed to no telephone events may press keys all the same.
    fn look_for_tones(&mut self) {
        let is_phone = matches!(self.link, Link::Phone(_));
        self.ear.look_for_tones(is_phone && !self.link.formats().has_keys());
    }

    /// Other formats were agreed.
    pub(crate) fn renegotiated(&mut self) {
        self.look_for_tones();
        if self.link.formats().payload_type(self.speaks).is_none() {
            self.speak(self.link.formats().preferred());
        }
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
        if let Some(tape) = &mut self.tape {
            tape.switch();
        }
    }

    pub(crate) fn record(&mut self, mut tape: Box<Tape>, now: Instant) {
        tape.start(now);
        self.tape = Some(tape);
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

    /// Whether packets of a codec can be passed on as they are.
    pub(crate) fn takes(&self, codec: Codec) -> bool {
        self.link.formats().payload_type(codec).is_some()
    }

    /// Asks the far end for a codec that its listeners take, where it knows another one than it speaks.
    pub(crate) fn ask_for(&mut self, codec: Codec, tray: &mut Tray) {
        let is_browser = matches!(self.link, Link::Browser(_));
        if is_browser && self.takes(codec) && self.ear.ask_for(codec) {
            tray.report(Event::CodecWanted { leg: self.id, codec });
        }
    }

    /// What the far end is sent now.
    pub(crate) fn speaks(&self) -> Codec {
        self.speaks
    }

    /// The rate of samples that loses nothing of what this leg can be sent.
    pub(crate) fn rate(&self) -> PcmRate {
        self.speaks.rate()
    }

    /// A packet of the leg that this one hears, in a codec that it takes.
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
        self.speak(packet.codec);
        if let Some(stamp) = self.out.forward(packet, now) {
            tray.work.forwarded += 1;
            self.send(Outbound { kind: Kind::Sound(packet.codec), stamp, payload }, now, tray);
        }
    }

    /// 20 ms of the leg that this one hears, decoded: it does not take the codec that they came in.
    pub(crate) fn hear(&mut self, frame: &PcmFrame, now: Instant, tray: &mut Tray) {
        if !self.sends() || !self.keys.is_idle() {
            return;
        }
        let mut payload = [0; PAYLOAD_MAX];
        let length = self.encoder.encode(self.speaks, frame, &mut payload);
        tray.work.encoded += 1;
        let stamp = self.out.live(now);
        let payload = Payload::Borrowed(payload.get(..length).unwrap_or_default());
        self.send(Outbound { kind: Kind::Sound(self.speaks), stamp, payload }, now, tray);
    }

    /// VC15: whether it hears two legs at once.
    pub(crate) fn mixes(&self) -> bool {
        matches!(self.hears, Hears::Two(_))
    }

    /// 20 ms of one of the two legs that this one hears.
    pub(crate) fn mix(&mut self, heard: LegId, frame: &PcmFrame) {
        let rate = self.rate();
        if let Hears::Two(mixer) = &mut self.hears {
            mixer.take(heard, frame, rate);
        }
    }

    /// The far end is sent another codec from now on.
    fn speak(&mut self, codec: Codec) {
        if self.speaks != codec {
            self.speaks = codec;
            self.out.count_with(codec.clock());
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
        let samples = self.ear.samples_due();
        let tape = self.tape.as_ref().and_then(|tape| tape.due());
        let strains = Some(self.ear.strains.deadline());
        let ear = [quiet, self.ear.keys.deadline(), samples, strains];
        [frame, Some(link), tape].into_iter().chain(ear).flatten().min()
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
        if let Some(tape) = &mut self.tape {
            tape.tick(now);
        }
        if let Some(digit) = self.ear.keys.expire(now) {
            tray.report(Event::Digit { leg: self.id, digit });
        }
        if self.ear.watch.expire(timeouts.quiet, now) {
            tray.report(Event::Quiet { leg: self.id });
        }
        if self.ear.strains.deadline() <= now {
            let stats = self.ear.stats.snapshot();
            for told in self.ear.strains.look_at(self.id, &stats, now) {
                tray.report(told);
            }
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
            Hears::Silence | Hears::Prompt { .. } | Hears::Leg(_) | Hears::Two(_) => {
                self.out.frame_due()
            }
        }
    }

    /// Sends a frame of our own: a key, a prompt's, or silence.
    fn send_frame(&mut self, now: Instant, tray: &mut Tray) {
        if let Some((payload_type, clock)) = self.link.formats().keys_with(self.speaks) {
            match self.keys.next_frame(clock) {
                Some(KeyFrame::Event { first, body }) => {
                    let stamp = self.out.frame(now);
                    if first {
                        self.key_timestamp = stamp.timestamp;
                    }
                    let stamp = Stamp { timestamp: self.key_timestamp, marker: first, ..stamp };
                    let (kind, payload) = (Kind::Key(payload_type), Payload::Borrowed(&body));
                    return self.send(Outbound { kind, stamp, payload }, now, tray);
                }
                Some(KeyFrame::Pause) => return self.send_silence(now, tray),
                None => {}
            }
        } else {
            match self.keys.next_tone() {
                Some(ToneFrame::Key { digit, frame }) => {
                    return self.send_samples(&tone_key(digit, frame), now, tray);
                }
                // Through the same encoder, which remembers what it said last.
                Some(ToneFrame::Pause) => {
                    return self.send_samples(&PcmFrame::silence(PcmRate::Narrow), now, tray);
                }
                None => {}
            }
        }
        if let Some(mixed) = self.next_mixed_frame() {
            tray.work.encoded += 1;
            return self.send_samples(&mixed, now, tray);
        }
        if let Some(frame) = self.next_prompt_frame(tray) {
            let stamp = self.out.frame(now);
            let (kind, payload) = (Kind::Sound(self.speaks), Payload::Shared(&frame));
            return self.send(Outbound { kind, stamp, payload }, now, tray);
        }
        self.send_silence(now, tray);
    }

    /// A frame of our own that no prompt has encoded.
    fn send_samples(&mut self, samples: &PcmFrame, now: Instant, tray: &mut Tray) {
        let mut payload = [0; PAYLOAD_MAX];
        let length = self.encoder.encode(self.speaks, samples, &mut payload);
        let stamp = self.out.frame(now);
        let payload = Payload::Borrowed(payload.get(..length).unwrap_or_default());
        self.send(Outbound { kind: Kind::Sound(self.speaks), stamp, payload }, now, tray);
    }

    /// What both say, which the tape hears as its customer does.
    fn next_mixed_frame(&mut self) -> Option<PcmFrame> {
        let Hears::Two(mixer) = &mut self.hears else { return None };
        let mixed = mixer.next()?;
        if let Some(tape) = &mut self.tape {
            tape.agent(&mixed);
        }
        Some(mixed)
    }

    fn send_silence(&mut self, now: Instant, tray: &mut Tray) {
        let stamp = match self.hears {
            Hears::Leg(_) => self.out.fill(now),
            Hears::Silence | Hears::Prompt { .. } | Hears::Two(_) => self.out.frame(now),
        };
        let payload = Payload::Borrowed(self.speaks.silence());
        self.send(Outbound { kind: Kind::Sound(self.speaks), stamp, payload }, now, tray);
    }

    /// The prompt's next frame; at the end of one that plays once, its event and `None`.
    fn next_prompt_frame(&mut self, tray: &mut Tray) -> Option<Frame> {
        let Hears::Prompt { id, prompt, next, repeat } = &mut self.hears else { return None };
        if *repeat == Repeat::Loop && *next >= prompt.frames() {
            *next = 0;
        }
        let frame = prompt.frame(self.speaks, *next).map(Arc::clone);
        *next += 1;
        let play = match repeat {
            Repeat::Once => Some(0),
            Repeat::Numbered(play) => Some(*play),
            Repeat::Loop => None,
        };
        if let (None, Some(play)) = (&frame, play) {
            tray.report(Event::PromptEnded { leg: self.id, prompt: *id, play });
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

impl Link {
    pub(crate) fn formats(&self) -> &Formats {
        match self {
            Self::Phone(phone) => phone.formats(),
            Self::Browser(browser) => browser.formats(),
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
