//! VC30: the record of an internal call, and each of the two members' part in it. How it ends is the end of every contact.

use acd::{HoldChanged, InternalMoved, InternalStep, TalkStarted};

use super::segment;
use crate::journal::Step;
use crate::statement::{Statement, statement};

pub(super) fn moved(step: Step, event: &InternalMoved) -> Vec<Statement> {
    let InternalMoved { contact, caller, callee, at, .. } = *event;
    match event.step {
        InternalStep::Dialled { .. } => {
            let record = statement!(
                "INSERT INTO record
                     (contact, application, kind, member, called, arrived, direction)
                 VALUES ($1, $2, 'call', $3, $4, $5, 'internal')",
                contact,
                step.application,
                caller,
                callee,
                at,
            );
            vec![record, segment::joined_internally(step, contact, caller, at)]
        }
        InternalStep::Joined { .. } => {
            vec![segment::joined_internally(step, contact, callee, at)]
        }
        InternalStep::Started => {
            let talks = [caller, callee].map(|member| TalkStarted { contact, member, at });
            talks.iter().flat_map(|talk| segment::talked(step, talk)).collect()
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
