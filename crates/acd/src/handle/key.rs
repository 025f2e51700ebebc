//! VC20, RC01: keys that the customer presses, in whatever state the call is. They are counted here and kept elsewhere.

use super::Step;
use crate::{ContactId, Event, KeyPressed, Recording};

/// Of one contact; further ones are not told.
pub const KEYS_MAX: u32 = 1_000;

impl Step<'_> {
    pub(super) fn key_pressed(&mut self, contact: ContactId) {
        let Some(call) = self.call(contact).filter(|call| call.keys < KEYS_MAX) else { return };
        // VC40: the recording is paused for what must not be kept, and that may be keyed as well as said.
        let recording = call.talk().map(|talk| talk.recording);
        let masked = matches!(recording, Some(Recording::Paused { .. }));
        let (place, at) = (call.keys + 1, self.now);
        self.record(Event::KeyPressed(KeyPressed { contact, place, masked, at }));
    }
}
