//! VC30: what happened in a call between two agents, or of one with Pit.

use acd::{Event, InternalStep, OfferEnd};

use super::Teller;
use crate::internal::{Colleague, InternalSight};
use crate::sight::Sight;

impl Teller<'_> {
    /// Nothing for what is no matter of an internal call.
    pub(super) fn internal(&self, event: &Event) -> Option<Sight> {
        let (caller, callee) = *self.colleagues.get(&event.contact()?)?;
        let (told_of_caller, what) = match event {
            Event::InternalMoved(moved) => match moved.step {
                InternalStep::Dialled { until, .. } => {
                    (false, InternalSight::Rings { span: until.since(moved.at) })
                }
                InternalStep::Rung { until } => {
                    (true, InternalSight::IsCalled { span: until.since(moved.at) })
                }
                InternalStep::Started => (true, InternalSight::Talks),
                InternalStep::Joined { .. }
                | InternalStep::Held { .. }
                | InternalStep::Muted { .. }
                | InternalStep::Silent { .. } => return None,
            },
            Event::OfferEnded(ended) => (false, rung(ended.end)?),
            Event::ContactEnded(ended) => (true, InternalSight::Ended { reason: ended.reason }),
            _ => return None,
        };
        let (agent, colleague) = if told_of_caller {
            (caller, callee)
        } else {
            (callee.agent()?, Colleague::Agent(caller))
        };
        Some(Sight::Internal { agent, colleague, what })
    }
}

const fn rung(end: OfferEnd) -> Option<InternalSight> {
    match end {
        OfferEnd::Accepted => None,
        OfferEnd::Declined => Some(InternalSight::Declined),
        OfferEnd::Missed => Some(InternalSight::Missed),
        OfferEnd::Unseen => Some(InternalSight::NotShown),
        OfferEnd::Cancelled | OfferEnd::AgentGone => Some(InternalSight::StopsRinging),
    }
}
