//! Flows in a talk and after it (VC20, VC22): what agents do with them, and how it stands.

use acd::Command;

use super::Pure;
use super::standing::equal;
use crate::act::AgentAct;
use crate::cast::{Agent, Customer};
use crate::ids;
use crate::sight::{Heard, Standing};

impl Pure {
    pub(super) fn agent_uses_flows(&mut self, agent: Agent, does: &AgentAct) -> Result<(), String> {
        let command = match does {
            AgentAct::Starts { customer, service } => {
                let (contact, flow) = (self.call_of(*customer)?, ids::started(*service));
                Command::StartSelfService { contact, flow }
            }
            AgentAct::TakesBack { customer } => {
                Command::TakeBack { contact: self.call_of(*customer)? }
            }
            AgentAct::WantsAsked { customer } => {
                Command::AskSatisfaction { contact: self.contact_of(*customer)? }
            }
            other => return Err(format!("the pure stage cannot do {other:?}")),
        };
        self.command(agent, command);
        Ok(())
    }

    pub(super) fn came_by(&self, customer: Customer, choices: &str) -> Result<(), String> {
        let path = self.keyed.came_by(self.call_of(customer)?);
        let chose = path.map(|path| path.choices.iter().map(|key| key.0).collect::<String>());
        equal(chose.as_deref(), Some(choices), "the way through the menus")
    }

    pub(super) fn how_flows_stand(&self, standing: &Standing) -> Result<(), String> {
        match standing {
            Standing::AgentHearsNobody { agent } => {
                let heard = self.listens(*agent).unwrap_or(Heard::Nobody);
                equal(heard, Heard::Nobody, "whom the agent hears")
            }
            Standing::ShownKeys { customer, keys, .. } => {
                let shown = self.keyed.pressed(self.call_of(*customer)?).iter();
                let shown: String = shown.map(|key| key.map_or('•', |key| key.0)).collect();
                equal(shown.as_str(), keys.as_str(), "the keys")
            }
            other => self.how_outside_stands(other),
        }
    }
}
