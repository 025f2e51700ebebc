//! VC20, VC21, RC01: keys that the customer presses, in whatever state the call is, and those that the agent sends. They are
//! counted here and kept elsewhere, or, those that are sent, nowhere.

use flow::Meaning;

use super::Step;
use super::consult::refuse_in_consult;
use crate::{ContactId, Event, KeyPressed, KeysSent, MemberId, Recording, Refused};

/// Of one contact; further ones are not told.
pub const KEYS_MAX: u32 = 1_000;

impl Step<'_> {
    pub(super) fn key_pressed(
        &mut self,
        contact: ContactId,
        meaning: Option<Meaning>,
        masked: bool,
    ) {
        let Some(call) = self.call(contact) else { return };
        // VC40: an agent pauses the recording for what must not be kept, and that may be keyed as well as said.
        let recording = call.talk().map(|talk| talk.recording);
        let paused = matches!(recording, Some(Recording::Paused { until: Some(_), .. }));
        let masked = masked || paused;
        let (place, at) = (call.keys + 1, self.now);
        if place <= KEYS_MAX {
            self.record(Event::KeyPressed(KeyPressed { contact, place, masked, at }));
        }
        if let Some(meaning) = meaning {
            self.flow_told(contact, flow::Input::KeyPressed { meaning });
        }
    }

    /// On hold the agent cannot be heard (VC07), and keys are heard.
    pub(super) fn send_keys(
        &mut self,
        member: MemberId,
        contact: ContactId,
    ) -> Result<(), Refused> {
        let talk = self.talk_of(member, contact)?;
        refuse_in_consult(&talk)?;
        Self::not_in_flow(&talk)?;
        if talk.hold_since.is_some() {
            return Err(Refused::OnHold);
        }
        let at = self.now;
        self.record(Event::KeysSent(KeysSent { contact, member, at }));
        Ok(())
    }
}
