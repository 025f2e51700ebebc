//! VC30: what must hold of a call between two members.

use std::collections::BTreeSet;

use crate::{Acd, Fence, Internal, InternalStage};

impl Acd {
    pub(super) fn check_internal(&self, call: &Internal, fences: &mut BTreeSet<Fence>) {
        let id = call.id;
        let (caller, callee) = (call.caller.member, call.callee.member);
        assert!(self.contact(id).is_none(), "VC30: {id} is a contact and an internal call");
        assert!(self.end_reason(id).is_none(), "I06: internal call {id} has ended and is here");
        assert!(caller != callee, "VC30: the caller of {id} calls themselves");
        for member in call.inside() {
            assert!(
                self.agent(member).is_some_and(|agent| agent.call == Some(id)),
                "I04: internal call {id} has a member who is not in it"
            );
        }
        match &call.stage {
            InternalStage::Ringing(offer) => {
                assert!(fences.insert(offer.fence), "I05: the fence of {id} is given twice");
                assert!(offer.fence < self.next_fence(), "I05: the fence of {id} is to come");
                assert!(
                    self.agent(callee).is_some_and(|agent| agent.offer == Some(id)),
                    "I01: {id} rings for a member for whom it does not ring"
                );
            }
            InternalStage::Rung { .. }
            | InternalStage::Connecting { .. }
            | InternalStage::Talking { .. } => {}
        }
        let nowhere = matches!(call.stage, InternalStage::Rung { .. });
        assert!(!nowhere, "I07: internal call {id} is nowhere after a step");
        let sides = [&call.caller, &call.callee];
        let waits = sides.iter().any(|side| side.rejoin_by.is_some());
        assert!(!waits || call.is_talking(), "VC51: {id} is to end before the two talk");
    }
}
