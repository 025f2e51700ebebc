//! What a robot has heard, decoded: the last seconds, to be measured.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use media::{FLOOR_DB, SAMPLE_RATE, level_db};

/// Ten seconds.
const KEPT: usize = 10 * SAMPLE_RATE as usize;

/// Clones hear the same.
#[derive(Clone, Debug, Default)]
pub struct Ear {
    samples: Arc<Mutex<VecDeque<i16>>>,
}

impl Ear {
    pub(crate) fn hear(&self, frame: &[i16]) {
        let mut samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        samples.extend(frame);
        let excess = samples.len().saturating_sub(KEPT);
        samples.drain(..excess);
    }

    /// The last `ms` milliseconds; fewer if not so much was heard.
    pub fn last(&self, ms: usize) -> Vec<i16> {
        let samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = ms * SAMPLE_RATE as usize / 1000;
        samples.iter().skip(samples.len().saturating_sub(wanted)).copied().collect()
    }

    /// Forgets, so that the next measurement knows only what comes now.
    pub fn clear(&self) {
        self.samples.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How loud a tone of `hz` was in the last `ms`, in dB below full scale.
    pub fn level_db(&self, hz: f64, ms: usize) -> f64 {
        let heard = self.last(ms);
        if heard.is_empty() { FLOOR_DB } else { level_db(&heard, SAMPLE_RATE, hz) }
    }
}
