//! The receiving half of a leg: what both kinds of link do with a packet that they believe.

use std::time::Instant;

use crate::codec::Codec;
use crate::dtmf::DigitReader;
use crate::event::Event;
use crate::order::LegId;
use crate::outgoing::Arrived;
use crate::pcm::{PcmFrame, PcmRate};
use crate::playout::Playout;
use crate::rtp::RtpHeader;
use crate::stats::Stats;
use crate::strain::Strains;
use crate::tone_keys::ToneKeys;
use crate::tray::Tray;
use crate::watch::{Budget, Watch};

#[derive(Debug)]
pub(crate) struct Ear {
    leg: LegId,
    pub(crate) watch: Watch,
    pub(crate) budget: Budget,
    pub(crate) stats: Stats,
    pub(crate) strains: Strains,
    pub(crate) keys: DigitReader,
    /// The codec that came last.
    codec: Codec,
    /// Made when somebody first needs samples of this leg.
    playout: Option<Box<Playout>>,
    /// Reads keys in the sound itself, where telephone events were not agreed.
    tone_keys: Option<Box<ToneKeys>>,
    /// The codec that the far end was asked for last.
    asked: Option<Codec>,
    /// The rate that suits whoever needs them.
    rate: PcmRate,
}

impl Ear {
    pub(crate) fn new(leg: LegId, codec: Codec, expects_sound: bool, now: Instant) -> Self {
        Self {
            leg,
            watch: Watch::new(expects_sound, now),
            budget: Budget::new(now),
            stats: Stats::new(now),
            strains: Strains::new(now),
            keys: DigitReader::default(),
            codec,
            playout: None,
            tone_keys: None,
            asked: None,
            rate: PcmRate::default(),
        }
    }

    /// The far end began another stream.
    pub(crate) fn restart(&mut self, ssrc: u32) {
        self.stats.restart(ssrc);
        self.keys.restart();
        self.decode_no_more();
    }

    /// Takes a believed sound packet; gives its length in ticks if it is one that can be passed on.
    pub(crate) fn sound(
        &mut self,
        codec: Codec,
        (header, payload): (RtpHeader, &[u8]),
        now: Instant,
        tray: &mut Tray,
    ) -> Option<u32> {
        let leg = self.leg;
        let ticks = codec.ticks(payload)?;
        self.codec = codec;
        self.asked = self.asked.filter(|asked| *asked != codec);
        self.stats.sound(header, codec.clock(), now);
        self.stats.loudness(codec, payload);
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

    /// Whether keys are looked for in the sound: only where they cannot come as events, lest each is read twice.
    pub(crate) fn look_for_tones(&mut self, wanted: bool) {
        if !wanted {
            self.tone_keys = None;
        } else if self.tone_keys.is_none() {
            self.tone_keys = Some(Box::new(ToneKeys::new(PcmRate::default())));
        }
    }

    /// The rate at which the ear itself wants samples, if it does.
    pub(crate) fn own_rate(&self) -> Option<PcmRate> {
        self.tone_keys.as_ref().map(|_| PcmRate::Narrow)
    }

    /// The codec that the far end speaks now.
    pub(crate) fn codec(&self) -> Codec {
        self.codec
    }

    /// Whether the far end is to be asked for this codec: it was not yet.
    pub(crate) fn ask_for(&mut self, codec: Codec) -> bool {
        self.asked.replace(codec) != Some(codec)
    }

    /// A sound packet of this leg that somebody needs as samples, at this rate.
    pub(crate) fn decode(&mut self, packet: Arrived, payload: &[u8], rate: PcmRate, now: Instant) {
        self.rate = rate;
        self.playout.get_or_insert_with(|| Box::new(Playout::new())).push(packet, payload, now);
    }

    /// Nobody needs samples any more.
    pub(crate) fn decode_no_more(&mut self) {
        if let Some(playout) = &mut self.playout {
            playout.rest();
        }
    }

    /// When the next samples are due.
    pub(crate) fn samples_due(&self) -> Option<Instant> {
        self.playout.as_ref()?.due()
    }

    /// The 20 ms of samples that are due.
    pub(crate) fn samples(&mut self, now: Instant, tray: &mut Tray) -> Option<PcmFrame> {
        let playout = self.playout.as_mut()?;
        let frame = playout.play(self.rate, now);
        tray.work += std::mem::take(&mut playout.work);
        if let Some(frame) = &frame {
            self.stats.heard(self.codec, frame);
            if let Some(digit) = self.tone_keys.as_mut().and_then(|keys| keys.hear(frame)) {
                tray.report(Event::Digit { leg: self.leg, digit });
            }
        }
        frame
    }
}
