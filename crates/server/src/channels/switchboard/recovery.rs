//! F01, F02: what the process before this one left behind is ended properly. Its sound went with it.

use std::time::Instant;

use media::LegId;
use sip::{Cause, SavedDialog};
use store::{LiveHandset, LiveLeg};

use super::board::Board;
use super::line_id::LineId;

impl Board {
    pub(super) fn recover(&mut self, legs: Vec<LiveLeg>) {
        let mut ended = Vec::with_capacity(legs.len());
        for leg in legs {
            // A call that came in while the server was starting is in the list already, and lives.
            if self.calls.contains_key(&leg.contact) {
                continue;
            }
            ended.push(LineId { contact: leg.contact, side: leg.side });
            match serde_json::from_value::<SavedDialog>(leg.dialog) {
                Ok(dialog) => self.say_goodbye(dialog),
                Err(error) => {
                    tracing::warn!(contact.id = %leg.contact, %error, "a stored dialog cannot be read");
                }
            }
        }
        if !ended.is_empty() {
            tracing::info!(legs = ended.len(), "calls that a restart cut off get their BYE");
            self.beside.forget_saved(ended);
        }
    }

    /// The dialog's `CSeq` skips ahead: nobody knows how far it was counted before the crash.
    fn say_goodbye(&mut self, dialog: SavedDialog) {
        let sip = self.endpoint.resume(dialog);
        let outputs = self.endpoint.hang_up(sip, Cause::TEMPORARY_FAILURE, Instant::now());
        self.emit(outputs);
    }

    /// VC31: the same for members' SIP phones.
    pub(super) fn recover_handsets(&mut self, legs: Vec<LiveHandset>) {
        for LiveHandset { leg, dialog } in legs {
            if let (Some(handsets), Ok(dialog)) =
                (&mut self.handsets, serde_json::from_value(dialog))
            {
                let sip = handsets.endpoint.resume(dialog);
                let now = Instant::now();
                let outputs = handsets.endpoint.hang_up(sip, Cause::TEMPORARY_FAILURE, now);
                self.emit_handsets(outputs);
            }
            self.beside.forget_handset(LegId(leg.as_u128()));
        }
    }
}
