//! Recorded sound that legs can hear: coded once, cut into frames once, shared by every leg that plays it.

mod built_in;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use built_in::{BEEP_HZ, ENDED_HZ, GREETING_HZ, MUSIC_HZ, RING_BACK_HZ};

use crate::codec::FRAME_SAMPLES;
use crate::g711;
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
    /// The first number for prompts that an admin has uploaded.
    pub const FIRST_OWN: Self = Self(1_000);
}

/// One frame of μ-law, shared.
pub(crate) type Frame = Arc<[u8]>;

/// A set of prompts.
#[derive(Clone, Debug, Default)]
pub struct Prompts {
    prompts: BTreeMap<PromptId, Arc<[Frame]>>,
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
        let coded: Vec<u8> = samples.iter().map(|sample| g711::encode(*sample)).collect();
        self.add_mu_law(id, &coded);
    }

    /// Adds or replaces a prompt with the bytes of a WAV file: mono, 8 kHz, 16-bit PCM or μ-law.
    pub fn add_wav(&mut self, id: PromptId, file: &[u8]) -> Result<(), WavRefused> {
        self.add_mu_law(id, &wav::read_mu_law(file)?);
        Ok(())
    }

    /// How long a prompt lasts, in frames of 20 ms.
    pub fn frames(&self, id: PromptId) -> Option<usize> {
        self.prompts.get(&id).map(|frames| frames.len())
    }

    pub(crate) fn find(&self, id: PromptId) -> Option<Arc<[Frame]>> {
        self.prompts.get(&id).map(Arc::clone)
    }

    fn add_mu_law(&mut self, id: PromptId, coded: &[u8]) {
        let frames = coded.chunks(FRAME_SAMPLES).map(|chunk| {
            let mut frame = [g711::SILENCE; FRAME_SAMPLES];
            for (place, byte) in frame.iter_mut().zip(chunk) {
                *place = *byte;
            }
            Frame::from(frame)
        });
        self.prompts.insert(id, frames.collect());
    }
}
