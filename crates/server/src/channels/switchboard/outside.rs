//! VC13, VC15: the line outside that a customer is handed to, or that their agent asks, as the switchboard holds it: a call out
//! beside the customer's own line. A phone of ours is `phone_line.rs`'s.

use std::time::Instant;

use acd::{Callee, ContactId};
use media::Order;
use voice::OutsideAction;

use super::board::Board;
use super::line::Trunk;
use super::line_id::LineId;

impl Board {
    pub(super) fn carry_out_outside(&mut self, contact: ContactId, action: OutsideAction) {
        if self.carry_out_at_phone(contact, action) {
            return;
        }
        let now = Instant::now();
        let line = LineId::external(contact);
        let sip = self.trunk(line).and_then(|trunk| trunk.sip);
        match (action, sip) {
            (OutsideAction::Call { callee: Callee::Phone { phone } }, _) => {
                self.forget_outside(contact);
                self.call_phone(contact, phone);
            }
            (OutsideAction::Call { callee: Callee::Customer { customer, number } }, _) => {
                self.forget_outside(contact);
                let Some(held) = self.calls.get_mut(&contact) else { return };
                held.outside = Some(Trunk { called: Some(customer), ..Trunk::default() });
                if let Some(application) = held.application {
                    self.beside.look_up(application, line, customer, number);
                }
            }
            (OutsideAction::HangUp(cause), Some(sip)) => {
                // The ACK of an answer that waits for the disk goes before the BYE.
                self.send_answer(line);
                let outputs = self.endpoint.hang_up(sip, cause, now);
                self.emit(outputs);
            }
            // Nobody has been called yet, and nobody will be.
            (OutsideAction::HangUp(_), None) => self.forget_outside(contact),
            (OutsideAction::Probe, Some(sip)) => self.probe(line, sip, now),
            (OutsideAction::Probe, None) => {}
            (OutsideAction::CloseLeg, _) => self.close_leg(line),
            (OutsideAction::SendKey(key), _) => self.send_key(line, key, now),
        }
    }

    /// What an earlier one has left: it is not this contact's line any more.
    pub(super) fn forget_outside(&mut self, contact: ContactId) {
        let line = LineId::external(contact);
        let held = self.calls.get_mut(&contact);
        let old = held.and_then(|held| {
            held.phone_waits = None;
            held.outside.take()
        });
        self.ports.give_back(line.leg());
        if old.is_some_and(|old| old.saved) {
            self.beside.forget_saved(vec![line]);
        }
    }

    /// Its sound is over.
    pub(super) fn close_leg(&mut self, line: LineId) {
        self.close_strains(line.leg());
        let leg = line.leg();
        self.media.order(Order::Close { leg });
        self.ports.give_back(leg);
    }
}
