//! Whether a play must see a sight, or may.

use crate::Weight;
use crate::act::{Act, AgentAct, Choice, CustomerAct};
use crate::internal::{InternalAct, InternalSight};
use crate::sight::{Author, BreakWhy, OfflineWhy, RecordingSight, Sight, Status};

impl Weight {
    /// Of a sight that came to light after this act.
    pub fn of(sight: &Sight, after: Option<&Act>) -> Self {
        let aside = match sight {
            // That a recording ends, the end of the talk says as well.
            Sight::Hears { .. }
            | Sight::NextStatus { .. }
            | Sight::Recording { recording: RecordingSight::Ends, .. } => true,
            sight => after.is_some_and(|act| echoes(act, sight)),
        };
        if aside { Self::Aside } else { Self::Told }
    }
}

/// Whether the sight only says what the act said.
fn echoes(act: &Act, sight: &Sight) -> bool {
    match (act, sight) {
        (Act::Agent { agent, does }, Sight::Status { agent: whose, status }) => {
            agent == whose && echoed_status(does) == Some(*status)
        }
        (
            Act::Agent { agent, does: AgentAct::Declines { customer } },
            Sight::Declined { agent: whose, customer: whom },
        )
        | (
            Act::Agent {
                agent,
                does:
                    AgentAct::Transfers { customer, .. }
                    | AgentAct::TransfersOut { customer, .. }
                    | AgentAct::CompletesConsult { customer },
            },
            Sight::Loses { agent: whose, customer: whom },
        ) => agent == whose && customer == whom,
        (
            Act::Agent {
                agent,
                does: AgentAct::Internal { colleague, doing: InternalAct::Declines },
            },
            Sight::Internal { agent: whose, colleague: whom, what: InternalSight::Declined },
        ) => agent == whose && colleague == whom,
        (
            Act::Agent { agent, does: AgentAct::ContinuesWork },
            Sight::WorkExtended { agent: whose },
        ) => agent == whose,
        (
            Act::Agent { agent, does: AgentAct::Writes { text, .. } },
            Sight::Wrote { author: Author::Agent(whose), text: written, .. },
        ) => agent == whose && text == written,
        (
            Act::Customer {
                customer,
                does: CustomerAct::Writes { text } | CustomerAct::WritesTo { text, .. },
            },
            Sight::Wrote { author: Author::Customer(whose), text: written, .. },
        ) => customer == whose && text == written,
        _ => false,
    }
}

fn echoed_status(does: &AgentAct) -> Option<Status> {
    match does {
        AgentAct::SignsIn
        | AgentAct::SignsInWithoutMicrophone
        | AgentAct::GoesOnline
        | AgentAct::BackToReception
        | AgentAct::Sets { to: Choice::Available } => Some(Status::Available),
        AgentAct::Sets { to: Choice::Busy } => Some(Status::Busy),
        AgentAct::Sets { to: Choice::OnBreak(reason) } => {
            Some(Status::OnBreak(BreakWhy::Listed(*reason)))
        }
        AgentAct::Sets { to: Choice::Offline } => Some(Status::Offline(OfflineWhy::ByHand)),
        AgentAct::LogsOut => Some(Status::Offline(OfflineWhy::LoggedOut)),
        _ => None,
    }
}
