//! One play from its first line to its last, whatever becomes of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Pure;
use crate::{Play, Problem, stage};

/// Plays it on a stage of its own. A broken invariant is a panic of the core: it ends this play and no other.
pub fn play(play: &Play) -> Result<(), Problem> {
    let played = catch_unwind(AssertUnwindSafe(|| stage::perform(play, &mut Pure::new())));
    played.unwrap_or_else(|broken| {
        let owned = broken.downcast_ref::<String>().cloned();
        let sentence =
            owned.or_else(|| broken.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(Problem::new(&play.file, 0, sentence.unwrap_or_default()))
    })
}
