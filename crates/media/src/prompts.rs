//! Recorded sound that legs can hear: cut into frames once, coded once for each codec, shared by every leg that plays it.

mod built_in;

use std::collections::BTreeMap;
use std::sync::Arc;

#[cfg(test)]
pub(crate) use built_in::music as music_for_tests;
pub use built_in::{BEEP_HZ, ENDED_HZ, GREETING_HZ, MUSIC_HZ, NOTICE_HZ, RING_BACK_HZ};

use crate::codec::{Codec, FRAME_SAMPLES};
use crate::encoder::{Encoder, PAYLOAD_MAX};
use crate::pcm::{PcmFrame, PcmRate};
use crate::wav::{self, WavRefused};

/// Which prompt. The numbers below [`PromptId::FIRST_OWN`] are built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PromptId(pub u32);

impl PromptId {
    /// What a waiting or held customer hears.
    pub const MUSIC: Self = Self(1);
    /// A chime where a spoken greeting will be.
    pub const GREETING: Self = Self(2);
    /// The far end rings.
    pub const RING_BACK: Self = Self(3);
    /// The call is over and nobody is there any more.
    pub const ENDED: Self = Self(4);
    /// A short tone before an automatically answered call (VC04).
    pub const BEEP: Self = Self(5);
    /// A chime, and the words that the call is recorded (VC43).
    pub const NOTICE: Self = Self(6);
    /// "Welcome. For sales, press 1. For service, press 2."
    pub const MENU: Self = Self(7);
    /// Asked again after a key that leads nowhere.
    pub const WRONG_KEY: Self = Self(8);
    /// Outside the business hours.
    pub const CLOSED: Self = Self(9);
    /// "Please enter the last four digits of your card."
    pub const ENTER_CARD: Self = Self(10);
    /// "How satisfied were you with this call? …"
    pub const RATE_CALL: Self = Self(11);
    pub const THANK_YOU: Self = Self(12);
    /// The first number for prompts that an admin has uploaded.
    pub const FIRST_OWN: Self = Self(1_000);

    /// Whether every installation has it, without a file.
    pub const fn is_built_in(self) -> bool {
        self.0 >= Self::MUSIC.0 && self.0 <= Self::THANK_YOU.0
    }

    /// Whether it is one that an admin may have uploaded.
    pub const fn is_own(self) -> bool {
        self.0 >= Self::FIRST_OWN.0
    }
}

/// One payload of a frame's length, shared.
pub(crate) type Frame = Arc<[u8]>;

/// A prompt in every codec.
#[derive(Debug, Default)]
pub(crate) struct Prompt {
    coded: [Box<[Frame]>; Codec::ALL.len()],
}

/// A set of prompts.
#[derive(Clone, Debug, Default)]
pub struct Prompts {
    prompts: BTreeMap<PromptId, Arc<Prompt>>,
}

impl Prompts {
    /// No prompts at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// The prompts that need no files: they are computed here.
    pub fn built_in() -> Self {
        let mut prompts = Self::default();
        for (id, samples) in built_in::all() {
            prompts.add_pcm(id, &samples);
        }
        prompts
    }

    /// Adds or replaces a prompt with 8 kHz samples.
    pub fn add_pcm(&mut self, id: PromptId, samples: &[i16]) {
        self.prompts.insert(id, Arc::new(Prompt::code(samples)));
    }

    /// Adds or replaces a prompt with the bytes of a WAV file, as [`crate::read_wav`] takes them.
    pub fn add_wav(&mut self, id: PromptId, file: &[u8]) -> Result<(), WavRefused> {
        self.add_pcm(id, &wav::read(file)?);
        Ok(())
    }

    /// Whoever hears it hears it out.
    pub fn remove(&mut self, id: PromptId) {
        self.prompts.remove(&id);
    }

    /// How long a prompt lasts, in frames of 20 ms.
    pub fn frames(&self, id: PromptId) -> Option<usize> {
        self.prompts.get(&id).map(|prompt| prompt.frames())
    }

    pub(crate) fn find(&self, id: PromptId) -> Option<Arc<Prompt>> {
        self.prompts.get(&id).map(Arc::clone)
    }
}

impl Prompt {
    fn code(samples: &[i16]) -> Self {
        let coded = Codec::ALL.map(|codec| {
            let mut encoder = Encoder::default();
            let frames = samples.chunks(FRAME_SAMPLES);
            frames.map(|frame| encode(&mut encoder, codec, frame)).collect()
        });
        Self { coded }
    }

    pub(crate) fn frames(&self) -> usize {
        self.coded.first().map_or(0, |frames| frames.len())
    }

    pub(crate) fn frame(&self, codec: Codec, place: usize) -> Option<&Frame> {
        self.coded.get(codec.index())?.get(place)
    }
}

/// One frame; the last of a prompt may be short and ends in silence.
fn encode(encoder: &mut Encoder, codec: Codec, samples: &[i16]) -> Frame {
    let mut frame = PcmFrame::silence(PcmRate::Narrow);
    for (place, sample) in frame.samples_mut().iter_mut().zip(samples) {
        *place = *sample;
    }
    let mut payload = [0; PAYLOAD_MAX];
    let length = encoder.encode(codec, &frame, &mut payload);
    Frame::from(payload.get(..length).unwrap_or_default())
}
