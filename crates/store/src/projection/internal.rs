//! VC30: the record of an internal call, and each member's part in it. How it ends is the end of every contact.

use acd::{HoldChanged, InternalMoved, InternalStep, MemberId, TalkStarted};

use super::segment;
use crate::journal::Step;
use crate::statement::{Statement, statement};

pub(super) fn moved(step: Step, event: &InternalMoved) -> Vec<Statement> {
    let InternalMoved { contact, caller, callee, at, .. } = *event;
    match event.step {
        InternalStep::Dialled { .. } | InternalStep::Rung { .. } => {
            let record = statement!(
                "INSERT INTO record
                     (contact, application, kind, member, called, called_phone, arrived, direction)
                 VALUES ($1, $2, 'call', $3, $4, $5, $6, 'internal')",
                contact,
                step.application,
                caller,
                callee.member(),
                callee.phone(),
                at,
            );
            vec![record, segment::joined_internally(step, contact, caller, at)]
        }
        InternalStep::Joined { .. } => {
            let joined = |member: MemberId| segment::joined_internally(step, contact, member, at);
            callee.member().map(joined).into_iter().collect()
        }
        InternalStep::Started => {
            let two = std::iter::once(caller).chain(callee.member());
            let talks = two.map(|member| TalkStarted { contact, member, at });
            talks.flat_map(|talk| segment::talked(step, &talk)).collect()
        }
        InternalStep::Held { on_hold: false, other_holds: true, .. }
        | InternalStep::Muted { .. }
        | InternalStep::Silent { .. } => Vec::new(),
        // While either holds there is no talk; which of the two, the timeline says.
        InternalStep::Held { on_hold, cuts, .. } => {
            segment::held(step, &HoldChanged { contact, on_hold, at, cuts })
        }
    }
}
