//! VC30: what must hold of a call in the house.

use std::collections::BTreeSet;

use crate::{Acd, Fence, Internal, InternalStage, InternalTarget};

impl Acd {
    pub(super) fn check_internal(&self, call: &Internal, fences: &mut BTreeSet<Fence>) {
        let id = call.id;
        let (caller, callee) = (call.caller.member, call.callee.target());
        assert!(self.contact(id).is_none(), "VC30: {id} is a contact and an internal call");
        assert!(self.end_reason(id).is_none(), "I06: internal call {id} has ended and is here");
        assert!(callee.member() != Some(caller), "VC30: the caller of {id} calls themselves");
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
                    callee
                        .member()
                        .and_then(|callee| self.agent(callee))
                        .is_some_and(|agent| agent.offer == Some(id)),
                    "I01: {id} rings for a member for whom it does not ring"
                );
            }
            InternalStage::AtPhone { .. } => {
                assert!(callee.phone().is_some(), "VC30: {id} rings at a phone for a member");
            }
            InternalStage::Connecting { .. } => {
                assert!(
                    matches!(callee, InternalTarget::Member(_)),
                    "VC30: {id} waits for the sound of a phone"
                );
            }
            InternalStage::Rung { .. } | InternalStage::Talking { .. } => {}
        }
        let nowhere = matches!(call.stage, InternalStage::Rung { .. });
        assert!(!nowhere, "I07: internal call {id} is nowhere after a step");
        let waits = call.sides().any(|side| side.rejoin_by.is_some());
        assert!(!waits || call.is_talking(), "VC51: {id} is to end before the two talk");
    }
}
