//! A telephone that speaks RTP, as a value: what robots and tests put at the other end of a phone leg.

use std::time::Instant;

use crate::codec::FRAME_SAMPLES;
use crate::dtmf::Digit;
use crate::earpiece::Earpiece;
use crate::formats::Formats;
use crate::jitter::Slot;
use crate::leg::Kind;
use crate::mouth::Mouth;
use crate::rtp::RtpHeader;
use crate::seed::Seed;

/// One end of a plain RTP stream each way. The caller owns the socket and the 20 ms beat.
#[derive(Debug)]
pub struct RtpPhone {
    formats: Formats,
    ssrc: u32,
    mouth: Mouth,
    earpiece: Earpiece,
}

/// A packet that the phone heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeardPacket {
    pub header: RtpHeader,
    /// The key that ended with this packet.
    pub digit: Option<Digit>,
}

impl RtpPhone {
    /// A phone with the payload types that SDP agreed.
    pub fn new(formats: Formats, seed: u64) -> Self {
        let mut seed = Seed::new(seed);
        let (ssrc, mouth) = (seed.u32(), Mouth::new(formats.preferred(), &mut seed));
        Self { formats, ssrc, mouth, earpiece: Earpiece::new() }
    }

    /// Other formats were agreed: from now on it speaks the first of them.
    pub fn renew(&mut self, formats: Formats) {
        self.formats = formats;
        self.mouth.speak_with(formats.preferred());
    }

    /// The datagram for the next 20 ms. While keys are being sent, they take the place of the sound.
    pub fn speak(&mut self, samples: &[i16; FRAME_SAMPLES]) -> Vec<u8> {
        let utterance = self.mouth.speak(samples, &self.formats);
        let payload_type = match utterance.kind {
            Kind::Sound(codec) => self.formats.payload_type(codec).unwrap_or_default(),
            Kind::Key(payload_type) => payload_type,
        };
        #[expect(clippy::cast_possible_truncation, reason = "RTP carries the low 16 bits")]
        let header = RtpHeader {
            marker: utterance.stamp.marker,
            payload_type,
            sequence: utterance.stamp.sequence as u16,
            timestamp: utterance.stamp.timestamp,
            ssrc: self.ssrc,
        };
        [header.to_bytes().as_slice(), utterance.payload()].concat()
    }

    /// 20 ms pass without a packet.
    pub fn pause(&mut self) {
        self.mouth.pause();
    }

    /// Keys for the next frames; nothing happens where telephone events were not agreed.
    pub fn press(&mut self, digits: &[Digit]) {
        if self.formats.has_keys() {
            self.mouth.press(digits);
        }
    }

    /// Takes a datagram; `None` if it is not RTP of this call.
    pub fn hear(&mut self, datagram: &[u8], now: Instant) -> Option<HeardPacket> {
        let (header, payload) = RtpHeader::parse(datagram)?;
        let [first, second] = self.earpiece.take(&self.formats, (header, payload), now)?;
        Some(HeardPacket { header, digit: first.or(second) })
    }

    /// Plays the next 20 ms onto `samples`.
    pub fn listen(&mut self, samples: &mut Vec<i16>) -> Slot {
        self.earpiece.listen(samples)
    }

    /// Frames that were played without a packet.
    pub fn lost(&self) -> u64 {
        self.earpiece.lost()
    }

    /// Packets that came too late to be played.
    pub fn late(&self) -> u64 {
        self.earpiece.late()
    }
}
