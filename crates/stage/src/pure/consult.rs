//! VC15: what agents do who ask a colleague, or at the phone in the lobby.

use acd::Command;

use super::Pure;
use crate::act::AgentAct;
use crate::cast::Agent;
use crate::ids;

impl Pure {
    pub(super) fn agent_consults(&mut self, agent: Agent, does: &AgentAct) -> Result<(), String> {
        let command = match does {
            AgentAct::Consults { customer, consultant } => {
                let (contact, member) = (self.call_of(*customer)?, ids::member(*consultant));
                Command::Consult { contact, member }
            }
            AgentAct::ConsultsLobby { customer } => {
                Command::ConsultPhone { contact: self.call_of(*customer)?, phone: ids::LOBBY }
            }
            AgentAct::SwapsConsult { customer } => {
                Command::SwapConsult { contact: self.call_of(*customer)? }
            }
            AgentAct::MergesConsult { customer } => {
                Command::MergeConsult { contact: self.call_of(*customer)? }
            }
            AgentAct::CompletesConsult { customer } => {
                Command::CompleteConsult { contact: self.call_of(*customer)? }
            }
            AgentAct::CancelsConsult { customer } => {
                Command::CancelConsult { contact: self.call_of(*customer)? }
            }
            other => return self.agent_sends(agent, other),
        };
        self.command(agent, command);
        Ok(())
    }
}
